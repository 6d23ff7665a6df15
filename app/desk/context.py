"""What every use case is given: the clock, the register, the folder and the law in force."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

from app.base.clock import Clock
from app.base.paths import DataFolder
from app.models.register import Register
from app.rules.calendar import Calendar, load_calendar
from app.rules.clock_rules import ClockRules, RuleBook, load_rules


@dataclass(slots=True)
class Law:
    """The rules and the calendar that hold now, and what of them could not be read.

    One for each desk; app.desk.law puts other ones in when their rows change, here or in another process.
    """

    rules: RuleBook = field(default_factory=load_rules)
    calendar: Calendar = field(default_factory=load_calendar)
    problems: tuple[str, ...] = ()
    seen: int | None = None
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk on one data folder; built once by the composition root."""

    clock: Clock
    register: Register
    folder: DataFolder
    law: Law = field(default_factory=Law)

    @property
    def rules(self) -> RuleBook:
        """The rule book as it stands now."""
        return self.law.rules

    @property
    def calendar(self) -> Calendar:
        """The calendar as it stands now."""
        return self.law.calendar

    def now(self) -> datetime:
        """The present instant to the whole second, as the register keeps it."""
        return self.clock.now().replace(microsecond=0)

    def rules_for(self, at: datetime) -> ClockRules:
        """The rules in force at an instant: a ticket's dispatch, or when it was put under newer rules."""
        return self.rules.in_force(at)
