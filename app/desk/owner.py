"""The table of owners: the version in force, the likely owner of a text, and new versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.row import title_of
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.owner import (
    BadOwners,
    Likely,
    Owner,
    OwnerTable,
    likely_owner,
    read_owners,
    shipped_owners,
    split_words,
    word_text,
)
from app.rules.shared.masking import mask_text
from app.rules.shared.toml_text import read_toml, toml_text

HEADINGS = ("主责部门", "管什么", "关键词", "依据")
_FIELDS = ("name", "matter", "words", "basis")
_TRIED = 500


@dataclass(frozen=True, slots=True)
class OwnerVersion:
    """One version; `made_by` is empty for what ships with the product."""

    table: OwnerTable
    made_at: datetime | None
    made_by: str
    note: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class OwnerMove:
    """One of the newest tickets whose likely owner another version would change; "" means not sure."""

    number: str
    title: str
    before: str
    after: str


def likely(desk: Desk, *, text: str, category: str = "", merchant: str = "") -> Likely:
    """The likely owner of a text under the version in force. It is a proposal; a person decides."""
    with desk.register.reading() as stores:
        table = _in_force(desk, stores)
    return likely_owner(table, text, category, merchant)


def versions(desk: Desk) -> list[OwnerVersion]:
    """Every version, newest first; of those of one date only the newest can be in force."""
    with desk.register.reading() as stores:
        kept = _versions(stores)
    known = [OwnerVersion(shipped_owners(), None, "", "随程序提供", in_force=False), *kept]
    now = _newest(desk, [one.table for one in known])
    marked = [OwnerVersion(one.table, one.made_at, one.made_by, one.note, one.table is now) for one in known]
    return marked[::-1]


def lines_of(table: OwnerTable) -> list[list[str]]:
    """A table as rows of cells, in the order of HEADINGS."""
    return [_cells(owner) for owner in table.owners]


def read_lines(lines: Sequence[Sequence[str]], effective_from: date) -> OwnerTable:
    """A table from rows of cells; blank rows are left out.

    Raises:
        BadOwners: a row cannot be taken; `row` counts the given rows from 0.

    """
    forms, places = [], []
    for place, cells in enumerate(lines):
        if any(cell.strip() for cell in cells):
            values = dict(zip(_FIELDS, (*cells, "", "", "", ""), strict=False))
            forms.append({**values, "words": split_words(values["words"])})
            places.append(place)
    try:
        return read_owners({"effective_from": effective_from, "owner": forms})
    except BadOwners as error:
        place = places[error.row] if error.row < len(places) else error.row
        raise BadOwners(place, error.field, error.message.partition("：")[2]) from error


def moved_by(desk: Desk, *, lines: Sequence[Sequence[str]]) -> list[OwnerMove]:
    """Of the newest tickets (at most 500), those whose likely owner these rows would change.

    Raises:
        BadOwners: a row cannot be taken.

    """
    other = read_lines(lines, local_day(desk.now()))
    with desk.register.reading() as stores:
        table, rows = _in_force(desk, stores), stores.tickets.newest(_TRIED)
    moves = []
    for row in rows:
        facts = (
            f"{row.title} {row.content}",
            "->".join((row.category_1, row.category_2, row.category_3)),
            row.merchant,
        )
        before, after = _name(likely_owner(table, *facts)), _name(likely_owner(other, *facts))
        if before != after:
            moves.append(OwnerMove(row.number, mask_text(title_of(row)), before, after))
    return moves


def save(
    desk: Desk, *, person: Person, lines: Sequence[Sequence[str]], effective_from: date, note: str = ""
) -> Outcome[int]:
    """Stores a new version, in force from its date on; nothing is overwritten.

    Raises:
        BadOwners: a row cannot be taken.
        Refused: the date lies in the past (field "effective_from").

    """
    require(person, Action.SETTINGS)
    if effective_from < local_day(desk.now()):
        raise Refused("生效日期不能早于今天", field="effective_from")
    table = read_lines(lines, effective_from)
    body = toml_text(_form(table))
    with desk.register.writing() as stores:
        stores.owners.add(effective_from, body, at=desk.now(), who=person.name, note=note.strip())
        text = f"主责目录自 {effective_from} 起变更，{len(table.owners)} 个部门" + (f"；{note.strip()}" if note else "")
        write_line(desk, stores, person, JournalVerb.OWNERS, text)
    return Outcome(Change.SETTINGS | Change.TICKETS | Change.JOURNAL, len(table.owners), "主责目录已保存为新版本")


def _versions(stores: Stores) -> list[OwnerVersion]:
    kept = []
    for row in stores.owners.versions():
        try:
            table = _table_of(row.body)
        except Refused:
            continue  # a row that cannot be read is passed over, and the version before it holds
        kept.append(OwnerVersion(table, row.made_at, row.made_by, row.note, in_force=False))
    return kept


@lru_cache(maxsize=64)
def _table_of(body: str) -> OwnerTable:
    return read_owners(read_toml(body))


def _in_force(desk: Desk, stores: Stores) -> OwnerTable:
    return _newest(desk, [shipped_owners(), *(one.table for one in _versions(stores))])


def _newest(desk: Desk, tables: Sequence[OwnerTable]) -> OwnerTable:
    today = local_day(desk.now())
    holding = [table for table in tables if table.effective_from <= today] or list(tables[:1])
    return max(enumerate(holding), key=lambda one: (one[1].effective_from, one[0]))[1]


def _cells(owner: Owner) -> list[str]:
    words = "、".join(word_text(word, weight) for word, weight in owner.words)
    return [owner.name, owner.matter, words, owner.basis]


def _form(table: OwnerTable) -> dict[str, object]:
    owners = [
        {
            "name": owner.name,
            "matter": owner.matter,
            "basis": owner.basis,
            "words": [word_text(word, weight) for word, weight in owner.words],
        }
        for owner in table.owners
    ]
    return {"effective_from": table.effective_from, "owner": owners}


def _name(guess: Likely) -> str:
    return guess.owner if guess.sure else ""
