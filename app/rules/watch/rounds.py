"""The watch round (巡查): how often the platform is to be looked at, and what became of each round.

Rounds are fixed stretches of the day in Beijing. A round is due from its first moment and is met by any look within
it; it is missed when it ends without one, unless the platform was down. Where another span begins, a new round begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from app.base.clock import local_day, local_midnight, to_local
from app.rules.shared.folding import fold, plain_dashes

# Without a setting the platform is looked at every five minutes.
DEFAULT_MINUTES = 5
LONGEST_MINUTES = 120
_MINUTE = timedelta(minutes=1)
_DAY_MINUTES = 24 * 60
# Shifts of eight and of twelve hours, in minutes of the day.
SHIFTS = {"早班": (480, 960), "中班": (960, 1440), "白班": (480, 1200), "夜班": (1200, 480), "大夜": (0, 480)}
_ENTRY = re.compile(
    r"(?:(早班|中班|白班|夜班|大夜)|([0-9]{1,2})(?::([0-9]{2}))?\s*[-~至到]\s*([0-9]{1,2})(?::([0-9]{2}))?(?![0-9]))"
    r"\s*[=:]?\s*([0-9]{1,3})\s*分?钟?"
)


class BadSpans(ValueError):
    """A setting of spans that cannot be read; the text says what is wrong, in Chinese."""


@dataclass(frozen=True, slots=True)
class Spans:
    """How many minutes a round takes: `usual`, and others by the minutes of the day; 0 is no watch at all."""

    usual: int = DEFAULT_MINUTES
    others: tuple[tuple[int, int, int], ...] = ()

    def at(self, minute: int) -> int:
        """The span of a round that begins in this minute of the day; the first entry that names it holds."""
        for start, end, span in self.others:
            if start <= minute < end:
                return span
        return self.usual

    @property
    def bounds(self) -> tuple[int, ...]:
        """The minutes of the day at which a new round begins in any case."""
        return tuple(sorted({0, _DAY_MINUTES, *(edge for start, end, _ in self.others for edge in (start, end))}))

    def words(self) -> str:
        """The spans in words: 每 5 分钟看一次平台 · 00:00–06:00 每 10 分钟."""
        if not self.usual and not any(span for _, _, span in self.others):
            return "未设巡查"
        usual = f"每 {self.usual} 分钟看一次平台" if self.usual else "平时不巡查"
        parts = [usual]
        for start, end, span in self.others:
            often = f"每 {span} 分钟" if span else "不巡查"
            parts.append(f"{_clock(start)}–{_clock(end)} {often}")
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Round:
    """One round, from `due_at` up to but without `ends_at`."""

    due_at: datetime
    ends_at: datetime

    def has(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.due_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the watch stands: the present round (None without a watch), whether it is met, and the last look."""

    round: Round | None
    met: bool
    looked_at: datetime | None

    @property
    def due(self) -> bool:
        """Whether somebody is to look at the platform now."""
        return self.round is not None and not self.met


def read_spans(usual: int, others: str) -> Spans:
    """The spans of the settings: minutes, and other spans by hours or shift ("00:00-06:00 10、夜班 15").

    Raises:
        BadSpans: an entry cannot be read.

    """
    entries: list[tuple[int, int, int]] = []
    for part in re.split(r"[、,，;；\n]", others):
        plain = plain_dashes(fold(part))
        if plain:
            entries += _entry(plain, part.strip())
    return Spans(usual, tuple(entries))


def rounds_between(spans: Spans, start: datetime, end: datetime) -> Iterator[Round]:
    """The whole rounds that begin at or after `start` and end at or before `end`, in order."""
    day = local_day(start)
    while (midnight := local_midnight(day)) < end:
        for one in _rounds_of(spans, midnight):
            if one.due_at >= start and one.ends_at <= end:
                yield one
        day += timedelta(days=1)


def round_at(spans: Spans, at: datetime) -> Round | None:
    """The round in which a moment lies; None where nobody is to look."""
    return next((one for one in _rounds_of(spans, local_midnight(local_day(at))) if one.has(at)), None)


def standing(spans: Spans, now: datetime, looked_at: datetime | None) -> Standing:
    """Where the watch stands at `now`."""
    present = round_at(spans, now)
    return Standing(present, present is not None and looked_at is not None and present.has(looked_at), looked_at)


def is_covered(one: Round, outages: Iterable[tuple[datetime, datetime | None]]) -> bool:
    """Whether the platform was down at any moment of a round; an outage without an end lasts."""
    return any(since < one.ends_at and (until is None or until > one.due_at) for since, until in outages)


def hours_of(rounds: Iterable[tuple[datetime, bool]]) -> dict[datetime, tuple[int, int]]:
    """Rounds (their beginning, whether met) summed by hour: how many were met, of how many."""
    sums: dict[datetime, tuple[int, int]] = {}
    for due_at, met in rounds:
        hour = to_local(due_at).replace(minute=0, second=0, microsecond=0)
        done, total = sums.get(hour, (0, 0))
        sums[hour] = (done + met, total + 1)
    return sums


@lru_cache(maxsize=8)  # asked every second, for the same day
def _rounds_of(spans: Spans, midnight: datetime) -> tuple[Round, ...]:
    return tuple(_made(spans, midnight))


def _made(spans: Spans, midnight: datetime) -> Iterator[Round]:
    bounds = spans.bounds
    for start, end in pairwise(bounds):
        span = spans.at(start)
        if span <= 0:
            continue
        for minute in range(start, end, span):
            yield Round(midnight + minute * _MINUTE, midnight + min(minute + span, end) * _MINUTE)


def _entry(plain: str, written: str) -> list[tuple[int, int, int]]:
    found = _ENTRY.fullmatch(plain)
    if found is None:
        raise BadSpans(f"“{written}”应写成 00:00-06:00 10 或 夜班 10")
    shift, from_hour, from_minute, to_hour, to_minute, minutes = found.groups()
    span = int(minutes)
    if span > LONGEST_MINUTES:
        raise BadSpans(f"“{written}”的间隔应在 0–{LONGEST_MINUTES} 分钟")
    if shift:
        start, end = SHIFTS[shift]
    else:
        start, end = int(from_hour) * 60 + int(from_minute or 0), int(to_hour) * 60 + int(to_minute or 0)
    if start >= _DAY_MINUTES or end > _DAY_MINUTES or start == end:
        raise BadSpans(f"“{written}”的起止时间不对，请写 00:00–24:00 之间的时段")
    if start < end:
        return [(start, end, span)]
    return [part for part in ((start, _DAY_MINUTES, span), (0, end, span)) if part[0] < part[1]]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
