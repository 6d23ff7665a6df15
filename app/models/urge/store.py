"""The store of urge rounds: slots that have come, rounds by unit with their tickets, what is due again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Select, and_, insert, select, text, update

from app.models.reminder.tables import reminders
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.models.urge.records import DueSlot, NewRound, OfficeTicket, RoundChange, RoundRecord, RoundTicketRecord
from app.models.urge.tables import urge_rounds, urge_slots, urge_tickets
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState
from app.rules.urge.states import OPEN_STATES, URGED_STATUSES

_u, _t, _r, _k = urge_rounds.c, urge_tickets.c, reminders.c, tickets.c
_ROUNDS = select(*columns_of(RoundRecord, urge_rounds))
_TICKETS = select(*columns_of(RoundTicketRecord, urge_tickets, tickets)).join(tickets, _k.id == _t.ticket_id)
_SERIES = (ClockName.DAY5, ClockName.DUE_DAY)
# Spelled as in the partial index of open tickets, and with a plus that keeps SQLite from walking all past slots.
_IS_OPEN, _HAS_COME = text("tickets.is_open = 1"), text("+reminders.planned_at <= :now")
_COME_DUE = (
    select(_r.id, _r.planned_at, _r.made_at, _k.id, _k.unit, _k.status, _k.deadline_at)
    .select_from(tickets)
    .join(reminders, and_(_r.ticket_id == _k.id, _r.clock.in_(_SERIES)))
    .outerjoin(urge_slots, urge_slots.c.reminder_id == _r.id)
    .where(
        _IS_OPEN,
        _HAS_COME,
        _k.backlog == 0,
        _r.state != ReminderState.CANCELLED,
        urge_slots.c.reminder_id.is_(None),
    )
)
_STEP = 500
# Spelled as in its partial index.
_UNJUDGED = text("urge_tickets.promised_at IS NOT NULL AND urge_tickets.judged = 0")


class UrgeStore:
    """Urge rounds within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def come_due(self, now: datetime) -> list[DueSlot]:
        """The slots of open tickets that have come and were not looked at, in time order."""
        found = records(DueSlot, self._connection.execute(_COME_DUE, {"now": int(now.timestamp())}))
        return sorted(found, key=lambda slot: (slot.planned_at, slot.unit, slot.deadline_at or now, slot.ticket_id))

    def look_at(self, reminder_ids: Sequence[int]) -> None:
        """Notes that these slots were looked at."""
        if reminder_ids:
            self._connection.execute(insert(urge_slots), [{"reminder_id": one} for one in reminder_ids])

    def add(self, new: NewRound, ticket_ids: Sequence[int]) -> int:
        """Adds a round with its tickets; returns its id."""
        round_id = add_row(self._connection, urge_rounds, new)
        self.add_tickets(round_id, ticket_ids)
        return round_id

    def add_tickets(self, round_id: int, ticket_ids: Sequence[int]) -> None:
        """Adds tickets to a round."""
        if ticket_ids:
            rows = [{"round_id": round_id, "ticket_id": one} for one in ticket_ids]
            self._connection.execute(insert(urge_tickets), rows)

    def get(self, round_id: int) -> RoundRecord | None:
        """One round, or None."""
        return record(RoundRecord, self._connection.execute(_ROUNDS.where(_u.id == round_id)).one_or_none())

    def many(self, ids: Sequence[int]) -> list[RoundRecord]:
        """These rounds, by slot and unit."""
        found: list[RoundRecord] = []
        for start in range(0, len(ids), _STEP):
            found += self._read(_ROUNDS.where(_u.id.in_(ids[start : start + _STEP])))
        return sorted(found, key=lambda row: (row.slot, row.unit, row.part))

    def at_slot(self, slot: datetime, unit: str) -> list[RoundRecord]:
        """The rounds of a unit in one minute, by part."""
        return self._read(_ROUNDS.where(_u.slot == slot, _u.unit == unit).order_by(_u.part))

    def listing(
        self, start: datetime | None = None, end: datetime | None = None, *, only_open: bool = False
    ) -> list[RoundRecord]:
        """Rounds from `start` up to but without `end`, by slot and unit; with `only_open` those without an answer."""
        query = _ROUNDS.order_by(_u.slot, _u.unit, _u.part)
        if start is not None:
            query = query.where(_u.slot >= start)
        if end is not None:
            query = query.where(_u.slot < end)
        if only_open:
            query = query.where(_u.state.in_(OPEN_STATES))
        return self._read(query)

    def of_unit(self, unit: str, since: datetime) -> list[RoundRecord]:
        """A unit's rounds from `since` on, oldest first."""
        return self._read(_ROUNDS.where(_u.unit == unit, _u.slot >= since).order_by(_u.slot, _u.part))

    def open_of(self, unit: str) -> list[RoundRecord]:
        """A unit's rounds that have no answer yet, oldest first."""
        query = _ROUNDS.where(_u.unit == unit, _u.state.in_(OPEN_STATES))
        return self._read(query.order_by(_u.slot, _u.part))

    def of_tickets(self, ticket_ids: Collection[int]) -> list[tuple[int, RoundRecord]]:
        """The rounds in which these tickets were, as (ticket, round), oldest first."""
        found: list[tuple[int, RoundRecord]] = []
        wanted = list(ticket_ids)
        for start in range(0, len(wanted), _STEP):
            query = select(_t.ticket_id, *columns_of(RoundRecord, urge_rounds)).join(urge_rounds, _u.id == _t.round_id)
            query = query.where(_t.ticket_id.in_(wanted[start : start + _STEP])).order_by(_u.slot, _u.part)
            found += [(int(row[0]), RoundRecord(*row[1:])) for row in self._connection.execute(query)]
        return found

    def tickets_among(self, ticket_ids: Sequence[int]) -> set[int]:
        """Those of the tickets (at most 500) that have been in a round."""
        return direct.tickets_in(self._connection, urge_tickets.name, ticket_ids)

    def tickets_of(self, round_ids: Sequence[int]) -> list[RoundTicketRecord]:
        """The tickets of these rounds, the nearest deadline first."""
        found: list[RoundTicketRecord] = []
        for start in range(0, len(round_ids), _STEP):
            query = _TICKETS.where(_t.round_id.in_(round_ids[start : start + _STEP]))
            found += records(
                RoundTicketRecord, self._connection.execute(query.order_by(_t.round_id, _k.deadline_at, _k.number))
            )
        return found

    def open_tickets(self, units: Sequence[str] = (), ids: Sequence[int] = ()) -> list[OfficeTicket]:
        """Open tickets in which a unit still has to act: of these units, or these tickets; without both of all."""
        query = select(*columns_of(OfficeTicket, tickets)).where(
            _IS_OPEN, _k.backlog == 0, _k.status.in_(sorted(URGED_STATUSES))
        )
        if units:
            query = query.where(_k.unit.in_(units))
        if ids:
            query = query.where(_k.id.in_(ids))
        return records(OfficeTicket, self._connection.execute(query.order_by(_k.unit, _k.deadline_at, _k.id)))

    def due_again(self, now: datetime) -> list[RoundRecord]:
        """Rounds without an answer that are to be sent again."""
        return self._read(_ROUNDS.where(text("urge_rounds.next_at IS NOT NULL"), _u.next_at <= now).order_by(_u.id))

    def change(self, before: RoundRecord, **changes: Unpack[RoundChange]) -> None:
        """Writes the changed columns of a round and raises its version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, urge_rounds, before, changes)

    def answer_tickets(
        self, round_id: int, ticket_ids: Sequence[int], at: datetime | None, answer: str, promised_at: datetime | None
    ) -> None:
        """Writes what the unit said of these tickets of a round; None as `at` takes it back."""
        self._connection.execute(
            update(urge_tickets)
            .where(_t.round_id == round_id, _t.ticket_id.in_(ticket_ids))
            .values(answered_at=at, answer=answer, promised_at=promised_at, judged=False)
        )

    def ended_promises(self, now: datetime) -> list[RoundTicketRecord]:
        """The tickets whose promise has ended and was not judged yet, by round."""
        query = _TICKETS.where(_UNJUDGED, _t.promised_at <= now).order_by(_t.round_id, _k.deadline_at, _k.number)
        return records(RoundTicketRecord, self._connection.execute(query))

    def judge(self, round_id: int, ticket_ids: Sequence[int]) -> None:
        """Notes that the promises about these tickets of a round were kept or broken."""
        where = (_t.round_id == round_id, _t.ticket_id.in_(ticket_ids))
        self._connection.execute(update(urge_tickets).where(*where).values(judged=True))

    def replace_promises(self, ticket_ids: Sequence[int], *, but: int) -> None:
        """Notes that a later answer, in round `but`, took the place of what was promised about these tickets before."""
        where = (_UNJUDGED, _t.ticket_id.in_(ticket_ids), _t.round_id != but)
        self._connection.execute(update(urge_tickets).where(*where).values(judged=True))

    def waiting_units(self, since: datetime) -> int:
        """The units whose newest round from `since` on has no answer."""
        query = select(_u.unit, _u.state).where(_u.slot >= since).order_by(_u.slot, _u.part)
        newest = {unit: state for unit, state in self._connection.execute(query)}
        return sum(state in OPEN_STATES for state in newest.values())

    def _read(self, query: Select[Any]) -> list[RoundRecord]:
        return records(RoundRecord, self._connection.execute(query))
