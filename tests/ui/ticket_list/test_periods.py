"""The named periods begin and end where people expect them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.base.clock import SHANGHAI
from app.rules.assessment import assessment_start
from app.ui.ticket_list.periods import named_periods, period_words


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 11, 19), date(2026, 11, 19)),
        (date(2026, 11, 18), date(2026, 10, 19)),
        (date(2027, 1, 5), date(2026, 12, 19)),
        (date(2026, 3, 1), date(2026, 2, 19)),
    ],
)
def test_an_assessment_period_starts_on_the_19th(day: date, start: date) -> None:
    assert assessment_start(day) == start


def test_periods_follow_the_day_in_beijing() -> None:
    told = {words: (first, last) for words, first, last in named_periods(datetime(2026, 12, 20, 1, tzinfo=SHANGHAI))}
    assert told["今天"] == (date(2026, 12, 20), date(2026, 12, 20))
    assert told["昨天"] == (date(2026, 12, 19), date(2026, 12, 19))
    assert told["近 7 天"] == (date(2026, 12, 14), date(2026, 12, 20))
    assert told["本考核期"] == (date(2026, 12, 19), date(2027, 1, 18))
    assert told["上一考核期"] == (date(2026, 11, 19), date(2026, 12, 18))


def test_a_period_is_said_briefly() -> None:
    assert period_words(None, None) == ""
    assert period_words(date(2026, 11, 1), date(2026, 11, 1)) == "11-01"
    assert period_words(date(2026, 11, 1), None) == "11-01 起"
    assert period_words(None, date(2026, 11, 2)) == "至 11-02"
