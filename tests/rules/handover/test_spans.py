"""Which shift is handed over, and from when its sheet is late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.handover.parts import HandoverState
from app.rules.handover.spans import BadTimes, cut, end_of, read_times, span_of, span_words, state_of
from app.rules.roster.shifts import Duty, OnDuty, Shift

TIMES = (time(8), time(20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def shift(name: str, since: str, until: str, *people: str, duty: Duty = Duty.OPERATOR) -> Shift:
    on_duty = tuple(OnDuty(one, duty) for one in people)
    return Shift(name, date.fromisoformat(since[:10]), at(since), at(until), on_duty)


def test_times_are_read_in_any_spelling_and_a_bad_one_is_named():
    assert read_times("20:00， 8:00") == TIMES
    assert read_times("08：00、16:00、00:00") == (time(0), time(8), time(16))
    for wrong in ("25:00", "8", "8:5", "", "早八点"):
        with pytest.raises(BadTimes):
            read_times(wrong)


@pytest.mark.parametrize(
    ("moment", "name", "since", "until"),
    [
        ("2026-12-01T08:00", "白班", "2026-12-01T08:00", "2026-12-01T20:00"),
        ("2026-12-01T19:59", "白班", "2026-12-01T08:00", "2026-12-01T20:00"),
        ("2026-12-01T02:00", "夜班", "2026-11-30T20:00", "2026-12-01T08:00"),
    ],
)
def test_without_a_roster_a_shift_runs_from_one_fixed_time_to_the_next(moment, name, since, until):
    span = span_of((), TIMES, at(moment))
    assert (span.name, span.since, span.until, span.rostered) == (name, at(since), at(until), False)


def test_the_rosters_shift_counts_that_ends_first_and_has_somebody_at_the_desk():
    shifts = [
        shift("带班", "2026-12-01T00:00", "2026-12-02T00:00", "陈某", duty=Duty.LEADER),
        shift("早班", "2026-12-01T08:00", "2026-12-01T16:00", "值班员甲"),
        shift("全天", "2026-12-01T08:00", "2026-12-02T08:00", "值班员丁"),
    ]
    span = span_of(shifts, TIMES, at("2026-12-01T09:00"))
    assert (span.name, span.people, span.leaders) == ("早班", ("值班员甲",), ("陈某",))
    assert span.rostered
    assert not span_of(shifts[:1], TIMES, at("2026-12-01T09:00")).rostered


def test_an_early_leave_cuts_the_shift_and_the_rest_is_handed_over_by_whoever_came():
    span = span_of((), TIMES, at("2026-12-01T12:00"))
    assert end_of(span, at("2026-12-01T13:00")) == at("2026-12-01T13:00")
    assert end_of(span, at("2026-12-01T19:30")) == span.until
    assert end_of(span, at("2026-12-01T20:40")) == span.until
    assert cut(span, [at("2026-12-01T13:00"), at("2026-12-01T08:00")]).since == at("2026-12-01T13:00")
    assert cut(span, []) == span


def test_a_sheet_is_due_at_the_end_and_late_after_the_grace():
    span, grace = span_of((), TIMES, at("2026-12-01T12:00")), timedelta(minutes=15)
    told = [state_of(span, at(f"2026-12-01T{clock}"), grace) for clock in ("19:59", "20:00", "20:14", "20:15")]
    assert told == [HandoverState.RUNNING, HandoverState.DUE, HandoverState.DUE, HandoverState.LATE]
    assert span_words(span) == "白班 12-01 08:00–20:00"
    assert span_words(span_of((), TIMES, at("2026-12-01T22:00"))) == "夜班 12-01 20:00–12-02 08:00"


def test_a_gap_in_the_roster_ends_where_its_shifts_begin():
    shifts = [
        shift("早班", "2026-12-01T08:00", "2026-12-01T16:00", "值班员甲"),
        shift("夜班", "2026-12-01T18:00", "2026-12-02T08:00", "值班员乙"),
    ]
    span = span_of(shifts, TIMES, at("2026-12-01T17:00"))
    assert (span.since, span.until, span.rostered) == (at("2026-12-01T16:00"), at("2026-12-01T18:00"), False)
