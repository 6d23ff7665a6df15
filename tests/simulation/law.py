"""The law of the simulated year, written twice: as plain numbers for the oracle, and as the desk reads it.

Minutes are counted from 00:00 of 1 January 2026 in Beijing, days from that day; it was a Thursday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.base.resources import resource

DAY = 1440
_ZERO = datetime(2025, 12, 31, 16, tzinfo=UTC)
_FIRST = date(2026, 1, 1)


def minute_of(at: datetime) -> int:
    """The minute in which an instant lies."""
    return (at - _ZERO) // timedelta(minutes=1)


def instant_of(minute: int) -> datetime:
    """The instant at which a minute begins."""
    return _ZERO + timedelta(minutes=minute)


def day_of(year: int, month: int, day: int) -> int:
    """The number of a day."""
    return (date(year, month, day) - _FIRST).days


@dataclass(frozen=True)
class Law:
    """The numbers of one version, in plain minutes and days."""

    since: int
    sign: dict[str, tuple[int, tuple[int, ...]]]
    days: dict[str, int]
    minutes: dict[str, int]
    first_day_counts: bool
    exact: bool
    working: bool
    number: int
    times: tuple[str, ...]

    def day_slot(self, text: str) -> str:
        """How a moment of the day's series is called; another day than the fifth is named."""
        return text if self.number == 5 else f"{self.number}@{text}"


_DAYS = {"default": 5, "ordinary": 7, "complex": 15}
_MINUTES = {"emergency": 120, "utilities": 1440}
_SIGN = {"urgent": (10, (0, 5, 8)), "general": (120, (90, 110))}
_TIMES = ("09:00", "16:00", "19:00", "22:00")

SHIPPED = Law(-(10**9), _SIGN, _DAYS, _MINUTES, False, False, False, 5, _TIMES)
LAWS = (
    SHIPPED,
    Law(
        day_of(2026, 4, 15), {"urgent": (15, (0, 7, 12)), "general": (90, (45, 80))},
        {"default": 4, "ordinary": 6, "complex": 12}, {"emergency": 180, "utilities": 1440},
        True, False, False, 4, ("08:30", "15:00", "20:00"),
    ),
    Law(day_of(2026, 9, 10), _SIGN, _DAYS, _MINUTES, False, False, True, 5, _TIMES),
    Law(
        day_of(2026, 12, 5), {"urgent": (10, (0, 5, 8)), "general": (120, (60, 100, 115))},
        _DAYS, _MINUTES, False, True, False, 5, ("09:00", "21:30"),
    ),
)  # fmt: skip

# Public holidays of 2026 and the weekend days worked instead, from the announcement.
_OFF = ((1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7))
HOLIDAYS = frozenset(day_of(2026, month, day) for month, first, last in _OFF for day in range(first, last + 1))
WORKED = frozenset(
    day_of(2026, month, day)
    for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
)  # fmt: skip


def is_working(day: int) -> bool:
    """Whether offices work on a day of 2026."""
    return day in WORKED or ((day + 3) % 7 < 5 and day not in HOLIDAYS)


def desk_versions() -> list[tuple[int, str]]:
    """The later versions in the words of the shipped file, each with the minute at which it is decided."""
    shipped = resource("rules").joinpath("clocks.toml").read_text("utf-8")
    text = shipped[shipped.index("\n[[version]]") :]

    def version(day: date, *changes: tuple[str, str]) -> tuple[int, str]:
        told = text
        for old, new in (("effective_from = 2026-02-01", f"effective_from = {day}"), *changes):
            assert told.count(old) == 1, old
            told = told.replace(old, new)
        return (day - _FIRST).days * DAY - 2 * DAY + 600, told

    return [
        version(
            date(2026, 4, 15),
            ("[version.sign_minutes]\nurgent = 10\ngeneral = 120", "[version.sign_minutes]\nurgent = 15\ngeneral = 90"),
            ("urgent = [0, 5, 8]\ngeneral = [90, 110]", "urgent = [0, 7, 12]\ngeneral = [45, 80]"),
            ("default = { days = 5 }", "default = { days = 4 }"),
            ("emergency = { hours = 2 }", "emergency = { hours = 3 }"),
            ("ordinary = { days = 7 }", "ordinary = { days = 6 }"),
            ("complex = { days = 15 }", "complex = { days = 12 }"),
            ('day_counting = "civil-code"', 'day_counting = "dispatch-day-is-1"'),
            (
                "number = 5\ntimes = [09:00:00, 16:00:00, 19:00:00, 22:00:00]",
                "number = 4\ntimes = [08:30:00, 15:00:00, 20:00:00]",
            ),
        ),
        version(date(2026, 9, 10), ('calendar = "natural"', 'calendar = "working"')),
        version(
            date(2026, 12, 5),
            ("general = [90, 110]", "general = [60, 100, 115]"),
            ('day_counting = "civil-code"', 'day_counting = "exact"'),
            ("times = [09:00:00, 16:00:00, 19:00:00, 22:00:00]", "times = [09:00:00, 21:30:00]"),
        ),
    ]
