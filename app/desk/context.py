"""What every use case is given: the clock, the register, the folder and the law in force."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from app.base.clock import Clock
from app.base.paths import DataFolder
from app.models.register import Register
from app.rules import calendar as shipped
from app.rules import clock_rules

if TYPE_CHECKING:
    from app.rules.calendar import Calendar
    from app.rules.clock_rules import ClockRules, RuleBook
    from app.rules.urgency import LevelBook


class Law:
    """The rules and the calendar that hold now, and what of them could not be read.

    One for each desk, as shipped until the register is open; app.desk.law puts other ones in when their rows change,
    here or in another process.
    """

    def __init__(self, rules: RuleBook | None = None, calendar: Calendar | None = None) -> None:
        """Takes what is to hold instead of the shipped ones."""
        if rules is not None:
            self.rules = rules
        if calendar is not None:
            self.calendar = calendar
        self.problems: tuple[str, ...] = ()
        self.seen: int | None = None
        self.lock = threading.RLock()

    @cached_property
    def rules(self) -> RuleBook:
        """The rule book."""
        return clock_rules.load_rules()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar."""
        return shipped.load_calendar()


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk on one data folder; built once by the composition root."""

    clock: Clock
    register: Register
    folder: DataFolder
    law: Law = field(default_factory=Law)

    @property
    def rules(self) -> RuleBook:
        """The rule book as it stands now, with what the register says."""
        self.register.open()
        return self.law.rules

    @property
    def calendar(self) -> Calendar:
        """The calendar as it stands now, with what the register says."""
        self.register.open()
        return self.law.calendar

    @property
    def levels(self) -> LevelBook:
        """The levels of urgency of every version of the rules."""
        return self.rules.levels

    def now(self) -> datetime:
        """The present instant to the whole second, as the register keeps it."""
        return self.clock.now().replace(microsecond=0)

    def rules_for(self, at: datetime) -> ClockRules:
        """The rules in force at an instant: a ticket's dispatch, or when it was put under newer rules."""
        return self.rules.in_force(at)
