"""When papers are due: the shipped lines, days of rest and make-up days, dated changes, what each paper covers."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from app.base.clock import from_local, to_local
from app.base.errors import Refused
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, PeriodKind, PeriodRules, period_of
from app.rules.law.calendar import load_calendar
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.schedule import SHIPPED, DueRule, Every, Schedule, due_between, next_of_each, slots_of
from app.rules.paper.schedule_lines import read_schedule, write_schedule

CALENDAR = load_calendar()


def at(text: str) -> datetime:
    return from_local(datetime.fromisoformat(text))


def due(
    start: str, end: str, *schedules: Schedule, versions: tuple[PeriodRules, ...] = DEFAULT_PERIOD_RULES
) -> list[tuple[str, str, str]]:
    found = due_between(schedules or (SHIPPED,), at(start), at(end), CALENDAR, versions)
    return [(one.kind, write_period(one.period), f"{to_local(one.due_at):%m-%d %H:%M}") for one in found]


def test_a_day_s_paper_is_due_at_one_and_covers_the_day_up_to_noon():
    assert due("2026-11-10T00:00", "2026-11-11T00:00") == [("daily", "day:2026-11-10", "11-10 13:00")]


def test_on_a_monday_the_week_before_is_due():
    assert ("weekly", "week:2026-W53", "01-04 18:00") in due("2027-01-04T00:00", "2027-01-05T00:00")


def test_on_the_first_the_month_and_on_the_nineteenth_the_assessment_period():
    assert ("monthly", "month:2026-11", "12-01 18:00") in due("2026-12-01T00:00", "2026-12-02T00:00")
    on_the_19th = due("2026-11-19T00:00", "2026-11-20T00:00")
    assert ("monthly", "assess:2026-11", "11-19 18:00") in on_the_19th
    assert ("rates", "assess:2026-11", "11-19 18:00") in on_the_19th


def test_every_due_paper_covers_a_period_that_has_ended_and_that_its_kind_takes():
    found = due_between((SHIPPED,), at("2026-01-01T00:00"), at("2027-03-01T00:00"), CALENDAR, DEFAULT_PERIOD_RULES)
    assert {one.kind for one in found} == set(PaperKind) - {PaperKind.TOPIC}
    for one in found:
        assert period_of(one.period).end <= one.due_at
        assert one.period.kind in FORMS[one.kind].periods
    assert len({(one.kind, one.period) for one in found}) == len(found)


def test_a_day_of_rest_puts_it_to_the_next_working_day_and_a_make_up_day_is_one():
    # 5 October 2026 lies in the holiday of the National Day; the 10th is a Saturday that is worked instead.
    assert ("quarterly", "quarter:2026-Q3", "10-08 18:00") in due("2026-10-01T00:00", "2026-10-12T00:00")
    assert CALENDAR.is_make_up(date(2026, 10, 10))
    saturday = Schedule(date(2000, 1, 1), (rule(day=10, shifts=True),))
    assert due("2026-10-09T00:00", "2026-10-12T00:00", saturday) == [("monthly", "month:2026-09", "10-10 18:00")]


def test_a_moved_day_is_due_on_the_other_and_covers_the_same():
    moved = Schedule(SHIPPED.since, (rule(day=1),), {date(2026, 10, 1): date(2026, 10, 9)})
    assert due("2026-10-01T00:00", "2026-10-12T00:00", moved) == [("monthly", "month:2026-09", "10-09 18:00")]


def test_the_last_day_of_a_shorter_month_stands_for_those_it_lacks():
    last = Schedule(SHIPPED.since, (rule(day=31),))
    assert due("2026-02-01T00:00", "2026-03-30T00:00", last) == [("monthly", "month:2026-01", "02-28 18:00")]


def test_a_later_schedule_rules_from_its_day_on():
    later = Schedule(date(2026, 12, 1), (DueRule(PaperKind.DAILY, Every.DAY, 1, time(17), PeriodKind.DAY),))
    found = due("2026-11-30T00:00", "2026-12-02T00:00", SHIPPED, later)
    assert [one for one in found if one[0] == "daily"] == [
        ("daily", "day:2026-11-30", "11-30 13:00"),
        ("daily", "day:2026-12-01", "12-01 17:00"),
    ]


def test_what_a_paper_covers_follows_the_start_day_and_the_hour_in_force():
    moved = (PeriodRules(), PeriodRules(since=date(2026, 11, 20), day_hour=14, assessment_day=25))
    # At 13:00 the day from 14:00 to 14:00 still runs; on the 19th the period up to the 25th does.
    assert due("2026-11-20T00:00", "2026-11-21T00:00", versions=moved)[0] == ("daily", "day:2026-11-19", "11-20 13:00")
    assert ("rates", "assess:2026-11", "11-19 18:00") in due("2026-11-19T00:00", "2026-11-20T00:00", versions=moved[:1])
    assert ("rates", "assess:2026-11", "12-19 18:00") in due("2026-12-19T00:00", "2026-12-20T00:00", versions=moved)
    on_the_25th = Schedule(SHIPPED.since, (DueRule(PaperKind.RATES, Every.MONTH, 25, time(18), PeriodKind.ASSESSMENT),))
    found = due("2026-12-25T00:00", "2026-12-26T00:00", on_the_25th, versions=moved)
    assert found == [("rates", "assess:2026-12", "12-25 18:00")]


def test_the_next_of_each_line_is_named_once():
    found = next_of_each((SHIPPED,), at("2026-12-01T13:01"), CALENDAR, DEFAULT_PERIOD_RULES)
    assert [(one.kind, write_period(one.period)) for one in found][:3] == [
        ("monthly", "month:2026-11"),
        ("daily", "day:2026-12-02"),
        ("weekly", "week:2026-W49"),
    ]
    assert len(found) == len(SHIPPED.rules)


def test_it_rings_before_it_is_late():
    paper = due_between((SHIPPED,), at("2026-11-10T00:00"), at("2026-11-11T00:00"), CALENDAR, DEFAULT_PERIOD_RULES)[0]
    moments = [f"{to_local(moment):%H:%M}" for _, moment in slots_of(paper, SHIPPED.steps)]
    assert moments == ["10:00", "12:00", "12:45", "13:00"]


def test_the_shipped_lines_are_read_back_as_they_are_written():
    assert read_schedule(write_schedule(SHIPPED), SHIPPED.since) == SHIPPED


def test_a_made_up_month_and_a_moved_day_are_lines_too():
    text = "补编 月报 month:2026-09 2026-12-31 24:00\n改期 2026-10-01 2026-10-09\n提醒 到期前 1 小时"
    read = read_schedule(text, SHIPPED.since)
    assert read.once[0].due_at == at("2027-01-01T00:00")
    assert read.once[0].catch_up
    assert write_schedule(read) == text


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("月刊 每月1日 18:00", "没有叫“月刊”的报表"),
        ("月报 每月 18:00", "没有写哪一天"),
        ("月报 每月32日 18:00", "1–31"),
        ("周报 每周一 18:00 考核期", "周报不能按考核期编"),
        ("月报 每月1日 18:00 顺沿", "不认识“顺沿”"),
        ("月报 每月1日", "第 2 行"),
        ("提醒 提前一会儿", "提前一会儿"),
        ("补编 日报 month:2026-09 2026-12-31 24:00", "日报不能按月编"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number(line, why):
    with pytest.raises(Refused, match=why) as refused:
        read_schedule(f"日报 每日 13:00\n{line}", SHIPPED.since)
    assert "第 2 行" in refused.value.message
    assert refused.value.field == "lines"


def rule(*, day: int, shifts: bool = False) -> DueRule:
    return DueRule(PaperKind.MONTHLY, Every.MONTH, day, time(18), PeriodKind.MONTH, shifts)
