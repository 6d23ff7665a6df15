"""The life cycle of an escalation: opening at the deadline, rising a level, falling silent, being cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from app.base.people import Person
from app.desk.shared.context import Desk, TicketChanged
from app.desk.shared.whole_settings import whole_setting
from app.models.escalation.records import EscalationRecord, NewEscalation
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow, ReminderRecord
from app.models.ticket.records import TicketRecord
from app.rules.escalation.moves import ESCALATION_FLOW, EscalationVerb
from app.rules.escalation.states import EscalationState
from app.rules.escalation.texts import HIGHEST_LEVEL, LEVEL_PEOPLE, LEVEL_SLOTS, LEVEL_WORDS
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.reminder.moves import LIVE, RINGING
from app.rules.reminder.states import ReminderState
from app.rules.ticket.states import STATUS_WORDS, TicketStatus

FOLLOWED = frozenset({"deadline_at", "is_open", "backlog"})
SECOND_LEVEL_MINUTES = "second_level_minutes"
SECOND_LEVEL_HOURS = "second_level_hours"
# How many escalations rise within one transaction.
LEVELS_AT_ONCE = 100
# A ticket and the deadline that it passed.
Deadline = tuple[int, datetime]


def open_expired(stores: Stores, due: Sequence[ReminderRecord], now: datetime) -> list[Entry]:
    """Opens an escalation for every raised deadline slot whose ticket is still open; returns the journal lines.

    With it the slot of the second level is planned, which is raised when nobody has reported until then.
    """
    expired = {
        (row.ticket_id, row.due_at): row for row in due if _is_slot(row, 1) and row.due_at is not None and row.is_open
    }
    if not expired:
        return []
    next_at = now + _wait(stores, SECOND_LEVEL_MINUTES)
    opened = _open(stores, list(expired), now, level=1, next_at=next_at)
    _plan(stores, opened, 2, next_at, now=now)
    return [
        Entry(JournalVerb.ESCALATION_OPEN, f"到期未办结，须上报{LEVEL_PEOPLE[1]}", row.ticket_id, row.number)
        for key, row in expired.items()
        if key in opened
    ]


def due_levels(stores: Stores, now: datetime) -> list[Entry]:
    """Raises the first 100 due escalations of open tickets by a level; returns the journal lines.

    An unreported escalation rises; a reported one whose ticket is still open must be reported again. To be
    called before what is due is asked for, until it raises none: the slots of the lower level fall silent, so that a
    ticket rings once. After an absence thousands are due: their number within one transaction is bounded, and each
    kind of row is read and written for all of them at once.
    """
    rows = stores.escalations.climbing(now, LEVELS_AT_ONCE)
    stores.escalations.change_many([row.id for row in rows], next_level_at=None)
    entries: list[Entry] = []
    for level in range(2, HIGHEST_LEVEL + 1):
        entries += _raise_to(stores, [row for row in rows if row.level + 1 == level], level, now)
    return entries


def climbs(stores: Stores, now: datetime) -> bool:
    """Whether an escalation waits for `due_levels`."""
    return bool(stores.escalations.climbing(now, 1))


def _raise_to(stores: Stores, rows: Sequence[EscalationRecord], level: int, now: datetime) -> list[Entry]:
    risen = _risen(stores, rows, level, now)
    ids = [row.ticket_id for row in risen]
    slots = stores.reminders.of_tickets(ids, ClockName.DEADLINE)
    live = {
        (slot.ticket_id, slot.due_at)
        for found in slots.values()
        for slot in found
        if _is_slot(slot, level) and slot.state in LIVE
    }
    wanted = [(row.ticket_id, row.deadline_at) for row in risen]
    _plan(stores, [key for key in wanted if key not in live], level, now, now=now)
    lower = [slot for found in slots.values() for slot in found if _is_slot(slot, level - 1)]
    stores.reminders.cancel([slot.id for slot in lower if slot.state in RINGING], f"已升为{LEVEL_WORDS[level]}上报")
    stores.reminders.settle([slot.id for slot in lower])
    return [Entry(JournalVerb.ESCALATION_OPEN, _why_risen(row, level), row.ticket_id, row.number) for row in risen]


def _risen(stores: Stores, rows: Sequence[EscalationRecord], level: int, now: datetime) -> list[EscalationRecord]:
    """Raises these escalations; returns those for which the level was not open yet.

    An open one becomes one of the level, where its deadline has none of it yet; else one of the level is opened beside
    it, and an open one of the lower level is taken back.
    """
    standing = stores.escalations.of_tickets([row.ticket_id for row in rows])
    alone = [
        row
        for row in rows
        if row.state is EscalationState.OPEN
        and not any(
            other.level == level and other.deadline_at == row.deadline_at for other in standing.get(row.ticket_id, ())
        )
    ]
    stores.escalations.change_many([row.id for row in alone], level=level)
    raised = {row.id for row in alone}
    beside = [row for row in rows if row.id not in raised]
    opened = _open(stores, [(row.ticket_id, row.deadline_at) for row in beside], now, level=level)
    taken = [row.id for row in beside if row.state is EscalationState.OPEN]
    _take_back_many(stores, taken, f"已升为{LEVEL_WORDS[level]}上报")
    return [row for row in rows if row.id in raised or (row.ticket_id, row.deadline_at) in opened]


def _why_risen(row: EscalationRecord, level: int) -> str:
    why = "上报后仍未办结" if row.state is EscalationState.REPORTED else "到期未上报"
    return f"{why}，升为{LEVEL_WORDS[level]}，须上报{LEVEL_PEOPLE[level]}"


def _open(
    stores: Stores, keys: Sequence[Deadline], now: datetime, *, level: int, next_at: datetime | None = None
) -> dict[Deadline, None]:
    """Opens an escalation for each deadline unless it has one of this or a higher level; returns those opened.

    A cancelled one is opened again. `next_at` is when the next level opens while nobody has reported.
    """
    standing = stores.escalations.of_tickets([ticket_id for ticket_id, _ in keys])
    opened: dict[Deadline, None] = {}
    fresh = []
    for key in keys:
        same = [row for row in standing.get(key[0], ()) if row.deadline_at == key[1]]
        if any(row.level >= level and row.state is not EscalationState.CANCELLED for row in same):
            continue
        opened[key] = None
        found = next((row for row in same if row.level == level), None)
        if found is None:
            fresh.append(NewEscalation(*key, level, now, next_at))
        else:
            state = ESCALATION_FLOW.after(found.state, EscalationVerb.OPEN_AGAIN)
            stores.escalations.change(found.id, raised_at=now, state=state, next_level_at=next_at, note="")
    stores.escalations.add(fresh)
    return opened


def open_for_ticket(stores: Stores, ticket_id: int) -> list[EscalationRecord]:
    """The escalations of a ticket that nobody has reported yet, lowest level first; while there are any, it rings."""
    return [row for row in stores.escalations.of_ticket(ticket_id) if row.state is EscalationState.OPEN]


def settle_reported(stores: Stores, row: EscalationRecord, person: Person, now: datetime) -> None:
    """Applies a report: the deadline's slots fall silent, and lower levels need no separate report.

    A ticket that stays open climbs to the second level after the hours of the setting, counted from this report.
    """
    for level in range(1, row.level + 1):
        ringing = _slots(stores, row.ticket_id, level, row.deadline_at, RINGING)
        stores.reminders.acknowledge(ringing, now, person.name, None)
        stores.reminders.settle(_slots(stores, row.ticket_id, level, row.deadline_at, {ReminderState.ACKNOWLEDGED}))
    for lower in open_for_ticket(stores, row.ticket_id):
        if lower.deadline_at == row.deadline_at and lower.level < row.level:
            _take_back(stores, lower, f"已直接上报{LEVEL_PEOPLE[row.level]}")
    if row.level < HIGHEST_LEVEL and row.is_open:
        _climb_later(stores, row, now)


def _climb_later(stores: Stores, row: EscalationRecord, now: datetime) -> None:
    if _is_raised(stores, row):
        return
    wait = _wait(stores, SECOND_LEVEL_HOURS)
    next_at = now + wait if wait else None
    stores.reminders.cancel(
        _slots(stores, row.ticket_id, 2, row.deadline_at, {ReminderState.PLANNED}), "已上报，二级顺延"
    )
    stores.escalations.change(row.id, next_level_at=next_at)
    if next_at is not None:
        _plan(stores, [(row.ticket_id, row.deadline_at)], 2, next_at, now=now)


def _is_raised(stores: Stores, row: EscalationRecord) -> bool:
    """Whether the second level of this deadline already exists."""
    return any(
        escalation.level > row.level
        and escalation.deadline_at == row.deadline_at
        and escalation.state is not EscalationState.CANCELLED
        for escalation in stores.escalations.of_ticket(row.ticket_id)
    )


def concerned(stores: Stores, ticket_ids: Sequence[int]) -> set[int]:
    """Those of the tickets that have an escalation: only they have anything to follow."""
    return stores.escalations.tickets_among(ticket_ids)


def follow(desk: Desk, stores: Stores, person: Person, change: TicketChanged) -> None:
    """Updates the escalations when the ticket's deadline moved or the ticket was opened, closed or put by."""
    ticket, deadline = change.after, change.after.deadline_at
    if deadline is None:
        return
    reason = "办理时限已变更" if ticket.is_open else f"工单{STATUS_WORDS[TicketStatus(ticket.status)]}"
    if ticket.backlog:
        reason = "已归入历史未结"
    is_open = ticket.is_open and not ticket.backlog
    _fit(desk, stores, person, ticket, deadline=deadline, is_open=is_open, reason=reason)


def _fit(
    desk: Desk, stores: Stores, person: Person, row: TicketRecord, *, deadline: datetime, is_open: bool, reason: str
) -> None:
    """Updates the escalations of a ticket that has just changed, after its slots were planned anew.

    Whatever is open for a former deadline, or for a ticket that is no longer open, is cancelled with the reason. A
    ticket opened again after its deadline has its deadline slot once more, which opens the escalation again; one that
    was reported before climbs to the second level as after a report made now.
    """
    found = stores.escalations.of_ticket(row.id)
    if not found:
        return
    taken = []
    for entry in found:
        stands = is_open and entry.deadline_at == deadline
        if not stands and entry.state is EscalationState.OPEN:
            _take_back(stores, entry, reason)
            taken.append(Entry(JournalVerb.ESCALATION_CANCEL, f"{reason}，到期上报撤销", row.id, row.number))
        elif not stands and entry.next_level_at is not None:
            stores.escalations.change(entry.id, next_level_at=None)
        elif stands and entry.state is EscalationState.REPORTED and entry.level < HIGHEST_LEVEL:
            _climb_later(stores, entry, desk.now())
    stores.journal.append(taken, at=desk.now(), who=person.name)
    if is_open and deadline <= desk.now():
        _ring_again(stores, row.id, deadline, found, desk.now())


def _ring_again(
    stores: Stores, ticket_id: int, deadline: datetime, found: Sequence[EscalationRecord], now: datetime
) -> None:
    states = {escalation.state for escalation in found if escalation.deadline_at == deadline}
    if states == {EscalationState.CANCELLED} and not _slots(stores, ticket_id, 1, deadline, {ReminderState.PLANNED}):
        _plan(stores, [(ticket_id, deadline)], 1, deadline, now=now)


def _take_back(stores: Stores, entry: EscalationRecord, reason: str) -> None:
    state = ESCALATION_FLOW.after(entry.state, EscalationVerb.TAKE_BACK)
    stores.escalations.change(entry.id, state=state, next_level_at=None, note=reason)


def _take_back_many(stores: Stores, ids: Sequence[int], reason: str) -> None:
    """Takes back open escalations."""
    state = ESCALATION_FLOW.after(EscalationState.OPEN, EscalationVerb.TAKE_BACK)
    stores.escalations.change_many(ids, state=state, next_level_at=None, note=reason)


def _slots(
    stores: Stores,
    ticket_id: int,
    level: int,
    deadline: datetime,
    states: Set[ReminderState],
) -> list[int]:
    return [
        row.id
        for row in stores.reminders.of_ticket(ticket_id)
        if _is_slot(row, level) and row.due_at == deadline and row.state in states
    ]


def _is_slot(row: ReminderRecord, level: int) -> bool:
    return row.clock is ClockName.DEADLINE and row.slot == LEVEL_SLOTS[level]


def _plan(stores: Stores, keys: Iterable[Deadline], level: int, at: datetime, *, now: datetime) -> None:
    """Plans the slot of a level for each of these deadlines."""
    wanted = list(keys)
    rounds = stores.reminders.highest_rounds([ticket_id for ticket_id, _ in wanted])
    moment, slot = int(at.timestamp()), LEVEL_SLOTS[level]
    rows: list[PlanRow] = []
    for ticket_id, deadline in wanted:
        rounds[ticket_id] = number = rounds.get(ticket_id, 0) + 1
        end = int(deadline.timestamp())
        rows.append((ticket_id, ClockName.DEADLINE.value, slot, number, moment, end, ReminderState.PLANNED.value, ""))
    stores.reminders.plan(rows, made_at=now)


def _wait(stores: Stores, name: str) -> timedelta:
    amount = whole_setting(stores, name)
    return timedelta(minutes=amount) if name == SECOND_LEVEL_MINUTES else timedelta(hours=amount)
