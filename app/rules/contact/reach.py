"""When a caller may be recorded as unreachable, what is still missing, and when to call next."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, to_local
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clock_rules import ClockRules, ReachRule


class DayPart(enum.StrEnum):
    """A part of the day in Beijing; nobody is proposed to be called at night (21:00–08:00)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


DAY_PART_WORDS = {
    DayPart.MORNING: "上午",
    DayPart.AFTERNOON: "下午",
    DayPart.EVENING: "晚上",
    DayPart.NIGHT: "夜间",
}

# Where each part that is fit for calling begins; the evening ends at 21:00.
_STARTS = ((DayPart.MORNING, time(8)), (DayPart.AFTERNOON, time(12)), (DayPart.EVENING, time(18)))
_NIGHT_FROM = time(21)
_DAYS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class ReachVerdict:
    """Whether "无法联系" may be set; if not, what is missing, in Chinese, and when the next call helps most."""

    allowed: bool
    missing: tuple[str, ...]
    next_call_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Tried:
    calls: tuple[datetime, ...]
    days: frozenset[date]
    parts: frozenset[DayPart]


def day_part(at: datetime) -> DayPart:
    """The part of the day in Beijing in which an instant falls."""
    wall = to_local(at).time()
    if wall >= _NIGHT_FROM:
        return DayPart.NIGHT
    return next((part for part, start in reversed(_STARTS) if wall >= start), DayPart.NIGHT)


def may_be_unreachable(
    attempts: Sequence[tuple[datetime, AttemptOutcome]], rules: ClockRules, now: datetime
) -> ReachVerdict:
    """Weighs the attempts so far (instant and outcome, in any order).

    Calls that reached the caller do not count; of calls too close to each other those count that together leave
    least to be done, soonest.
    """
    rule = rules.reach
    tried = min(_tried(attempts, rule), key=lambda choice: _next_call(choice, rule, now))
    calls, days, parts = _missing(tried, rule)
    missing = []
    if calls > 0:
        missing.append(f"还需再联系 {calls} 次（至少 {rule.attempts} 次，每次间隔 {rule.minutes_apart} 分钟以上）")
    if days > 0:
        missing.append(f"还需再有 {days} 天联系过（至少 {rule.days} 天）")
    if parts > 0:
        done = "、".join(DAY_PART_WORDS[part] for part in DayPart if part in tried.parts)
        missing.append(f"还需再有 {parts} 个时段联系过（至少 {rule.day_parts} 个{f'，已有{done}' if done else ''}）")
    if not missing:
        return ReachVerdict(True, (), None)
    return ReachVerdict(False, tuple(missing), _next_call(tried, rule, now))


def _tried(attempts: Sequence[tuple[datetime, AttemptOutcome]], rule: ReachRule) -> list[_Tried]:
    """The selections of calls, each a pause apart, that leave the fewest further calls; at least one."""
    apart = timedelta(minutes=rule.minutes_apart)
    failed = sorted(at for at, outcome in attempts if outcome is not AttemptOutcome.REACHED)
    kept: list[datetime] = []
    for at in failed:
        if not kept or at - kept[-1] >= apart:
            kept.append(at)
    first = _sum(kept)
    if len(kept) == len(failed) or not _to_go(first, rule):
        return [first]
    choices = [_sum(choice) for choice in _choices(failed, apart, rule)]
    least = min(_to_go(choice, rule) for choice in choices)
    return [choice for choice in choices if _to_go(choice, rule) == least]


def _sum(calls: Sequence[datetime]) -> _Tried:
    days = frozenset(to_local(at).date() for at in calls)
    return _Tried(tuple(calls), days, frozenset(map(day_part, calls)))


def _missing(tried: _Tried, rule: ReachRule) -> tuple[int, int, int]:
    """How many calls, days and parts of the day are missing; zero or less where there are enough."""
    return rule.attempts - len(tried.calls), rule.days - len(tried.days), rule.day_parts - len(tried.parts)


def _to_go(tried: _Tried, rule: ReachRule) -> int:
    """How many further calls are needed at least."""
    return max(0, *_missing(tried, rule))


def _choices(failed: Sequence[datetime], apart: timedelta, rule: ReachRule) -> Iterator[tuple[datetime, ...]]:
    """For each last call, one selection per reached number of calls, days and parts of the day."""
    ending: list[dict[tuple[int, int, frozenset[DayPart]], tuple[datetime, ...]]] = []
    for place, at in enumerate(failed):
        before = (chain for at_end in range(place) if at - failed[at_end] >= apart for chain in ending[at_end].values())
        mine = {}
        for chain in ((), *before):
            longer = (*chain, at)
            tried = _sum(longer)
            mine[min(len(longer), rule.attempts), min(len(tried.days), rule.days), tried.parts] = longer
        ending.append(mine)
        yield from mine.values()


def _next_call(tried: _Tried, rule: ReachRule, now: datetime) -> datetime:
    """The earliest fit moment; on a new day and in a new part of it when the calls to go must bring one."""
    _, days, parts = _missing(tried, rule)
    to_go = _to_go(tried, rule)
    earliest = now
    if tried.calls:
        earliest = max(now, tried.calls[-1] + timedelta(minutes=rule.minutes_apart))
    fit = list(fit_moments(earliest))
    for at in fit:
        late_enough = days < to_go or to_local(at).date() not in tried.days
        if late_enough and (parts < to_go or day_part(at) not in tried.parts):
            return at
    return fit[0]


def fit_moments(earliest: datetime) -> Iterator[datetime]:
    """`earliest` itself unless it is night, then every begin of a part of the day that is fit for calling."""
    if day_part(earliest) is not DayPart.NIGHT:
        yield earliest
    today = to_local(earliest).date()
    for ahead in range(_DAYS_AHEAD):
        for _, start in _STARTS:
            at = from_local(datetime.combine(today + timedelta(days=ahead), start))
            if at > earliest:
                yield at
