"""Selects slots of the reminder ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.models.reminder.ledger import LedgerFilter
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Selects slots; `start` and `end` are instants, the end not included, None for no limit.

    With `own` also those of the desk's own matters, which belong to no ticket: due papers, tasks, handovers.
    """

    start: datetime | None = None
    end: datetime | None = None
    ticket_id: int | None = None
    state: ReminderState | None = None
    clock: ClockName | None = None
    person: str = ""
    own: bool = False

    def filter(self, *, stated: bool = True) -> LedgerFilter:
        """The filter for the store; without `stated` the state is left out."""
        state = self.state if stated else None
        return LedgerFilter(self.start, self.end, self.ticket_id, state, self.clock, self.person)
