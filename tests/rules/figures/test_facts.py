"""Which counts a ticket belongs to: edges of periods and deadlines, reopened, returned, answers without a callback."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import from_local
from app.rules.figures.facts import Answers, TicketFacts, belongs_to, count
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import read_period
from app.rules.figures.periods import PeriodRules, period_of
from app.rules.figures.rows import COUNTS
from app.rules.survey.states import Satisfied, Solved

NOVEMBER = period_of(read_period("month:2026-11", PeriodRules()))


def at(text: str) -> datetime:
    return from_local(datetime.fromisoformat(text))


PLAIN = TicketFacts(1, at("2026-11-03T09:00"), at("2026-11-09T00:00"))
YES = Answers(valid=True, contacted=True, solved=Solved.YES, satisfied=Satisfied.SATISFIED)


def test_a_plain_open_ticket():
    assert belongs_to(PLAIN, NOVEMBER) == {"received", "in_volume", "open_at_end", "overdue_open"}


@pytest.mark.parametrize(
    ("closed", "counts"),
    [
        ("2026-11-09T00:00", {"closed", "closed_in_time"}),
        ("2026-11-09T00:00:01", {"closed", "closed_late"}),
        ("2026-12-01T00:00", {"open_at_end", "overdue_open"}),
    ],
)
def test_closing_at_the_deadline_is_in_time_and_at_the_end_of_the_period_is_the_next_period_s(closed, counts):
    found = belongs_to(replace(PLAIN, closed_at=at(closed)), NOVEMBER)
    assert found - {"received", "in_volume"} == counts


@pytest.mark.parametrize(
    ("received", "there"),
    [("2026-11-01T00:00", True), ("2026-10-31T23:59:59", False), ("2026-12-01T00:00", False)],
)
def test_received_at_the_edges(received, there):
    assert ("received" in belongs_to(replace(PLAIN, received_at=at(received)), NOVEMBER)) is there


def test_a_deadline_at_the_end_of_the_period_is_not_yet_overdue():
    found = belongs_to(replace(PLAIN, deadline_at=NOVEMBER.end), NOVEMBER)
    assert "open_at_end" in found
    assert "overdue_open" not in found


def test_a_returned_ticket_is_not_open():
    assert belongs_to(replace(PLAIN, returned=True), NOVEMBER) == {"received", "in_volume"}


def test_answers_count_by_the_month_of_receipt_and_only_with_a_valid_callback():
    answered = {"valid", "contacted", "solved", "satisfied"}
    assert answered <= belongs_to(replace(PLAIN, answers=YES), NOVEMBER)
    assert not answered & belongs_to(replace(PLAIN, answers=replace(YES, valid=False)), NOVEMBER)
    october = replace(PLAIN, received_at=at("2026-10-31T09:00"), answers=YES)
    assert not answered & belongs_to(october, NOVEMBER)


@pytest.mark.parametrize(
    ("solved", "satisfied", "counts"),
    [
        (Solved.PARTLY, Satisfied.MOSTLY, {"partly", "mostly"}),
        (Solved.NO, Satisfied.FAIR, set()),
        (None, None, set()),
    ],
)
def test_partly_solved_is_not_solved_and_fair_counts_nowhere(solved, satisfied, counts):
    answers = Answers(valid=True, contacted=True, solved=solved, satisfied=satisfied)
    found = belongs_to(replace(PLAIN, answers=answers), NOVEMBER)
    assert found & {"solved", "partly", "satisfied", "mostly"} == counts


def test_flags_stay_in_both_calibers_but_the_excluded_go_from_net():
    tickets = [
        replace(PLAIN, parked=True),
        replace(PLAIN, off_volume=True),
        replace(PLAIN, excluded=True, urgent=True, answers=YES),
    ]
    gross, net = (count(tickets, NOVEMBER, caliber) for caliber in Caliber)
    assert (gross.received, gross.in_volume, gross.parked, gross.off_volume, gross.excluded) == (3, 2, 1, 1, 1)
    assert (net.received, net.in_volume, net.parked, net.off_volume, net.excluded) == (2, 1, 1, 1, 0)
    assert (gross.valid, net.valid, gross.urgent, net.urgent) == (1, 0, 1, 0)


def test_a_caller_with_two_tickets_in_the_period_is_repeated_and_nobody_is_nobody():
    other = replace(PLAIN, received_at=at("2026-10-30T09:00"))
    tickets = [replace(PLAIN, caller=name) for name in ("13800000001", "13800000001", "13800000002", "", "")]
    counted = count([*tickets, replace(other, caller="13800000002")], NOVEMBER, Caliber.GROSS)
    assert (counted.repeat_callers, counted.repeat_tickets) == (1, 2)


HOURS = st.integers(-1500, 1500).map(lambda hours: at("2026-11-15T12:00") + timedelta(hours=hours))
TICKETS = st.lists(
    st.builds(
        TicketFacts,
        ticket_id=st.integers(1, 10**6),
        received_at=HOURS,
        deadline_at=HOURS,
        closed_at=st.none() | HOURS,
        returned=st.booleans(),
        urgent=st.booleans(),
        excluded=st.booleans(),
        parked=st.booleans(),
        off_volume=st.booleans(),
        caller=st.sampled_from(["", "13800000001", "13800000002"]),
        answers=st.builds(
            Answers,
            valid=st.booleans(),
            contacted=st.booleans(),
            solved=st.none() | st.sampled_from(Solved),
            satisfied=st.none() | st.sampled_from(Satisfied),
        ),
    ),
    max_size=25,
)


@given(TICKETS)
def test_net_is_never_more_than_gross_and_the_days_sum_to_the_month(tickets):
    gross, net = (count(tickets, NOVEMBER, caliber) for caliber in Caliber)
    assert all(getattr(net, name) <= getattr(gross, name) for name in COUNTS)
    days = [
        count(tickets, period_of(read_period(f"date:2026-11-{day:02}", PeriodRules())), Caliber.GROSS)
        for day in range(1, 31)
    ]
    for name in ("received", "in_volume", "excluded", "closed", "closed_in_time", "closed_late", "valid", "solved"):
        assert sum(getattr(day, name) for day in days) == getattr(gross, name)
    assert gross.closed == gross.closed_in_time + gross.closed_late
