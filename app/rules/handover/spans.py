"""Which shift is handed over: by the roster, else by fixed times of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from app.base.clock import from_local, local_day, to_local
from app.rules.handover.parts import HandoverState
from app.rules.roster.shifts import Duty, Shift, at

# From so long before its end a shift counts as handed over whole; a sheet signed earlier ends at its signing.
EARLY = timedelta(hours=1)
# The events of a shift that no roster knows.
WITHOUT_ROSTER = timedelta(hours=12)
_SPLIT = re.compile(r"[、，,;；\s]+")
_DAY = timedelta(days=1)


class BadTimes(ValueError):
    """The times of handover cannot be read; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Span:
    """One shift [since, until) as it is handed over; `people` sit at the desk, `leaders` are reached by phone."""

    name: str
    since: datetime
    until: datetime
    people: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    rostered: bool = False


def read_times(text: str) -> tuple[time, ...]:
    """The times of handover of a day, in order: "08:00、20:00".

    Raises:
        BadTimes: one is no time, or there is none.

    """
    found = set()
    for word in filter(None, _SPLIT.split(text.replace("：", ":").strip())):
        hour, _, minute = word.partition(":")
        if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60):
            raise BadTimes(f"“{word}”不是时间，请写成 08:00、20:00")
        found.add(time(int(hour), int(minute)))
    if not found:
        raise BadTimes("请至少写一个交接时间，例如 08:00、20:00")
    return tuple(sorted(found))


def span_of(shifts: Iterable[Shift], times: Sequence[time], moment: datetime) -> Span:
    """The shift around a moment: of those in the roster with somebody at the desk the one that ends first.

    Where the roster has none, from one of the fixed times to the next, at most up to the rostered shifts beside it.
    """
    shifts = tuple(shifts)
    standing = at(shifts, moment)
    running = [shift for shift in standing if shift.seated]
    if not running:
        seated = [shift for shift in shifts if shift.seated]
        span = _by_times(times, moment)
        since = max([span.since, *(shift.ends_at for shift in seated if shift.ends_at <= moment)])
        until = min([span.until, *(shift.starts_at for shift in seated if shift.starts_at > moment)])
        return replace(span, since=since, until=until)
    chosen = min(running, key=lambda shift: (shift.ends_at, -shift.starts_at.timestamp()))
    same = [shift for shift in running if (shift.starts_at, shift.ends_at) == (chosen.starts_at, chosen.ends_at)]
    people = dict.fromkeys(name for shift in same for name in shift.seated)
    leaders = dict.fromkeys(name for shift in standing for name in shift.named(Duty.LEADER))
    name = "、".join(dict.fromkeys(shift.name for shift in same))
    return Span(name, chosen.starts_at, chosen.ends_at, tuple(people), tuple(leaders), rostered=True)


def _by_times(times: Sequence[time], moment: datetime) -> Span:
    day = local_day(moment)
    moments = [from_local(datetime.combine(day + _DAY * n, one)) for n in (-1, 0, 1, 2) for one in times]
    until = min(one for one in moments if one > moment)
    since = max(one for one in moments if one <= moment)
    hour = to_local(since).hour
    name = "白班" if 5 <= hour < 14 else "中班" if 14 <= hour < 17 else "夜班"
    return Span(name, since, until)


def cut(span: Span, handed_over: Iterable[datetime]) -> Span:
    """The part of a shift after the last handover within it: somebody left early and was relieved."""
    within = [moment for moment in handed_over if span.since < moment < span.until]
    return replace(span, since=max(within)) if within else span


def end_of(span: Span, signed_at: datetime) -> datetime:
    """Up to when a sheet speaks that is signed now: the shift's end, or the moment of an early leave."""
    return span.until if signed_at >= span.until - EARLY else max(signed_at, span.since)


def state_of(span: Span, now: datetime, grace: timedelta) -> HandoverState:
    """How the handover of a shift without a signed sheet stands: due from its end, late once the grace is over."""
    if now < span.until:
        return HandoverState.RUNNING
    return HandoverState.LATE if now >= span.until + grace else HandoverState.DUE


def span_words(span: Span) -> str:
    """白班 12-01 08:00–20:00."""
    since, until = to_local(span.since), to_local(span.until)
    end = f"{until:%H:%M}" if until.date() == since.date() else f"{until:%m-%d %H:%M}"
    return f"{span.name} {since:%m-%d %H:%M}–{end}"
