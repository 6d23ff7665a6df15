from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, read_iso
from app.rules.law.calendar import Calendar, CalendarEnds, calendar_of, load_calendar
from app.rules.law.clock_rules import CalendarMode, ClockRules, DayCounting, Limit, load_rules
from app.rules.law.clocks import TimeClass, Urgency
from app.rules.ticket.deadlines import (
    Facts,
    clock_state,
    day_n,
    deadline_day,
    first_contact_due,
    handling_due,
    sign_due,
)
from app.rules.ticket.explanations import explain_contact, explain_handling, explain_sign
from app.rules.ticket.states import ClockState, TicketStatus
from tests.support.levels import GENERAL, URGENT

RULES = load_rules().versions[0]
CALENDAR = load_calendar()
MINUTE = timedelta(minutes=1)


def ticket(dispatched: str = "2026-11-23T02:41", **changes: object) -> Facts:
    base = Facts(URGENT, TimeClass.DEFAULT, read_iso(dispatched))
    return replace(base, **changes)  # type: ignore[arg-type]  # the tests name the fields


# An independent walker: it goes minute by minute and only ever asks which Beijing day a minute lies in.


def counts(day: date, rules: ClockRules, calendar: Calendar) -> bool:
    return rules.calendar_mode is CalendarMode.NATURAL or calendar.is_working_day(day)


def walk_whole_days(start: datetime, n: int, rules: ClockRules, calendar: Calendar) -> datetime:
    """The first minute that lies after the n-th counted day."""
    at = start.astimezone(SHANGHAI)
    today, counted = at.date(), 0
    if rules.day_counting is DayCounting.DISPATCH_DAY_IS_1 and counts(today, rules, calendar):
        counted = 1
    while True:
        at += MINUTE
        if at.date() != today:
            if counted == n:
                return at.replace(hour=0, minute=0, second=0, microsecond=0)
            today = at.date()
            counted += counts(today, rules, calendar)


def walk_minutes(start: datetime, n: int, rules: ClockRules, calendar: Calendar) -> datetime:
    """The instant at which n × 24 × 60 counted minutes are used up."""
    at, left = start.astimezone(SHANGHAI), n * 24 * 60
    while left:
        left -= counts(at.date(), rules, calendar)
        at += MINUTE
    return at


def walked(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime:
    if facts.imported_deadline is not None:
        return facts.imported_deadline
    limit = rules.handling[facts.time_class]
    if not limit.days:
        at = facts.dispatched_at
        for _ in range(int(limit.span.total_seconds() // 60)):
            at += MINUTE
        return at
    walk = walk_minutes if rules.day_counting is DayCounting.EXACT else walk_whole_days
    return walk(facts.dispatched_at, limit.days, rules, calendar)


instants = st.integers(0, 600 * 24 * 60).map(lambda n: read_iso("2025-01-01") + n * MINUTE)
countings = st.builds(
    lambda how, mode, n: replace(
        RULES, day_counting=how, calendar_mode=mode, handling={**RULES.handling, TimeClass.DEFAULT: Limit(days=n)}
    ),
    st.sampled_from(DayCounting),
    st.sampled_from(CalendarMode),
    st.integers(1, 6),
)


@settings(deadline=None)
@given(instants, countings, st.sampled_from([TimeClass.DEFAULT, TimeClass.EMERGENCY, TimeClass.UTILITIES]))
def test_deadlines_agree_with_a_walk_through_every_minute(
    at: datetime, rules: ClockRules, time_class: TimeClass
) -> None:
    facts = Facts(GENERAL, time_class, at)
    assert handling_due(facts, rules, CALENDAR) == walked(facts, rules, CALENDAR)


@given(instants, instants)
def test_an_imported_deadline_agrees_with_the_walker(at: datetime, deadline: datetime) -> None:
    facts = Facts(GENERAL, TimeClass.DEFAULT, at, imported_deadline=deadline)
    assert handling_due(facts, RULES, CALENDAR) == walked(facts, RULES, CALENDAR)


@settings(deadline=None)
@given(instants, countings, st.integers(1, 6))
def test_day_n_is_the_last_day_of_a_limit_of_n_days(at: datetime, rules: ClockRules, n: int) -> None:
    rules = replace(rules, handling={**rules.handling, TimeClass.DEFAULT: Limit(days=n)})
    facts = Facts(GENERAL, TimeClass.DEFAULT, at)
    if rules.day_counting is not DayCounting.EXACT:
        assert day_n(facts, n, rules, CALENDAR) == deadline_day(walked(facts, rules, CALENDAR))
    assert day_n(facts, n) == at.astimezone(SHANGHAI).date() + timedelta(days=n)


@pytest.mark.parametrize(
    ("urgency", "sign", "contact"),
    [
        (URGENT, "2026-11-23T23:59", "2026-11-23T23:59"),
        (GENERAL, "2026-11-24T01:49", "2026-11-24T23:49"),
    ],
)
def test_signing_and_first_contact_run_round_the_clock(urgency: Urgency, sign: str, contact: str) -> None:
    facts = ticket("2026-11-23T23:49", urgency=urgency)
    assert sign_due(facts, RULES) == read_iso(sign)
    assert first_contact_due(facts, RULES) == read_iso(contact)


@pytest.mark.parametrize(
    ("time_class", "due"),
    [
        (TimeClass.DEFAULT, "2026-11-29T00:00"),
        (TimeClass.EMERGENCY, "2026-11-23T04:41"),
        (TimeClass.UTILITIES, "2026-11-24T02:41"),
        (TimeClass.ORDINARY, "2026-12-01T00:00"),
        (TimeClass.COMPLEX, "2026-12-09T00:00"),
    ],
)
def test_each_class_has_its_deadline(time_class: TimeClass, due: str) -> None:
    assert handling_due(ticket(time_class=time_class), RULES, CALENDAR) == read_iso(due)


def test_a_ticket_of_the_first_minute_has_the_deadline_of_one_of_the_last() -> None:
    early, late = ticket("2026-11-23T00:00"), ticket("2026-11-23T23:59:59")
    assert handling_due(early, RULES, CALENDAR) == handling_due(late, RULES, CALENDAR) == read_iso("2026-11-29")


def test_the_day_is_beijings_even_when_utc_still_has_the_day_before() -> None:
    assert day_n(ticket("2026-11-23T07:59"), 5) == day_n(ticket("2026-11-23T08:00"), 5) == date(2026, 11, 28)


def test_a_limit_runs_across_the_years_end() -> None:
    assert handling_due(ticket("2026-12-29T10:00"), RULES, CALENDAR) == read_iso("2027-01-04")


@pytest.mark.parametrize(
    ("imported", "due"),
    [
        ("2026-11-26T15:30:00", "2026-11-26T15:30:00"),
        ("2026-11-27", "2026-11-27T00:00:00"),
        ("2026-11-26T00:00:01", "2026-11-26T00:00:01"),
        ("2026-11-26T23:59:59", "2026-11-26T23:59:59"),
    ],
)
def test_an_imported_deadline_beats_the_computed_one_to_the_second(imported: str, due: str) -> None:
    facts = ticket(imported_deadline=read_iso(imported))
    assert handling_due(facts, RULES, CALENDAR) == read_iso(due)


def test_midnight_belongs_to_the_day_it_ends() -> None:
    assert deadline_day(read_iso("2026-11-29")) == date(2026, 11, 28)
    assert deadline_day(read_iso("2026-11-29T00:00:01")) == date(2026, 11, 29)


def test_working_days_past_the_known_years_are_refused_but_natural_days_never() -> None:
    facts = ticket("2026-12-30T10:00")
    with pytest.raises(CalendarEnds):
        handling_due(facts, replace(RULES, calendar_mode=CalendarMode.WORKING), CALENDAR)
    assert handling_due(facts, RULES, calendar_of([])) == read_iso("2027-01-05")


DUE = read_iso("2026-11-28T12:00")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ended", "now", "is_open", "state"),
    [
        (None, DUE - SECOND, True, ClockState.RUNNING),
        (None, DUE, True, ClockState.OVERDUE),
        (None, DUE + SECOND, True, ClockState.OVERDUE),
        (None, DUE + SECOND, False, ClockState.STOPPED),
        (None, DUE - SECOND, False, ClockState.STOPPED),
        (DUE - SECOND, DUE + SECOND, True, ClockState.MET),
        (DUE, DUE + SECOND, False, ClockState.MET),
        (DUE + SECOND, DUE + 2 * SECOND, True, ClockState.MET_LATE),
    ],
)
def test_a_clock_says_how_it_stands(ended: datetime | None, now: datetime, is_open: bool, state: ClockState) -> None:
    assert clock_state(DUE, ended, now, open=is_open, backlog=False) is state
    assert clock_state(DUE, ended, now, open=is_open, backlog=True) is ClockState.HISTORY


def test_signing_explains_itself_step_by_step() -> None:
    assert explain_sign(ticket(), RULES) == (
        "02:41 派单（11-23）",
        "紧急工单 10 分钟内签收，全天计时",
        "规则自 2026-02-01 起施行",
        "→ 应于 11-23 02:51 前签收",
    )


def test_first_contact_explains_itself_by_urgency() -> None:
    assert explain_contact(ticket(), RULES)[1] == "紧急工单立即联系诉求人，最迟 10 分钟内，全天计时"
    general = explain_contact(ticket(urgency=GENERAL), RULES)
    assert general[1] == "一般工单 24 小时内首次联系诉求人，全天计时"
    assert general[-1] == "→ 应于 11-24 02:41 前联系"


def test_handling_explains_how_the_days_are_counted() -> None:
    assert explain_handling(ticket(), RULES, CALENDAR) == (
        "02:41 派单（11-23）",
        "本台默认办理时限 5 日",
        "派单当日不计，11-24 为第 1 日（民法典第二百零一条）",
        "按自然日计，周末和节假日也计入",
        "第 5 日为 11-28，至 24:00 止",
        "规则自 2026-02-01 起施行",
        "→ 应于 11-28 24:00 前办结",
    )


@pytest.mark.parametrize(
    ("how", "sentence", "end"),
    [
        (DayCounting.DISPATCH_DAY_IS_1, "派单当日计入，11-23 为第 1 日", "→ 应于 11-27 24:00 前办结"),
        (DayCounting.EXACT, "自派单时刻起按每日 24 小时计，第 5 日止于 11-28", "→ 应于 11-28 02:41 前办结"),
    ],
)
def test_other_ways_of_counting_are_said(how: DayCounting, sentence: str, end: str) -> None:
    steps = explain_handling(ticket(), replace(RULES, day_counting=how), CALENDAR)
    assert sentence in steps
    assert steps[-1] == end


def test_working_days_are_said_as_such() -> None:
    working = replace(RULES, calendar_mode=CalendarMode.WORKING)
    steps = explain_handling(ticket("2026-09-30T10:00"), working, CALENDAR)
    assert "派单当日不计，10-08 为第 1 个工作日（民法典第二百零一条）" in steps
    assert "按工作日计，计入 10-08 至 10-09、10-10（国庆节调休上班）、10-12 至 10-13" in steps
    assert "不计 10-01 至 10-07 国庆节、10-11 周末" in steps
    assert "第 5 个工作日为 10-13，至 24:00 止" in steps


def test_a_class_in_hours_says_its_hours() -> None:
    steps = explain_handling(ticket(time_class=TimeClass.EMERGENCY), RULES, CALENDAR)
    assert steps[1] == "“突发”类办理时限 2 小时"
    assert steps[-1] == "→ 应于 11-23 04:41 前办结"


def test_an_estimated_dispatch_time_is_said_with_its_source() -> None:
    estimated = ticket(dispatched_basis="编号日期")
    for steps in (
        explain_sign(estimated, RULES),
        explain_contact(estimated, RULES),
        explain_handling(estimated, RULES, CALENDAR),
    ):
        assert steps[0] == "02:41 派单（11-23，估计）"
        assert steps[1] == "文件没有派单时间，按编号日期估计，可更正"
    assert not any("估计" in step for step in explain_sign(ticket(), RULES))


def test_an_imported_deadline_says_so() -> None:
    bare = explain_handling(ticket(imported_deadline=read_iso("2026-11-27")), RULES, CALENDAR)
    assert bare == (
        "来文截止时间 2026-11-26 24:00",
        "导入的截止时间优先于本台推算的时限",
        "→ 应于 11-26 24:00 前办结",
    )
    timed = explain_handling(ticket(imported_deadline=read_iso("2026-11-26T15:30")), RULES, CALENDAR)
    assert timed[0] == "来文截止时间 2026-11-26 15:30"
    assert timed[-1] == "→ 应于 11-26 15:30 前办结"


@settings(deadline=None)
@given(instants, countings, st.sampled_from(TimeClass))
def test_the_last_step_names_the_very_deadline(at: datetime, rules: ClockRules, time_class: TimeClass) -> None:
    facts = Facts(GENERAL, time_class, at, status=TicketStatus.HANDLING)
    due = handling_due(facts, rules, CALENDAR).astimezone(SHANGHAI)
    said = explain_handling(facts, rules, CALENDAR)[-1]
    day, _, clock = said.removeprefix("→ 应于 ").removesuffix(" 前办结").partition(" ")
    if clock == "24:00":
        assert (due.time(), f"{due - timedelta(days=1):%m-%d}") == (time(), day)
    else:
        assert f"{due:%m-%d %H:%M}" == f"{day} {clock}"


def test_a_rework_begins_contact_and_handling_anew_and_leaves_signing_as_it_was():
    first = ticket("2026-11-20T09:00", urgency=GENERAL)
    again = replace(first, reworked_at=read_iso("2026-11-26T15:30"))
    assert handling_due(again, RULES, CALENDAR) == read_iso("2026-12-02T00:00")
    assert first_contact_due(again, RULES) == read_iso("2026-11-27T15:30")
    assert sign_due(again, RULES) == sign_due(first, RULES)


@pytest.mark.parametrize(
    ("imported", "due"), [("2026-11-25T18:00", "2026-12-02T00:00"), ("2026-11-28T18:00", "2026-11-28T18:00")]
)
def test_an_imported_deadline_holds_after_a_rework_only_while_it_lies_ahead(imported, due):
    again = ticket("2026-11-20T09:00", imported_deadline=read_iso(imported), reworked_at=read_iso("2026-11-26T15:30"))
    assert handling_due(again, RULES, CALENDAR) == read_iso(due)
