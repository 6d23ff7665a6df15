"""One version of the rules, and the book of all versions."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.rules.law.clocks import TimeClass, Urgency
from app.rules.law.ladders import Ladder
from app.rules.law.urgency import LevelBook, UrgencyLevel
from app.rules.shared.folding import fold_word
from app.rules.shared.starts import MIDNIGHT, start_of


class DayCounting(enum.StrEnum):
    """How a limit in days is counted from the instant of dispatch."""

    CIVIL_CODE = "civil-code"
    DISPATCH_DAY_IS_1 = "dispatch-day-is-1"
    EXACT = "exact"


class CalendarMode(enum.StrEnum):
    """Which days count in a limit given in days."""

    NATURAL = "natural"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take: days, or a span round the clock, or working days; one of the three.

    For handling, days are counted in the version's calendar mode; elsewhere they are natural ones.
    """

    days: int = 0
    span: timedelta = timedelta()
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class ReachRule:
    """The calls required before a caller may be recorded as unreachable."""

    attempts: int
    day_parts: int
    days: int
    minutes_apart: int


@dataclass(frozen=True, slots=True)
class LevelRules:
    """One level of urgency with its numbers.

    `sign_reminders` holds slot names with their distance from dispatch, the end of the limit ("overdue") last;
    `acknowledgement_life` is how long an acknowledged reminder stays quiet before it comes back. `callback` and
    `report` are None where those clocks do not run.
    """

    level: UrgencyLevel
    sign_limit: timedelta
    sign_reminders: tuple[tuple[str, timedelta], ...]
    first_contact_limit: timedelta
    acknowledgement_life: timedelta
    return_answer: Limit
    callback: Limit | None = None
    report: Limit | None = None


@dataclass(frozen=True, slots=True)
class ClockRules:
    """One version of the numbers, in force from `effective_from` at `effective_time` in Beijing, not before its making.

    `by_level` holds the levels of urgency, the most urgent first. `made_at` is None for what ships with the product.
    """

    effective_from: date
    by_level: Mapping[Urgency, LevelRules]
    handling: Mapping[TimeClass, Limit]
    day_counting: DayCounting
    calendar_mode: CalendarMode
    day_number: int
    day_times: tuple[time, ...]
    ring_again: timedelta
    max_returns: int
    reach: ReachRule
    ladders: tuple[Ladder, ...] = ()
    made_at: datetime | None = None
    effective_time: time = MIDNIGHT
    _words: Mapping[str, Urgency] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {fold_word(rules.level.word): code for code, rules in self.by_level.items()}
        object.__setattr__(self, "_words", words)

    @property
    def since(self) -> datetime:
        """The first instant of dispatch that it governs: no ticket is judged by a rule made after its dispatch."""
        start = start_of(self.effective_from, self.effective_time)
        return start if self.made_at is None else max(start, self.made_at)

    @property
    def levels(self) -> tuple[UrgencyLevel, ...]:
        """The levels of urgency, the most urgent first."""
        return tuple(rules.level for rules in self.by_level.values())

    def of(self, urgency: Urgency) -> LevelRules:
        """The numbers of a level; one that this version does not have is treated as its highest."""
        found = self.by_level.get(urgency)
        return next(iter(self.by_level.values())) if found is None else found

    def level_named(self, word: str) -> Urgency | None:
        """The level that this version calls by a word."""
        return self._words.get(fold_word(word))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All versions in the order in which they come into force; at least one."""

    versions: tuple[ClockRules, ...]
    levels: LevelBook = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [version.since for version in self.versions]
        if not starts or starts != sorted(set(starts)):
            raise ValueError("a rule book needs versions with rising dates")
        levels = tuple((version.since, version.levels) for version in self.versions)
        object.__setattr__(self, "levels", LevelBook(levels))

    def in_force(self, at: datetime) -> ClockRules:
        """The version that holds at an instant; before the first version's date, the first."""
        for version in reversed(self.versions[1:]):
            if at >= version.since:
                return version
        return self.versions[0]

    def with_versions(self, later: Iterable[ClockRules]) -> RuleBook:
        """A book with these versions added in the order of their making; of versions with one start the last holds."""
        by_start = {version.since: version for version in (*self.versions, *later)}
        return RuleBook(tuple(by_start[start] for start in sorted(by_start)))
