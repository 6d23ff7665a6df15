"""The reminder store: the ledger of slots and the due ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, TextClause, and_, bindparam, func, select, text, update

from app.models.reminder.records import PlanRow, ReminderRecord, Replan, SlotRow
from app.models.reminder.tables import reminders
from app.models.shared import direct
from app.models.shared.records import columns_of, records
from app.models.ticket.tables import tickets
from app.rules.law.clocks import ClockName, Urgency
from app.rules.reminder.moves import REMINDER_FLOW, ReminderVerb
from app.rules.reminder.states import ReminderState

_r, _t = reminders.c, tickets.c
_STEPS = REMINDER_FLOW.steps
_INSERT = (
    "INSERT INTO reminders (ticket_id, clock, slot, round, planned_at, due_at, state, reason, made_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CANCEL = f"UPDATE reminders SET state = '{_STEPS[ReminderVerb.CANCEL].to}', reason = ?, returns_at = NULL"
_SLOTS = "SELECT ticket_id, id, clock, slot, round, planned_at, due_at, state, returns_at FROM reminders"
_IS_LIVE = f"state IN ({', '.join(repr(state.value) for state in _STEPS[ReminderVerb.CANCEL].allowed)})"
_SETTLE = "UPDATE reminders SET returns_at = ? WHERE state = 'acknowledged' AND id = ?"
# Spelled as in their partial indexes: with bound values SQLite would not use them.
_RINGING = text("reminders.state IN ('raised', 'shown')")
_PLANNED = text("reminders.state = 'planned'")
_ACKNOWLEDGED = text("reminders.state = 'acknowledged'")
_DUE_TICKETS = (
    "SELECT ticket_id FROM ("
    "SELECT ticket_id, planned_at AS at FROM reminders WHERE state = 'planned' AND planned_at <= ?"
    " UNION ALL SELECT ticket_id, returns_at FROM reminders WHERE state = 'acknowledged' AND returns_at <= ?)"
    " GROUP BY ticket_id ORDER BY max(at) DESC, ticket_id LIMIT ?"
)
_RINGING_SLOTS = (
    "SELECT id, ticket_id, clock, slot, planned_at, due_at, state, times_raised FROM reminders"
    " WHERE state IN ('raised', 'shown') ORDER BY due_at, planned_at, id"
)
_HIGHEST_ROUNDS = "SELECT ticket_id, max(round) FROM reminders WHERE ticket_id IN"
_WITH_TICKET = select(*columns_of(ReminderRecord, reminders, tickets)).join(tickets, _t.id == _r.ticket_id)
# Run at every tick and at every change of a ticket: built once.
_DUE = _WITH_TICKET.where(_PLANNED, _r.planned_at <= bindparam("now")).order_by(_r.planned_at, _r.id)
_BACK = _WITH_TICKET.where(_ACKNOWLEDGED, _r.returns_at <= bindparam("now")).order_by(_r.returns_at, _r.id)
_OF_TICKET = _WITH_TICKET.where(_r.ticket_id == bindparam("wanted")).order_by(_r.planned_at, _r.id)


def with_ticket() -> Select[tuple[object, ...]]:
    """Slots with the shown columns of their ticket."""
    return _WITH_TICKET


class ReminderStore:
    """Reminder slots within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, rows: Sequence[PlanRow], *, made_at: datetime) -> None:
        """Adds slots."""
        if rows:
            made = int(made_at.timestamp())
            direct.run_many(self._connection, _INSERT, [(*row, made) for row in rows])

    def due(self, now: datetime, tickets_at_most: int) -> list[ReminderRecord]:
        """Slots to be raised: planned ones whose time has come, and acknowledged ones that come back.

        All due slots of so many tickets, those with the latest slots first: they are the ones still to be saved.
        """
        second = int(now.timestamp())
        found = direct.run(self._connection, _DUE_TICKETS, (second, second, tickets_at_most + 1)).fetchall()
        if len(found) <= tickets_at_most:
            return [*self._read(_DUE, now=now), *self._read(_BACK, now=now)]
        chosen = [row[0] for row in found[:tickets_at_most]]
        return [
            *self._read(_DUE.where(_r.ticket_id.in_(chosen)), now=now),
            *self._read(_BACK.where(_r.ticket_id.in_(chosen)), now=now),
        ]

    def ringing(self) -> list[ReminderRecord]:
        """Slots that were raised and that nobody has acknowledged."""
        return self._read(_WITH_TICKET.where(_RINGING).order_by(_r.due_at, _r.planned_at, _r.id))

    def ringing_slots(self) -> list[tuple[int, int, str, str, int, int | None, str, int]]:
        """The same slots by their own columns alone, times in seconds.

        Id, ticket, clock, slot, planned for, end, state, how often raised.
        """
        return list(direct.run(self._connection, _RINGING_SLOTS).fetchall())

    def urgency_of(self, ticket_ids: Sequence[int]) -> list[tuple[int, Urgency, datetime, datetime | None]]:
        """Urgency of these tickets, when they were dispatched, and when newer rules were applied to them."""
        found: list[tuple[int, Urgency, datetime, datetime | None]] = []
        for start in range(0, len(ticket_ids), 500):
            part = _t.id.in_(ticket_ids[start : start + 500])
            query = select(_t.id, _t.urgency, _t.dispatched_at, _t.ruled_at).where(part)
            found += [tuple(row) for row in self._connection.execute(query)]
        return found

    def ringing_count(self) -> int:
        """The number of slots that wait to be acknowledged."""
        query = select(func.count()).select_from(reminders).where(_RINGING)
        return int(self._connection.execute(query).scalar_one())

    def raise_many(self, ids: Sequence[int], now: datetime) -> None:
        """Marks slots as raised; each keeps its first moment."""
        self._move(
            ids,
            ReminderVerb.RAISE,
            raised_at=func.coalesce(_r.raised_at, int(now.timestamp())),
            times_raised=_r.times_raised + 1,
            returns_at=None,
        )

    def explain(self, ids: Sequence[int], cause: str, *, missed: bool) -> None:
        """Writes the cause why slots rang late, or never will."""
        if missed:
            self._move(ids, ReminderVerb.MISS, cause=cause, returns_at=None)
        else:
            self._set(ids, cause=cause)

    def revive(self, now: datetime) -> list[int]:
        """Plans missed slots again that lie ahead because the clock was set back; returns their tickets."""
        step = _STEPS[ReminderVerb.REVIVE]
        ahead = and_(_r.state.in_(step.allowed), _r.planned_at > now)
        found = self._connection.execute(select(_r.ticket_id).where(ahead).distinct())
        ticket_ids = [row.ticket_id for row in found]
        if ticket_ids:
            self._connection.execute(update(reminders).where(ahead).values(state=step.to, cause=""))
        return ticket_ids

    def mark_shown(self, ids: Sequence[int], now: datetime, channel: str) -> None:
        """Marks raised slots as shown, with the channels they were shown on; keeps their first moment."""
        self._move(
            ids,
            ReminderVerb.SHOW,
            shown_at=func.coalesce(_r.shown_at, int(now.timestamp())),
            channel=channel,
        )

    def acknowledge(self, ids: Sequence[int], now: datetime, who: str, returns_at: datetime | None) -> None:
        """Marks slots as acknowledged; `returns_at` is when they come back while their clock still runs."""
        self._move(ids, ReminderVerb.ACKNOWLEDGE, acknowledged_at=now, acknowledged_by=who, returns_at=returns_at)

    def cancel(self, ids: Sequence[int], reason: str) -> None:
        """Cancels slots that are still to come or still ring."""
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            direct.run(
                self._connection, f"{_CANCEL} WHERE {_IS_LIVE} AND id IN ({','.join('?' * len(part))})", (reason, *part)
            )

    def settle(self, ids: Sequence[int]) -> None:
        """Ends the coming-back of acknowledged slots."""
        self._set(ids, only=_ACKNOWLEDGED, returns_at=None)

    def come_back(self, ids: Sequence[int], at: datetime) -> None:
        """Lets acknowledged slots come back at an instant."""
        self._set(ids, only=_ACKNOWLEDGED, returns_at=at)

    def made_now(self, ids: Sequence[int], now: datetime) -> None:
        """Counts slots as written into the ledger now, so that they are late from now on only."""
        self._set(ids, only=_PLANNED, made_at=now)

    def _move(self, ids: Sequence[int], verb: ReminderVerb, **values: object) -> None:
        """Applies a verb to those slots whose state allows it."""
        step = _STEPS[verb]
        self._set(ids, only=_r.state.in_(step.allowed), state=step.to, **values)

    def _set(
        self, ids: Sequence[int], *, only: ColumnElement[bool] | TextClause | None = None, **values: object
    ) -> None:
        for start in range(0, len(ids), 500):
            condition = _r.id.in_(ids[start : start + 500])
            where = condition if only is None else and_(condition, only)
            self._connection.execute(update(reminders).where(where).values(**values))

    def of_ticket(self, ticket_id: int) -> list[ReminderRecord]:
        """A ticket's slots in time order."""
        return self._read(_OF_TICKET, wanted=ticket_id)

    def of_tickets(self, ticket_ids: Sequence[int], clock: ClockName) -> dict[int, list[ReminderRecord]]:
        """The slots of these tickets on one clock, each ticket's in time order."""
        found: dict[int, list[ReminderRecord]] = {}
        for start in range(0, len(ticket_ids), 500):
            part = _r.ticket_id.in_(ticket_ids[start : start + 500])
            query = _WITH_TICKET.where(part, _r.clock == clock).order_by(_r.planned_at, _r.id)
            for row in self._read(query):
                found.setdefault(row.ticket_id, []).append(row)
        return found

    def by_id(self, ids: Sequence[int]) -> list[ReminderRecord]:
        """These slots."""
        parts = (ids[start : start + 500] for start in range(0, len(ids), 500))
        return [row for part in parts for row in self._read(_WITH_TICKET.where(_r.id.in_(part)))]

    def _read(self, query: Select[tuple[object, ...]], **wanted: object) -> list[ReminderRecord]:
        return records(ReminderRecord, self._connection.execute(query, wanted))

    def ledger(
        self,
        start: datetime | None,
        end: datetime | None,
        ticket_id: int | None,
        states: Sequence[ReminderState],
        limit: int | None = None,
    ) -> list[ReminderRecord]:
        """Slots planned from `start` up to but without `end`, in time order."""
        query = _WITH_TICKET.order_by(_r.planned_at, _r.id)
        if start is not None:
            query = query.where(_r.planned_at >= start)
        if end is not None:
            query = query.where(_r.planned_at < end)
        if ticket_id is not None:
            query = query.where(_r.ticket_id == ticket_id)
        if states:
            query = query.where(_r.state.in_(states))
        return self._read(query if limit is None else query.limit(limit))

    def slots_of(self, ticket_ids: Sequence[int]) -> dict[int, list[SlotRow]]:
        """The slots of tickets (at most 500 at a time) in time order, by ticket; every ticket is in it."""
        found: dict[int, list[SlotRow]] = {ticket_id: [] for ticket_id in ticket_ids}
        if ticket_ids:
            query = f"{_SLOTS} WHERE ticket_id IN ({', '.join('?' * len(ticket_ids))}) ORDER BY planned_at, id"
            for ticket_id, *slot in direct.run(self._connection, query, ticket_ids).fetchall():
                found[ticket_id].append(SlotRow(*slot))
        return found

    def replan(self, replans: Sequence[Replan], now: datetime) -> None:
        """Writes what becomes of the slots of tickets, whose slots still stand as they were judged."""
        moment = int(now.timestamp())
        for statement, rows in (
            (
                f"{_CANCEL} WHERE {_IS_LIVE} AND id = ?",
                [(one.reason, slot) for one in replans for slot in one.cancelled],
            ),
            (_SETTLE, [(None, slot) for one in replans for slot in one.settled]),
            (
                "UPDATE reminders SET due_at = ? WHERE id = ?",
                [(end, slot) for one in replans for end, slots in one.ends for slot in slots],
            ),
            (_SETTLE, [(moment, slot) for one in replans for slot in one.back]),
            (_INSERT, [(*row, moment) for one in replans for row in one.added]),
        ):
            if rows:
                direct.run_many(self._connection, statement, rows)

    def highest_rounds(self, ticket_ids: Sequence[int]) -> dict[int, int]:
        """The last round of each of these tickets in which slots were planned; those without slots are left out."""
        found: dict[int, int] = {}
        for start in range(0, len(ticket_ids), 500):
            part = ticket_ids[start : start + 500]
            query = f"{_HIGHEST_ROUNDS} ({','.join('?' * len(part))}) GROUP BY ticket_id"
            found.update(direct.run(self._connection, query, part).fetchall())
        return found

    def highest_round(self, ticket_id: int) -> int:
        """The last round in which slots were planned for the ticket; 0 when never."""
        highest = "SELECT coalesce(max(round), 0) FROM reminders WHERE ticket_id = ?"
        return int(direct.scalar(self._connection, highest, (ticket_id,)))
