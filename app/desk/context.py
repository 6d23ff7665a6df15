"""What every use case is given: the clock, the register, the folder and the rules in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.base.clock import Clock
from app.base.paths import DataFolder
from app.models.register import Register
from app.rules.calendar import Calendar
from app.rules.clock_rules import ClockRules, RuleBook


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk on one data folder; built once by the composition root."""

    clock: Clock
    register: Register
    folder: DataFolder
    rules: RuleBook
    calendar: Calendar

    def now(self) -> datetime:
        """The present instant to the whole second, as the register keeps it."""
        return self.clock.now().replace(microsecond=0)

    def rules_for(self, dispatched_at: datetime) -> ClockRules:
        """The rules in force when a ticket was dispatched."""
        return self.rules.in_force(dispatched_at)
