"""Reads of the table of owners: its versions, the likely owner of a text, and what other rows would change."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.clock import local_day
from app.desk.owner.model import model_in_force
from app.desk.owner.rows import OwnerMove, OwnerVersion, read_lines
from app.desk.owner.versions import newest_in_force, stored_versions, table_in_force
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.rules.owner.judgement import Likely, likely_owner
from app.rules.owner.table import shipped_owners
from app.rules.shared.masking import mask_text

_TRIED = 500


def likely(desk: Desk, *, text: str, category: str = "", merchant: str = "") -> Likely:
    """The likely owner of a text under the version in force. It is a proposal; a person decides."""
    with desk.register.reading() as stores:
        table = table_in_force(desk, stores)
    return likely_owner(table, text, category, merchant, model=model_in_force(desk))


def tried(desk: Desk, *, text: str, lines: Sequence[Sequence[str]]) -> Likely:
    """The likely owner of a text if these rows were the table.

    Raises:
        BadOwners: a row cannot be taken.

    """
    return likely_owner(read_lines(lines, local_day(desk.now())), text, model=model_in_force(desk))


def versions(desk: Desk) -> list[OwnerVersion]:
    """Every version, newest first; of those of one date only the newest can be in force."""
    with desk.register.reading() as stores:
        kept = stored_versions(stores)
    known = [OwnerVersion(shipped_owners(), None, "", "随程序提供", in_force=False), *kept]
    now = newest_in_force(desk, [one.table for one in known])
    marked = [OwnerVersion(one.table, one.made_at, one.made_by, one.note, one.table is now) for one in known]
    return marked[::-1]


def moved_by(desk: Desk, *, lines: Sequence[Sequence[str]]) -> list[OwnerMove]:
    """Of the newest tickets (at most 500), those whose likely owner these rows would change.

    Raises:
        BadOwners: a row cannot be taken.

    """
    other, model = read_lines(lines, local_day(desk.now())), model_in_force(desk)
    with desk.register.reading() as stores:
        table, rows = table_in_force(desk, stores), stores.tickets.newest(_TRIED)
    moves = []
    for row in rows:
        facts = (
            f"{row.title}，{row.content}",
            "->".join((row.category_1, row.category_2, row.category_3)),
            row.merchant,
        )
        before, after = (_name(likely_owner(one, *facts, model=model)) for one in (table, other))
        if before != after:
            moves.append(OwnerMove(row.number, mask_text(title_of(row)), before, after))
    return moves


def _name(guess: Likely) -> str:
    return guess.owner if guess.sure else ""
