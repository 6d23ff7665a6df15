"""The official ranking of a period: whether it is entered, its clocks, and the steps that are taken about it."""

from __future__ import annotations

from datetime import datetime

from app.desk.ranking import reads as ranking_reads
from app.desk.shared.whole_settings import whole_setting
from app.models.register.stores import Stores
from app.rules.closing.ranking import (
    ENTRY_DAY,
    OBJECTION_DAYS,
    ClosingStep,
    RankingClock,
    RankingLaw,
    StepDone,
    ranking_clocks,
)
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period


def ranking_entered(stores: Stores, period: str) -> StepDone | None:
    """Whether the official ranking of a period (`assess:2026-11`) is entered, and when it was published.

    Either somebody noted it, with the moment of its publication, or the ranking itself stands in the register: then it
    counts as published when the first one was entered.
    """
    noted = stores.closing.steps(period).get(ClosingStep.ENTERED)
    entered = ranking_reads.entered_in(stores, period)
    if noted is not None or not entered:
        return noted
    first = min(entered, key=lambda one: one.at)
    return StepDone(first.at, first.at, first.by)


def clocks_of(stores: Stores, period: Period, now: datetime) -> tuple[RankingClock, ...]:
    """The clocks of a period's ranking as of now."""
    name = write_period(period.name)
    steps = stores.closing.steps(name)
    entered = ranking_entered(stores, name)
    if entered is not None:
        steps[ClosingStep.ENTERED] = entered
    return ranking_clocks(period, law_of(stores), steps, now)


def law_of(stores: Stores) -> RankingLaw:
    """The settings of the two clocks."""
    return RankingLaw(whole_setting(stores, ENTRY_DAY), whole_setting(stores, OBJECTION_DAYS))
