"""The ledger store: slots filtered, counted and read page by page, with the first action after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from app.models.journal.tables import journal
from app.models.reminder.records import Deed, ReminderRecord
from app.models.reminder.store import with_ticket
from app.models.reminder.tables import reminders
from app.models.shared.records import records
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState

_r, _j = reminders.c, journal.c
_PART = 500
# Verbs written about the reminder itself or in answer to it: none of them is work on the ticket.
_NO_DEED = (
    JournalVerb.CREATE,
    JournalVerb.REMIND,
    JournalVerb.REMIND_MISSED,
    JournalVerb.ACKNOWLEDGE,
    JournalVerb.SNOOZE,
    JournalVerb.ESCALATION_OPEN,
    JournalVerb.ESCALATION_CANCEL,
    JournalVerb.REVEAL,
)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Filters slots: planned from `start` up to but without `end`, of one ticket, state, clock, answering person."""

    start: datetime | None = None
    end: datetime | None = None
    ticket_id: int | None = None
    state: ReminderState | None = None
    clock: ClockName | None = None
    person: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as SQL."""
        conditions: list[ColumnElement[bool]] = []
        if self.start is not None:
            conditions.append(_r.planned_at >= self.start)
        if self.end is not None:
            conditions.append(_r.planned_at < self.end)
        if self.person:
            conditions.append(_r.acknowledged_by == self.person)
        same = ((_r.ticket_id, self.ticket_id), (_r.state, self.state), (_r.clock, self.clock))
        return [*conditions, *(column == value for column, value in same if value is not None)]


class LedgerStore:
    """The ledger's page within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, chosen: LedgerFilter, offset: int, limit: int) -> list[ReminderRecord]:
        """So many slots with their tickets, in time order: the ids first, over an index, then their rows."""
        ids = select(_r.id).where(*chosen.conditions()).order_by(_r.planned_at, _r.id).limit(limit).offset(offset)
        query = with_ticket().where(_r.id.in_(ids)).order_by(_r.planned_at, _r.id)
        return records(ReminderRecord, self._connection.execute(query))

    def counts(self, chosen: LedgerFilter) -> dict[ReminderState, int]:
        """The number of slots by state."""
        query = select(_r.state, func.count()).where(*chosen.conditions()).group_by(_r.state)
        return {state: count for state, count in self._connection.execute(query)}

    def deeds(self, ids: Sequence[int]) -> dict[int, Deed]:
        """For each slot that rang, the first later journal line of its ticket that records work."""
        first = (
            select(func.min(_j.id))
            .where(_j.ticket_id == _r.ticket_id, _j.at >= _r.raised_at, _j.verb.not_in(_NO_DEED))
            .scalar_subquery()
        )
        found: dict[int, Deed] = {}
        for start in range(0, len(ids), _PART):
            part = select(_r.id.label("slot"), first.label("line")).where(
                _r.id.in_(ids[start : start + _PART]), _r.raised_at.is_not(None)
            )
            lines = part.subquery()
            query = select(lines.c.slot, _j.at, _j.who, _j.verb).join(journal, _j.id == lines.c.line)
            found |= {slot: Deed(at, who, JournalVerb(verb)) for slot, at, who, verb in self._connection.execute(query)}
        return found
