"""Undoes an act within ten minutes: every row of its tickets stands again as before, and the journal says so.

An act takes an `image` of its tickets before it changes anything, and `undo_of` at its end keeps what differs. Nothing
is undone that somebody acted upon since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

from app.base.changes import Change, Outcome, Undo
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.reminder.restored import catch_up
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk, TicketChanged
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import follow_change, the_ticket
from app.desk.ticket.words import differences
from app.desk.upkeep import acts as upkeep_acts
from app.desk.urge.restored import settle_restored
from app.models.journal.store import JournalRecord
from app.models.register.stores import Stores
from app.models.ticket.digest import GONE
from app.models.ticket.images import REMINDERS, ROUNDS, TICKETS, Image, Row, RowChange, changes_between
from app.models.ticket.records import TicketChange, TicketRecord, change_of
from app.rules.journal import OF_THE_LAW, JournalVerb
from app.rules.ticket.moves import TAKE_BACK_MINUTES, TAKE_BACK_WITHIN

_HINT = "请在工单上改正"
# What the tick writes into a slot that rings.
_OF_RINGING = frozenset({"state", "raised_at", "shown_at", "channel", "times_raised", "returns_at", "cause", "reason"})


@dataclass(frozen=True, slots=True)
class Act:
    """An act that was done: its word, the tickets it concerned, what it changed, and its last journal line.

    `also` restores within the same transaction what is no row of a ticket.
    """

    word: str
    ticket_ids: tuple[int, ...]
    changes: tuple[RowChange, ...]
    line_id: int
    kinds: Change
    also: Callable[[Stores], None] | None = None


def image(stores: Stores, ticket_ids: Sequence[int]) -> Image:
    """The rows of these tickets before an act, within its open transaction."""
    return stores.images.take(ticket_ids)


def undo_of(desk: Desk, stores: Stores, person: Person, before: Image, word: str, kinds: Change) -> Undo | None:
    """The undo of what was done in this transaction since `before` was taken; `word` names the act: 派单.

    `kinds` says what to refresh afterwards. None where no row of the tickets changed.
    """
    changes = changes_between(before, stores.images.take([number for table, number in before if table == TICKETS]))
    ids = tuple(dict.fromkeys(found for change in changes if (found := _ticket_of(change)) is not None))
    if not ids:
        return None
    named = f"{the_ticket(stores, ids[0]).number} {word}" if len(ids) == 1 else f"{word} {len(ids)} 件"
    return undo_of_act(desk, person, Act(word, ids, changes, stores.journal.last_id(), kinds), named)


def undo_of_act(desk: Desk, person: Person, act: Act, named: str) -> Undo:
    """The undo of an act that was just done; `named` names it with what it was done to."""
    until = desk.now() + TAKE_BACK_WITHIN
    return Undo(partial(undo, person=person, act=act, until=until), until, f"{named}（{_hour(desk.now())}）")


def undo(desk: Desk, *, person: Person, act: Act, until: datetime) -> Outcome[tuple[str, ...]]:
    """Restores every row that the act changed, all or none; one journal line for each ticket.

    Raises:
        Refused: it is past `until`, or a person has acted upon one of the tickets since, or the law was changed.

    """
    require(person, Action.EDIT)
    if desk.now() > until:
        raise Refused(f"{act.word}已超过 {TAKE_BACK_MINUTES} 分钟，不能撤回", hint=_HINT)
    upkeep_acts.copy_before_many(desk, count=len(act.ticket_ids))
    with desk.register.writing() as stores:
        _require_last(stores, act)
        again = [stores.tickets.put_again(change.before) for change in _gone(act) if change.before is not None]
        rows = [the_ticket(stores, ticket_id) for ticket_id in act.ticket_ids]
        stores.images.put_back(act.changes)
        settle_restored(stores, [change.id for change in act.changes if change.table == ROUNDS])
        if act.also is not None:
            act.also(stores)
        reminders = [change.id for change in act.changes if change.table == REMINDERS and change.before is not None]
        catch_up(stores, reminders, since=until - TAKE_BACK_WITHIN, now=desk.now())
        for row in rows:
            _restore(desk, stores, person, row, act, came_again=row in again)
    numbers = tuple(row.number for row in rows)
    done = f"{numbers[0]} 已撤回{act.word}" if len(numbers) == 1 else f"已撤回{act.word} {len(numbers)} 件"
    return Outcome(act.kinds, numbers, done)


def _gone(act: Act) -> list[RowChange]:
    """The tickets that the act joined into another one."""
    return [change for change in act.changes if change.table == TICKETS and change.after is None]


def _restore(
    desk: Desk, stores: Stores, person: Person, row: TicketRecord, act: Act, *, came_again: bool = False
) -> None:
    """Restores the ticket's own row and writes the line of the undo; what the desk did of itself since follows."""
    own = next((change for change in act.changes if (change.table, change.id) == (TICKETS, row.id)), None)
    if own is not None and own.before is None:
        stores.tickets.remove(row)  # the act took it out of another one: it goes back
        write_line(desk, stores, person, JournalVerb.UNDO, f"撤回{act.word}", about=row, ticket_digest=GONE)
        return
    values = {} if own is None or came_again else _moved(own)
    again, words = row, {}
    digest = stores.tickets.digest(row.id) if came_again else ""
    if values:
        with saving(f"{row.number} 的工单"):
            stores.tickets.change(row, cast("TicketChange", values))
        digest = stores.tickets.digest(row.id)
        again = the_ticket(stores, row.id)
        words = differences(row, change_of({name: again.value(name) for name in values}), desk.levels)
    text = f"撤回{act.word}"
    write_line(desk, stores, person, JournalVerb.UNDO, text, about=row, changes=words, ticket_digest=digest)
    if values:
        change = TicketChanged(row, again, frozenset(values), text, moves_clock=True, quiet=False)
        follow_change(desk, stores, person, change)


def _moved(change: RowChange) -> dict[str, object]:
    """The columns of a row that an act changed, as they were."""
    before, after = change.before or {}, change.after or {}
    return {name: value for name, value in before.items() if value != after.get(name) and name != "version"}


def _require_last(stores: Stores, act: Act) -> None:
    """Raises unless nobody has acted upon the tickets since and every row still stands as the act left it."""
    later = stores.journal.later_act(act.ticket_ids, act.line_id)
    if later is not None:
        raise Refused(_why_not(act, later), hint=_HINT)
    if any(_is_linked(stores, act, change) for change in act.changes):
        raise Refused(f"这次联系已与话务清单对上，不能撤回{act.word}", hint=_HINT)
    present = stores.images.now(act.changes)
    for change in act.changes:
        if change.table == REMINDERS and change.before is None:
            continue  # planned by the act: it goes, whether it has rung or not
        if not _stands(change, present.get((change.table, change.id))):
            raise Refused(f"之后又有变化，不能撤回{act.word}", hint=_HINT)


def _stands(change: RowChange, present: Row | None) -> bool:
    """Whether a row still stands as the act left it; a slot that moved to another ticket may have rung there since."""
    if present == change.after:
        return True
    before, after = change.before or {}, change.after or {}
    if change.table != REMINDERS or present is None or before.get("ticket_id") == after.get("ticket_id"):
        return False
    return all(value == after.get(name) for name, value in present.items() if name not in _OF_RINGING)


def _is_linked(stores: Stores, act: Act, change: RowChange) -> bool:
    """Whether a call of the phone system was matched to the call that the act recorded."""
    if change.table != "attempts" or change.before is not None:
        return False
    return any(change.id in stores.calls.linked_attempts(ticket_id) for ticket_id in act.ticket_ids)


def _why_not(act: Act, later: JournalRecord) -> str:
    when = f"{_hour(later.at)} {later.who}"
    if later.verb in OF_THE_LAW:
        return f"{when}{later.verb.word}，时限已重算，不能撤回{act.word}"
    return f"{later.ticket_number} 之后又有变化（{when} {later.verb.word}），不能撤回{act.word}"


def _ticket_of(change: RowChange) -> int | None:
    """The ticket of a changed row; None for a row below another one, which changes with it."""
    row = change.before or change.after or {}
    found = row["id"] if change.table == TICKETS else row.get("ticket_id")
    return None if found is None else int(found)


def _hour(at: datetime) -> str:
    return f"{to_local(at):%H:%M}"
