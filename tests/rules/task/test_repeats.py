"""How a task comes again: by day, by week, by month, at the same time of day."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, local_midnight, to_local
from app.rules.task.repeats import Repeat, comes_at, next_due, repeat_of, rule_of, rule_words


def _minutes_later(minutes):
    return FIRST + timedelta(minutes=minutes)


FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3 * 366 * 24 * 60).map(_minutes_later)


@given(MOMENTS, st.sampled_from(Repeat))
def test_the_next_one_is_due_at_the_same_time_of_a_later_day_and_appears_when_that_day_begins(due_at, repeat):
    rule = rule_of(repeat, due_at)
    following = next_due(rule, due_at)
    assert to_local(following).timetz() == to_local(due_at).timetz()
    days = (to_local(following).date() - to_local(due_at).date()).days
    assert days in {Repeat.DAILY: {1}, Repeat.WEEKLY: {7}, Repeat.MONTHLY: {28, 29, 30, 31}}[repeat]
    assert comes_at(rule, due_at) == local_midnight(to_local(following).date())


@given(MOMENTS)
def test_a_row_by_month_meets_every_month_once_on_its_day_or_the_last_one(due_at):
    rule, wanted, at, months = rule_of(Repeat.MONTHLY, due_at), to_local(due_at).day, due_at, []
    for _ in range(14):
        at = next_due(rule, at)
        local = to_local(at)
        assert local.day == min(wanted, monthrange(local.year, local.month)[1])
        months.append(local.year * 12 + local.month)
    assert months == list(range(months[0], months[0] + 14))


def test_the_31st_comes_back_after_a_shorter_month():
    at, found = datetime(2026, 1, 31, 18, tzinfo=SHANGHAI), []
    rule = rule_of(Repeat.MONTHLY, at)
    for _ in range(3):
        at = next_due(rule, at)
        found.append(f"{to_local(at):%m-%d %H:%M}")
    assert found == ["02-28 18:00", "03-31 18:00", "04-30 18:00"]


@pytest.mark.parametrize(
    ("repeat", "words"), [(Repeat.DAILY, "每天"), (Repeat.WEEKLY, "每周一"), (Repeat.MONTHLY, "每月 23 日")]
)
def test_a_rule_says_in_words_when_it_comes(repeat, words):
    due_at = datetime(2026, 11, 23, 18, tzinfo=SHANGHAI)
    rule = rule_of(repeat, due_at)
    assert (repeat_of(rule), rule_words(rule, due_at)) == (repeat, words)


def test_a_task_that_does_not_repeat_has_no_words_for_it():
    assert (repeat_of(None), rule_words(None, FIRST)) == (None, "")
