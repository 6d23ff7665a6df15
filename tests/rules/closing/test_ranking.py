"""The clocks of an official ranking: by when it is entered, until when one may object."""

from __future__ import annotations

from datetime import date

from app.rules.closing.days import running_period
from app.rules.closing.ranking import ClockKind, ClockStand, ClosingStep, RankingLaw, StepDone, ranking_clocks
from app.rules.figures.periods import DEFAULT_PERIOD_RULES
from tests.desk.conftest import beijing

PERIOD = running_period(date(2026, 11, 10), DEFAULT_PERIOD_RULES)
LAW = RankingLaw(entry_day=25, objection_days=3)


def done(at: str, noted: str = "") -> StepDone:
    return StepDone(beijing(at), beijing(noted or at), "分析员丙")


def stands(now: str, **steps: StepDone):
    known = {ClosingStep[name]: one for name, one in steps.items()}
    return [(one.kind, one.stand) for one in ranking_clocks(PERIOD, LAW, known, beijing(now))]


def test_before_the_period_has_ended_there_is_no_clock() -> None:
    assert stands("2026-11-18T23:59") == []


def test_the_entry_ends_with_the_day_of_the_setting() -> None:
    assert stands("2026-11-25T23:59") == [(ClockKind.ENTRY, ClockStand.RUNNING)]
    assert stands("2026-11-26T00:00") == [(ClockKind.ENTRY, ClockStand.LATE)]


def test_objecting_runs_from_the_day_after_the_publication() -> None:
    (_, clock) = ranking_clocks(
        PERIOD, LAW, {ClosingStep.ENTERED: done("2026-11-23T15:00")}, beijing("2026-11-24T09:00")
    )
    assert clock.due_at == beijing("2026-11-27T00:00")
    assert stands("2026-11-27T00:00", ENTERED=done("2026-11-23T15:00")) == [
        (ClockKind.ENTRY, ClockStand.DONE),
        (ClockKind.OBJECTION, ClockStand.LATE),
    ]


def test_what_was_done_after_its_time_says_so() -> None:
    entered, objected = done("2026-11-23T15:00", "2026-11-26T08:00"), done("2026-11-28T08:00")
    assert stands("2026-12-01T00:00", ENTERED=entered, OBJECTED=objected) == [
        (ClockKind.ENTRY, ClockStand.DONE_LATE),
        (ClockKind.OBJECTION, ClockStand.DONE_LATE),
    ]
