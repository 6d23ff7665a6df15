"""The numbers that drive clocks and reminders, in versions that each have a date from which they hold."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from app.base.clock import local_midnight
from app.base.resources import resource_toml
from app.rules.states import TimeClass, Urgency


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
    """How long something may take: whole days, or a span round the clock, or working days; one of the three."""

    days: int = 0
    span: timedelta = timedelta()
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class ReachRule:
    """What must have been tried before a caller may be recorded as unreachable."""

    attempts: int
    day_parts: int
    days: int
    minutes_apart: int


@dataclass(frozen=True, slots=True)
class ClockRules:
    """One version of the numbers, in force from 00:00 in Beijing of `effective_from`.

    `sign_reminders` holds slot names with their distance from dispatch, the end of the limit ("overdue") last;
    `acknowledgement_life` says how long an acknowledged reminder stays quiet before it comes back.
    """

    effective_from: date
    sign_limits: Mapping[Urgency, timedelta]
    sign_reminders: Mapping[Urgency, tuple[tuple[str, timedelta], ...]]
    first_contact_limits: Mapping[Urgency, timedelta]
    handling: Mapping[TimeClass, Limit]
    day_counting: DayCounting
    calendar_mode: CalendarMode
    day_number: int
    day_times: tuple[time, ...]
    acknowledgement_life: Mapping[Urgency, timedelta]
    ring_again: timedelta
    return_answer: Mapping[Urgency, Limit]
    max_returns: int
    reach: ReachRule


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All versions, oldest first; at least one."""

    versions: tuple[ClockRules, ...]

    def __post_init__(self) -> None:
        days = [version.effective_from for version in self.versions]
        if not days or days != sorted(set(days)):
            raise ValueError("a rule book needs versions with rising dates")

    def in_force(self, at: datetime) -> ClockRules:
        """The version that holds at an instant; before the first version's date, the first."""
        for version in reversed(self.versions[1:]):
            if at >= local_midnight(version.effective_from):
                return version
        return self.versions[0]


@cache
def load_rules() -> RuleBook:
    """The rule book that ships with the product, read once."""
    return read_rules(resource_toml("rules", "clocks.toml"))


def read_rules(data: Mapping[str, Any]) -> RuleBook:
    """A rule book from its file form (see resources/rules/clocks.toml).

    Raises:
        KeyError, ValueError: a number is missing or makes no sense.

    """
    versions = sorted(map(_version, data["version"]), key=lambda version: version.effective_from)
    return RuleBook(tuple(versions))


def _version(data: Mapping[str, Any]) -> ClockRules:
    sign_limits = _minutes(data["sign_minutes"])
    return ClockRules(
        effective_from=data["effective_from"],
        sign_limits=sign_limits,
        sign_reminders={u: _sign_slots(data["sign_reminders"][u], sign_limits[u]) for u in Urgency},
        first_contact_limits=_minutes(data["first_contact_minutes"]),
        handling={time_class: _limit(data["handling"][time_class]) for time_class in TimeClass},
        day_counting=DayCounting(data["day_counting"]),
        calendar_mode=CalendarMode(data["calendar"]),
        day_number=_positive(data["day_series"]["number"]),
        day_times=tuple(sorted(data["day_series"]["times"])),
        acknowledgement_life=_minutes(data["acknowledgement_minutes"]),
        ring_again=timedelta(seconds=_positive(data["ring_again_seconds"])),
        return_answer={u: _limit(data["return_answer"][u]) for u in Urgency},
        max_returns=_positive(data["max_returns"]),
        reach=ReachRule(**{name: _positive(value) for name, value in data["reach"].items()}),
    )


def _minutes(data: Mapping[str, int]) -> dict[Urgency, timedelta]:
    return {urgency: timedelta(minutes=_positive(data[urgency])) for urgency in Urgency}


def _sign_slots(offsets: list[int], limit: timedelta) -> tuple[tuple[str, timedelta], ...]:
    slots = [("arrival" if n == 0 else f"{n}min", timedelta(minutes=n)) for n in sorted(offsets)]
    if any(not timedelta() <= after < limit for _, after in slots):
        raise ValueError("a reminder to sign must stand before the end of the limit")
    return (*slots, ("overdue", limit))


def _limit(data: Mapping[str, int]) -> Limit:
    ((unit, number),) = data.items()
    match unit:
        case "days":
            return Limit(days=_positive(number))
        case "working_days":
            return Limit(working_days=_positive(number))
        case "hours":
            return Limit(span=timedelta(hours=_positive(number)))
        case "minutes":
            return Limit(span=timedelta(minutes=_positive(number)))
        case _:
            raise ValueError(f"unknown unit of time: {unit}")


def _positive(number: int) -> int:
    if number < 1:
        raise ValueError(f"must be at least 1: {number}")
    return number
