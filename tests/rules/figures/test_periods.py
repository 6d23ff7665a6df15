"""Periods: their bounds in Beijing, what they are compared with, and where a running one is cut."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import from_local, iso, to_local
from app.base.errors import Refused
from app.rules.figures.period_text import period_words, read_period, write_period
from app.rules.figures.periods import (
    PeriodKind,
    PeriodName,
    PeriodRules,
    cut_at,
    cut_last_year,
    cut_previous,
    last_year_name,
    period_at,
    period_of,
    previous_name,
    week_of,
)

RULES = PeriodRules()


def named(text: str) -> PeriodName:
    return read_period(text, RULES)


def bounds(text: str) -> tuple[str, str]:
    period = period_of(named(text))
    return f"{to_local(period.start):%Y-%m-%d %H}", f"{to_local(period.end):%Y-%m-%d %H}"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("day:2026-11-10", "2026-11-09 12", "2026-11-10 12"),
        ("day:2027-01-01", "2026-12-31 12", "2027-01-01 12"),
        ("date:2028-02-29", "2028-02-29 00", "2028-03-01 00"),
        ("week:2026-W01", "2025-12-29 00", "2026-01-05 00"),
        ("week:2026-W53", "2026-12-28 00", "2027-01-04 00"),
        ("assess:2026-11", "2026-10-19 00", "2026-11-19 00"),
        ("assess:2026-01", "2025-12-19 00", "2026-01-19 00"),
        ("cycle:2026-1", "2025-12-19 00", "2026-02-19 00"),
        ("cycle:2026-6", "2026-10-19 00", "2026-12-19 00"),
        ("month:2026-12", "2026-12-01 00", "2027-01-01 00"),
        ("quarter:2026-Q1", "2026-01-01 00", "2026-04-01 00"),
        ("quarter:2026-Q4", "2026-10-01 00", "2027-01-01 00"),
        ("half:2026-H1", "2026-01-01 00", "2026-07-01 00"),
        ("half:2026-H2", "2026-07-01 00", "2027-01-01 00"),
        ("year:2026", "2026-01-01 00", "2027-01-01 00"),
        ("range:2026-11-03..2026-11-05", "2026-11-03 00", "2026-11-06 00"),
    ],
)
def test_the_bounds_of_each_kind(text, start, end):
    assert bounds(text) == (start, end)
    assert write_period(named(text)) == text


@pytest.mark.parametrize(
    ("text", "before", "a_year_ago"),
    [
        ("day:2026-11-10", "day:2026-11-09", "day:2025-11-10"),
        ("date:2028-02-29", "date:2028-02-28", None),
        ("date:2028-03-01", "date:2028-02-29", "date:2027-03-01"),
        ("week:2026-W01", "week:2025-W52", "week:2025-W01"),
        ("week:2026-W53", "week:2026-W52", None),
        ("week:2027-W01", "week:2026-W53", "week:2026-W01"),
        ("assess:2026-01", "assess:2025-12", "assess:2025-01"),
        ("cycle:2026-1", "cycle:2025-6", "cycle:2025-1"),
        ("month:2026-11", "month:2026-10", "month:2025-11"),
        ("quarter:2026-Q1", "quarter:2025-Q4", "quarter:2025-Q1"),
        ("half:2026-H1", "half:2025-H2", "half:2025-H1"),
        ("year:2026", "year:2025", "year:2025"),
        ("range:2026-03-01..2026-03-10", "range:2026-02-19..2026-02-28", "range:2025-03-01..2025-03-10"),
        ("range:2028-02-29..2028-02-29", "range:2028-02-28..2028-02-28", "range:2027-02-28..2027-02-28"),
        ("range:2028-02-20..2028-02-29", "range:2028-02-10..2028-02-19", "range:2027-02-20..2027-02-28"),
    ],
)
def test_what_a_period_is_compared_with(text, before, a_year_ago):
    assert write_period(previous_name(named(text), RULES)) == before
    earlier = last_year_name(named(text))
    assert (None if earlier is None else write_period(earlier)) == a_year_ago


@pytest.mark.parametrize(
    ("text", "until", "before", "a_year_ago"),
    [
        ("month:2026-11", "2026-11-10T09:30", "2026-10-10T09:30", "2025-11-10T09:30"),
        ("month:2026-03", "2026-03-30T08:00", "2026-02-28T08:00", "2025-03-30T08:00"),
        ("assess:2026-11", "2026-10-31T18:00", "2026-09-30T18:00", "2025-10-31T18:00"),
        ("assess:2026-04", "2026-03-30T10:00", "2026-02-28T10:00", "2025-03-30T10:00"),
        ("cycle:2026-2", "2026-03-31T00:00", "2026-01-31T00:00", "2025-03-31T00:00"),
        ("quarter:2026-Q2", "2026-05-31T12:00", "2026-02-28T12:00", "2025-05-31T12:00"),
        ("half:2026-H2", "2026-08-31T12:00", "2026-02-28T12:00", "2025-08-31T12:00"),
        ("year:2028", "2028-02-29T12:00", "2027-02-28T12:00", "2027-02-28T12:00"),
        ("week:2026-W10", "2026-03-04T06:00", "2026-02-25T06:00", "2025-03-05T06:00"),
        ("day:2026-11-10", "2026-11-09T18:00", "2026-11-08T18:00", "2025-11-09T18:00"),
        ("range:2026-11-01..2026-11-10", "2026-11-04T12:00", "2026-10-25T12:00", "2025-11-04T12:00"),
    ],
)
def test_a_running_period_and_its_bases_are_cut_alike(text, until, before, a_year_ago):
    name = named(text)
    running = cut_at(period_of(name), from_local(datetime.fromisoformat(until)))
    earlier = last_year_name(name)
    assert iso(cut_previous(period_of(previous_name(name, RULES)), running).end) == f"{before}:00+08:00"
    assert iso(cut_last_year(period_of(earlier), running).end) == f"{a_year_ago}:00+08:00"


def test_a_period_that_has_ended_is_not_cut_and_neither_are_its_bases():
    name = named("month:2026-02")
    period = period_of(name)
    assert cut_at(period, period.end) is period
    before = period_of(previous_name(name, RULES))
    assert cut_previous(before, period) is before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "month",
        "month:2026-13",
        "month:2026-00",
        "month:２０２６-11",
        "week:2025-W53",
        "week:2026-W00",
        "assess:2026-0",
        "cycle:2026-7",
        "quarter:2026-Q5",
        "half:2026-H0",
        "year:26",
        "date:2026-02-29",
        "range:2026-02-02..2026-02-01",
        "range:2026-02-02",
        "day:20261110",
        "shift:2026-11-10",
    ],
)
def test_what_names_no_period_is_refused_with_an_example(text):
    with pytest.raises(Refused, match="不是统计期") as refusal:
        named(text)
    assert ":" in refusal.value.hint
    assert refusal.value.field == "period"


def test_a_period_is_under_the_rules_in_force_at_its_end():
    versions = (RULES, PeriodRules(since=date(2027, 1, 1), day_hour=8, assessment_day=21, cycle_months=3))
    old = period_of(named("assess:2026-12"), versions)
    assert to_local(old.end).day == 19
    new = period_of(named("assess:2027-01"), versions)
    assert (to_local(new.start).date(), to_local(new.end).date()) == (date(2026, 12, 21), date(2027, 1, 21))
    # It ends as the new rules begin: those of the old year still hold.
    assert iso(period_of(named("date:2026-12-31"), versions).end) == "2027-01-01T00:00:00+08:00"
    assert period_of(named("date:2026-12-31"), versions).rules is RULES
    assert to_local(period_of(named("day:2027-01-02"), versions).start).hour == 8


def test_the_words_of_each_kind():
    told = {
        "day:2026-11-10": "2026年11月10日",
        "week:2026-W46": "2026年第46周",
        "assess:2026-11": "2026年11月考核期",
        "cycle:2026-3": "2026年第3考核周期",
        "month:2026-03": "2026年3月",
        "quarter:2026-Q4": "2026年第四季度",
        "half:2026-H1": "2026年上半年",
        "half:2026-H2": "2026年下半年",
        "year:2026": "2026年",
        "range:2026-11-01..2026-11-15": "2026年11月1日至2026年11月15日",
    }
    assert {text: period_words(named(text)) for text in told} == told


DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def names(day: date) -> list[PeriodName]:
    month, year = day.month, day.year
    return [
        PeriodName(PeriodKind.DAY, year, first=day, last=day),
        PeriodName(PeriodKind.DATE, year, first=day, last=day),
        week_of(day),
        PeriodName(PeriodKind.ASSESSMENT, year, month),
        PeriodName(PeriodKind.CYCLE, year, (month + 1) // 2),
        PeriodName(PeriodKind.MONTH, year, month),
        PeriodName(PeriodKind.QUARTER, year, (month + 2) // 3),
        PeriodName(PeriodKind.HALF, year, 1 if month < 7 else 2),
        PeriodName(PeriodKind.YEAR, year),
        PeriodName(PeriodKind.RANGE, year, first=day, last=day + timedelta(days=9)),
    ]


@given(DAYS, st.integers(0, 9))
def test_periods_follow_each_other_without_gap_and_read_back_as_written(day, place):
    name = names(day)[place]
    period, before = period_of(name), period_of(previous_name(name, RULES))
    assert before.end == period.start < period.end
    assert read_period(write_period(name), RULES) == name


@given(DAYS, st.integers(0, 9), st.integers(0, 10**8))
def test_a_cut_never_leaves_the_period(day, place, seconds):
    name = names(day)[place]
    period = period_of(name)
    running = cut_at(period, period.start + timedelta(seconds=seconds))
    before = period_of(previous_name(name, RULES))
    part = cut_previous(before, running)
    assert before.start <= part.start <= part.end <= before.end
    assert running.cut == (running.end < period.end)


@given(st.integers(0, 35_000), st.integers(0, 3599), st.sampled_from(PeriodKind))
def test_the_period_in_which_an_instant_lies_holds_it(hours, seconds, kind):
    at = from_local(datetime.fromisoformat("2026-01-02T00:00")) + timedelta(hours=hours, seconds=seconds)
    found = period_at(kind, at)
    assert found.start <= at < found.end
    assert period_of(read_period(write_period(found.name), PeriodRules())) == found or kind is PeriodKind.RANGE


def test_the_period_at_an_edge():
    noon = from_local(datetime.fromisoformat("2026-11-10T12:00"))
    assert write_period(period_at(PeriodKind.DAY, noon).name) == "day:2026-11-11"
    assert write_period(period_at(PeriodKind.DAY, noon - timedelta(seconds=1)).name) == "day:2026-11-10"
    turn = from_local(datetime.fromisoformat("2026-12-19T00:00"))
    assert write_period(period_at(PeriodKind.CYCLE, turn).name) == "cycle:2027-1"
    assert write_period(period_at(PeriodKind.ASSESSMENT, turn).name) == "assess:2027-01"
