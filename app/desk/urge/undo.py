"""Undoes an act of urging within ten minutes: every round that it changed, ended or opened stands again as before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.urge.records import write_lines
from app.desk.urge.restored import settle_restored
from app.models.register.stores import Stores
from app.models.ticket.images import ROUNDS, Image, RowChange, changes_between
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TAKE_BACK_MINUTES, TAKE_BACK_WITHIN

CHANGES = Change.URGES | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class UrgeAct:
    """An act of urging that was done: its words, the rounds it was about, and every row that it changed."""

    words: str
    round_ids: tuple[int, ...]
    changes: tuple[RowChange, ...]


def image(stores: Stores, round_ids: Sequence[int], *, units: Sequence[str] = ()) -> Image:
    """The rows that an act about these rounds, or about new ones of these units, may change."""
    rows = stores.urges.many(list(round_ids))
    ids = {*round_ids}
    for unit in {*units, *(row.unit for row in rows)}:
        ids |= {row.id for row in stores.urges.open_of(unit)}
    tickets = {one.ticket_id for one in stores.urges.tickets_of(sorted(ids))}
    ids |= {row.id for _, row in stores.urges.of_tickets(tickets)}
    return stores.images.of_rounds(sorted(ids))


def undo_of(
    desk: Desk, stores: Stores, person: Person, before: Image, words: str, round_ids: Sequence[int]
) -> Undo | None:
    """The undo of what was done to rounds since `before` was taken; `round_ids` are those it was about.

    None where nothing changed.
    """
    ids = {*round_ids, *(number for table, number in before if table == ROUNDS)}
    changes = changes_between(before, stores.images.of_rounds(sorted(ids)))
    if not changes:
        return None
    until = desk.now() + TAKE_BACK_WITHIN
    reverse = partial(take_back, person=person, act=UrgeAct(words, tuple(round_ids), changes), until=until)
    return Undo(reverse, until, words)


def take_back(desk: Desk, *, person: Person, act: UrgeAct, until: datetime) -> Outcome[int]:
    """Restores every round that the act changed, all or none; one journal line for each ticket of its rounds.

    Raises:
        Refused: it is past `until`, or one of the rounds has changed since.

    """
    require(person, Action.URGE)
    if desk.now() > until:
        raise Refused(f"{act.words}已超过 {TAKE_BACK_MINUTES} 分钟，不能撤回")
    with desk.register.writing() as stores:
        present = stores.images.now(act.changes)
        if any(present.get((change.table, change.id)) != change.after for change in act.changes):
            raise Refused(f"之后又有变化，不能撤回{act.words}", hint="请在催办页上改正")
        tickets = stores.urges.tickets_of(list(act.round_ids))
        stores.images.put_back(act.changes)
        settle_restored(stores, [change.id for change in act.changes if change.table == ROUNDS])
        write_lines(desk, stores, person, JournalVerb.UNDO, f"撤回{act.words}", tickets)
    return Outcome(CHANGES, len(act.round_ids), f"已撤回{act.words}")
