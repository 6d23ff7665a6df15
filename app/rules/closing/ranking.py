"""The clocks of an official ranking: by when it is entered here, and until when one may object to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.rules.figures.periods import Period
from app.rules.shared.worded import Worded

# The settings: the day of the month by whose end the ranking of the period that ended in it is entered, and how many
# days after its publication one may object.
ENTRY_DAY, OBJECTION_DAYS = "ranking_entry_day", "ranking_objection_days"


class ClosingStep(Worded):
    """What was done about the official ranking of a period."""

    ENTERED = "ranking-entered", "官方排名已录入"
    OBJECTED = "objected", "已提异议"
    NO_OBJECTION = "no-objection", "核对无异议"


class ClockKind(Worded):
    """The two clocks."""

    ENTRY = "entry", "录入官方排名"
    OBJECTION = "objection", "对官方排名提异议"


class ClockStand(Worded):
    """How a clock stands."""

    RUNNING = "running", "未到期"
    LATE = "late", "已过期"
    DONE = "done", "已办"
    DONE_LATE = "done-late", "逾期办"


@dataclass(frozen=True, slots=True)
class RankingLaw:
    """The two settings."""

    entry_day: int
    objection_days: int


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that was done: when, by whom, and a note. The entry's moment is the ranking's publication."""

    at: datetime
    noted_at: datetime
    who: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RankingClock:
    """One clock of a period; `due_at` is a midnight, the 24:00 of its last day."""

    kind: ClockKind
    period: Period
    due_at: datetime
    stand: ClockStand
    step: ClosingStep | None = None
    done: StepDone | None = None


def ranking_clocks(
    period: Period, law: RankingLaw, steps: Mapping[ClosingStep, StepDone], now: datetime
) -> tuple[RankingClock, ...]:
    """The clocks of a period's ranking: none before it has ended, the one for objecting once the ranking is known."""
    if now < period.end:
        return ()
    entered = steps.get(ClosingStep.ENTERED)
    entry_due = _entry_due(period, law)
    clocks = [_clock(ClockKind.ENTRY, period, entry_due, ClosingStep.ENTERED if entered else None, entered, now)]
    if entered is not None:
        due = local_midnight(local_day(entered.at) + timedelta(days=law.objection_days + 1))
        step = next((one for one in (ClosingStep.OBJECTED, ClosingStep.NO_OBJECTION) if one in steps), None)
        clocks.append(_clock(ClockKind.OBJECTION, period, due, step, steps.get(step) if step else None, now))
    return tuple(clocks)


def _entry_due(period: Period, law: RankingLaw) -> datetime:
    """24:00 of the setting's day in the month in which the period ended."""
    last = local_day(period.end) - timedelta(days=1)
    return local_midnight(last.replace(day=max(law.entry_day, last.day)) + timedelta(days=1))


def _clock(
    kind: ClockKind,
    period: Period,
    due_at: datetime,
    step: ClosingStep | None,
    done: StepDone | None,
    now: datetime,
) -> RankingClock:
    if done is None:
        stand = ClockStand.LATE if now >= due_at else ClockStand.RUNNING
    else:
        stand = ClockStand.DONE_LATE if done.noted_at >= due_at else ClockStand.DONE
    return RankingClock(kind, period, due_at, stand, step, done)
