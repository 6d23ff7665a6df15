"""The order of callbacks with its reasons: promised times, deadlines, untried parts of the day, the shift left."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from app.base.clock import from_local, local_day, to_local
from app.rules.contact.reach import DAY_PART_WORDS, DayPart, day_part, fit_moments, may_be_unreachable
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clock_rules import ClockRules
from app.rules.shared.time_left import clock_time

SHIFT_STARTS = (time(8), time(20))
_ONE_DAY = timedelta(days=1)
# A call promised for an hour of the night is made then, or not before the morning.
_NIGHT_CALL_WITHIN = timedelta(hours=1)


class CallState(enum.StrEnum):
    """The time at which a caller is to be dialled."""

    NOW = "now"
    GIVE_UP = "give-up"
    LATER = "later"
    NEXT_SHIFT = "next-shift"


CALL_STATE_WORDS = {
    CallState.NOW: "现在可拨",
    CallState.GIVE_UP: "可定无法联系",
    CallState.LATER: "本班稍后",
    CallState.NEXT_SHIFT: "下一班",
}


class _Class(enum.IntEnum):
    """The classes of urgency, the most pressing first."""

    PROMISED = 0
    DUE = 1
    LAST_PART = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise to the caller that falls due; `call` is whether a call was promised."""

    at: datetime
    said: str
    call: bool


@dataclass(frozen=True, slots=True)
class Caller:
    """One ticket that waits for its callback. `due_at` is None for a ticket whose clocks are history.

    `rank` is that of its level of urgency, 0 the most urgent.
    """

    ticket_id: int
    due_at: datetime | None
    since: datetime
    rank: int = 0
    promises: tuple[Promised, ...] = ()
    attempts: tuple[tuple[datetime, AttemptOutcome], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket's place in the order, from 1, with when to dial and the reasons in Chinese, the weightiest first."""

    ticket_id: int
    rank: int
    state: CallState
    call_at: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    caller: Caller
    state: CallState
    call_at: datetime
    reasons: tuple[str, ...]
    pressing: _Class


def shift_end(now: datetime) -> datetime:
    """The end of the shift that is on duty: 08:00 or 20:00, whichever comes next."""
    day = local_day(now)
    ends = (from_local(datetime.combine(day + n * _ONE_DAY, start)) for n in (0, 1) for start in SHIFT_STARTS)
    return next(end for end in ends if end > now)


def order(callers: Iterable[Caller], rules: ClockRules, now: datetime) -> tuple[Place, ...]:
    """Every caller with a rank: those to dial now, those the rule lets go, those for later, those for the next shift.

    Now: a promised time that has come, then what falls due with this shift, then those for whom this part of the
    day is the last new one of the shift, then by deadline. Nobody is proposed at night (21:00–08:00) but by a call
    promised for that very hour, within the pause after a call, or again in a part of the day that failed while
    another one comes before the deadline.
    """
    ranked = sorted((_weigh(caller, rules, now) for caller in callers), key=_key)
    return tuple(
        Place(weighed.caller.ticket_id, rank, weighed.state, weighed.call_at, weighed.reasons)
        for rank, weighed in enumerate(ranked, start=1)
    )


def _key(weighed: _Weighed) -> tuple[object, ...]:
    states = list(CallState)
    caller = weighed.caller
    due = caller.due_at.timestamp() if caller.due_at else float("inf")
    at = weighed.call_at.timestamp()
    by_time = at if weighed.state in {CallState.LATER, CallState.NEXT_SHIFT} else 0.0
    promised = min((promise.at.timestamp() for promise in caller.promises), default=0.0)
    first = promised if weighed.pressing is _Class.PROMISED else due
    return (
        states.index(weighed.state),
        by_time,
        weighed.pressing,
        first,
        caller.rank,
        caller.since.timestamp(),
        caller.ticket_id,
    )


def _weigh(caller: Caller, rules: ClockRules, now: datetime) -> _Weighed:
    end = shift_end(now)
    call_at, reasons = _call_time(caller, rules, now)
    come = [promise for promise in caller.promises if promise.at <= now]
    pressing, why = _pressing(caller, come, now, end)
    if call_at <= now:
        tried = bool(caller.attempts) and not come
        given_up = tried and may_be_unreachable(caller.attempts, rules, now).allowed
        state = CallState.GIVE_UP if given_up else CallState.NOW
        extra = ("已符合无法联系规则，可按 Alt+U 定为无法联系",) if given_up else ()
    else:
        state = CallState.LATER if call_at < end else CallState.NEXT_SHIFT
        extra = ()
        if state is CallState.NEXT_SHIFT:
            reasons = (*reasons, f"留给 {clock_time(end)} 起的下一班")
    return _Weighed(caller, state, call_at, (*extra, *why, *reasons), pressing)


def _pressing(caller: Caller, come: Sequence[Promised], now: datetime, end: datetime) -> tuple[_Class, tuple[str, ...]]:
    due = caller.due_at
    words = _due_words(due, now)
    if come:
        first = min(come, key=lambda promise: promise.at)
        what = "约定回电" if first.call else "承诺到期，请核实"
        return _Class.PROMISED, (f"{what}：{clock_time(first.at)} {first.said}".rstrip(), *words)
    if due is not None and due <= _next_calling_day(end):
        return _Class.DUE, words
    failed = _failed_parts(caller)
    others = [at for at in _fit(now) if at > now and day_part(at) not in failed | {day_part(now)}]
    if failed and day_part(now) not in failed and (not others or others[0] >= end):
        return _Class.LAST_PART, (f"本班只剩{DAY_PART_WORDS[day_part(now)]}这个新时段", *words)
    return _Class.OTHER, words


def _call_time(caller: Caller, rules: ClockRules, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    """The moment at which the next call helps most, and the reasons for it."""
    pause = timedelta(minutes=rules.reach.minutes_apart)
    last = max((at for at, _ in caller.attempts), default=None)
    earliest = now if last is None else max(now, last + pause)
    waits = (f"{clock_time(last)} 刚拨过，满 {rules.reach.minutes_apart} 分钟再拨",) if last and earliest > now else ()
    calls = [promise for promise in caller.promises if promise.call]
    promise = min(calls, key=lambda call: call.at, default=None)
    if promise is not None:
        at = max(earliest, promise.at)
        kept = day_part(at) is not DayPart.NIGHT or at - promise.at <= _NIGHT_CALL_WITHIN
        if kept and (at == earliest or caller.due_at is None or at <= caller.due_at):
            return at, waits if promise.at <= now else (f"约定 {clock_time(promise.at)} 回电：{promise.said}",)
    return _other_part(caller, earliest, now, waits)


def _other_part(
    caller: Caller, earliest: datetime, now: datetime, waits: tuple[str, ...]
) -> tuple[datetime, tuple[str, ...]]:
    failed = _failed_parts(caller)
    fit = _fit(earliest)
    night = ("夜间（21:00–08:00）不拨打",) if fit[0] > earliest and not waits else ()
    fresh = next((at for at in fit if day_part(at) not in failed), fit[0])
    in_time = caller.due_at is None or fresh < caller.due_at or caller.due_at <= now
    at = fresh if in_time else fit[0]
    if not failed:
        return at, (*waits, *night)
    done = "、".join(DAY_PART_WORDS[part] for part in DayPart if part in failed)
    if day_part(at) in failed:
        again = "各时段都拨过，可再拨" if in_time else "来不及换时段，先拨"
    else:
        again = f"换{DAY_PART_WORDS[day_part(at)]}拨"
    return at, (*waits, *night, f"{done}拨打未通，{again}")


@lru_cache(maxsize=256)
def _fit(earliest: datetime) -> tuple[datetime, ...]:
    """The moments fit for calling, cached: most callers share the same earliest moment."""
    return tuple(fit_moments(earliest))


def _failed_parts(caller: Caller) -> frozenset[DayPart]:
    return frozenset(day_part(at) for at, outcome in caller.attempts if outcome is not AttemptOutcome.REACHED)


def _next_calling_day(end: datetime) -> datetime:
    """The first 08:00 at or after the end of the shift: what falls due before it must be called before the night."""
    at = from_local(datetime.combine(to_local(end).date(), SHIFT_STARTS[0]))
    return at if at >= end else at + _ONE_DAY


def _due_words(due: datetime | None, now: datetime) -> tuple[str, ...]:
    if due is None:
        return ()
    return (f"已超期（{clock_time(due)} 到期）",) if due <= now else (f"{clock_time(due)} 到期",)
