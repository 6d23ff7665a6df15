"""The table of duties as it ships, and how a wrong one is refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.base.errors import FileRefused, Refused
from app.base.resources import resource_toml
from app.rules.obligation.duties import TABLE_NAME, Measure, duty_of, read_duties, shipped_duties
from app.rules.obligation.service import Month, Service, cost_of, month_at, read_costs, read_day, read_month
from app.rules.obligation.standing import Count, DutyState, Ended, Matter, state_of, summed
from app.rules.paper.kinds import PaperKind

NOW = datetime(2026, 12, 9, 10, tzinfo=SHANGHAI)
SIGN = duty_of("sign-for")
URGING = duty_of("urging")


def matter(ended: Ended, due: datetime = NOW) -> Matter:
    return Matter(f"{ended}:{due}", due, ended, "", due)


def test_the_shipped_duties_cover_every_measure_and_every_due_paper():
    measures = {duty.measure for duty in shipped_duties()}
    assert measures == set(Measure)
    assert {duty.paper for duty in shipped_duties() if duty.paper} == set(PaperKind) - {PaperKind.TOPIC}
    assert all(duty.done and duty.of and duty.clock and duty.proof for duty in shipped_duties())


@pytest.mark.parametrize(
    "change",
    [{"measure": "guess"}, {"least": 0}, {"least": "much"}, {"warn": -1}, {"measure": "paper", "paper": "poem"}],
)
def test_a_wrong_entry_is_refused_with_its_place(change):
    first = dict(resource_toml(TABLE_NAME)["duty"][0])
    with pytest.raises(FileRefused, match="第 2 项"):
        read_duties({"duty": [first, {**first, "id": "other", **change}]}, TABLE_NAME)
    with pytest.raises(FileRefused, match="重复"):
        read_duties({"duty": [first, first]}, TABLE_NAME)


def test_a_duty_is_broken_below_its_least_share_and_at_risk_above_it():
    late = matter(Ended.LATE)
    assert state_of(SIGN, Count(140, (late,)), NOW) is DutyState.BROKEN
    assert state_of(URGING, Count(9, (late,)), NOW) is DutyState.AT_RISK
    assert state_of(URGING, Count(3, (late,)), NOW) is DutyState.BROKEN
    assert state_of(URGING, Count(4, (late,)), NOW) is DutyState.AT_RISK
    assert state_of(SIGN, Count(), NOW) is DutyState.KEPT


def test_an_open_matter_puts_a_duty_at_risk_only_before_its_clock_ends():
    soon, later = (matter(Ended.OPEN, NOW + timedelta(minutes=minutes)) for minutes in (59, 61))
    assert state_of(SIGN, Count(5, (soon,)), NOW) is DutyState.AT_RISK
    assert state_of(SIGN, Count(5, (later,)), NOW) is DutyState.KEPT
    both = Count(5, (later, soon))
    assert (both.next_at, both.of) == (soon.due_at, 5)


def test_counts_of_months_add_up():
    whole = summed(
        [Count(2, (matter(Ended.LATE),), (1,), ("a",), {"untimed": 1}), Count(3, (), (2,), (), {"untimed": 2})]
    )
    assert (whole.done, whole.of, whole.tickets, whole.aside) == (5, 6, (1, 2), {"untimed": 3})


def test_a_service_has_the_months_that_have_begun():
    service = Service(*map(_day, ("2026-11-15", "2026-12-10", "2027-01-31", "2026-12-31")), limit=3)
    assert [one.text for one in service.months(NOW)] == ["2026-11", "2026-12"]
    assert [one.text for one in service.months(NOW + timedelta(days=365))] == ["2026-11", "2026-12", "2027-01"]
    assert [one.text for one in service.unsigned_months()] == ["2026-11"]
    assert (read_month("2026-12").next, read_month("2026-01").previous) == (Month(2027, 1), Month(2025, 12))
    assert month_at(datetime(2026, 11, 30, 16, tzinfo=SHANGHAI)) == Month(2026, 11)


def _day(text: str):
    return read_day(text, "day")


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "11", "", "2026-11-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Refused):
        read_month(text)


def test_the_longest_name_decides_what_a_duty_costs():
    costs = read_costs("签收 200、签收 按时 300；日报：500 元")
    assert costs == {"签收": 200, "签收 按时": 300, "日报": 500}
    assert (cost_of(costs, "签收 按时"), cost_of(costs, "日报 按时签发"), cost_of(costs, "月报")) == (300, 500, None)
    with pytest.raises(Refused, match="签收二百"):
        read_costs("签收二百")
