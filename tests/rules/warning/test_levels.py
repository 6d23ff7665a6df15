"""The level of a merchant is that of the ticket with which it was reached, and keeps its reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules.warning.cases import Joined, joined
from app.rules.warning.closing_words import signals
from app.rules.warning.levels import BadLevelRules, CaseTicket, LevelRules, book_of, form_of, level_of, read_rules
from app.rules.warning.mentioned import promised_days, sum_in
from app.rules.warning.states import WARNING_FLOW, WarningLevel, WarningState, WarningVerb

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)
BOOK = book_of([])
_CLOSED = signals("店已停业")


def tickets(*ago: float, closing: int = 0, people: int | None = None) -> list[CaseTicket]:
    """Tickets so many days ago, the last `closing` of them with a closing word, by so many people."""
    made = []
    for place, days in enumerate(ago):
        caller = f"1380000{place % (people or len(ago)):04d}"
        words = _CLOSED if place >= len(ago) - closing else ()
        made.append(CaseTicket(place + 1, NOW - days * DAY, caller, words))
    return made


@pytest.mark.parametrize(
    ("given", "level", "observed", "limit"),
    [
        (tickets(1), None, 0, 0),
        (tickets(20, 1), WarningLevel.BLUE, 2, 2),
        (tickets(31, 0.5), None, 0, 0),
        (tickets(25, 20, 10, 5, 1), WarningLevel.YELLOW, 5, 5),
        (tickets(3, closing=1), WarningLevel.YELLOW, 1, 1),
        (tickets(*range(10, 0, -1)), WarningLevel.ORANGE, 10, 10),
        (tickets(6, 3, 1, closing=3), WarningLevel.ORANGE, 3, 3),
        (tickets(6, 3, 1, closing=3, people=2), WarningLevel.YELLOW, 3, 1),
        (tickets(9, 3, 1, closing=3), WarningLevel.YELLOW, 3, 1),
        (tickets(*[1 + place / 10 for place in range(20, 0, -1)]), WarningLevel.RED, 20, 20),
    ],
)
def test_each_level_begins_at_its_limit(given, level, observed, limit):
    found = level_of(given, BOOK, NOW)
    if level is None:
        assert found is None
    else:
        assert found is not None
        assert (found.level, found.why.observed, found.why.limit) == (level, observed, limit)


def test_a_level_stays_from_the_ticket_that_reached_it_and_the_case_holds_what_counted():
    found = level_of(tickets(12, 9, 7, 1, closing=1), BOOK, NOW - 2 * DAY)
    assert found is not None
    assert (found.level, found.raised_at) == (WarningLevel.BLUE, NOW - 9 * DAY)
    later = level_of(tickets(12, 9, 7, 1, closing=1), BOOK, NOW)
    assert later is not None
    assert (later.level, later.raised_at, len(later.tickets)) == (WarningLevel.YELLOW, NOW - DAY, 4)


def test_nobody_is_counted_without_a_number():
    nameless = [CaseTicket(place, NOW - place * DAY, "", _CLOSED) for place in (1, 2, 3)]
    found = level_of(nameless, BOOK, NOW)
    assert found is not None
    assert (found.level, found.callers) == (WarningLevel.YELLOW, 0)


def test_confirmed_absconding_is_red():
    found = level_of(tickets(2, closing=1), BOOK, NOW, confirmed_at=NOW - DAY)
    assert found is not None
    assert (found.level, found.raised_at) == (WarningLevel.RED, NOW - DAY)


def test_rules_are_dated_and_their_form_reads_back():
    stricter = LevelRules(since=date(2026, 11, 20), yellow_tickets=3)
    assert read_rules(form_of(stricter)) == stricter
    book = book_of([stricter])
    given = tickets(10, 8, 1)
    now, before = level_of(given, book, NOW), level_of(given, book, NOW - 5 * DAY)
    assert now is not None
    assert before is not None
    assert (now.level, before.level) == (WarningLevel.YELLOW, WarningLevel.BLUE)


@pytest.mark.parametrize(
    ("name", "value"), [("days", 0), ("blue_tickets", "2"), ("yellow_tickets", 50), ("since", "x")]
)
def test_a_form_that_makes_no_sense_is_refused_at_its_field(name, value):
    with pytest.raises(BadLevelRules) as caught:
        read_rules(form_of(LevelRules()) | {name: value})
    assert caught.value.field in {name, "orange_tickets"}


def test_merchants_that_open_proposals_join_are_one_case_named_after_the_largest():
    assert joined({1: 2, 2: 5, 3: 1, 9: 1}, [(1, 2), (2, 3), (3, 77)]) == [Joined(2, (1, 3)), Joined(9)]


def test_sums_and_promised_days_are_read():
    assert sum_in("共交1.2万元，余3600元") == 12_000
    assert sum_in("电话13800000001") is None
    assert promised_days("商家承诺12月20日退款，答应12-25前处理") == ("12-20", "12-25")
    assert promised_days("12月20日去店里") == ()


def test_an_ended_warning_is_opened_again_first():
    assert WARNING_FLOW.after(WarningState.NEW, WarningVerb.NOISE) is WarningState.NOISE
    assert not WARNING_FLOW.allows(WarningState.NOISE, WarningVerb.HANDLE)
    assert WARNING_FLOW.after(WarningState.NOISE, WarningVerb.REOPEN) is WarningState.NEW
