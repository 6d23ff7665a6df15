from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.base.clock import SHANGHAI
from app.rules.watch.rounds import (
    BadSpans,
    Spans,
    hours_of,
    is_covered,
    read_spans,
    round_at,
    rounds_between,
    standing,
)

DAY = datetime(2026, 12, 8, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)


def test_a_day_of_five_minutes_and_ten_at_night_has_252_rounds() -> None:
    spans = read_spans(5, "00:00-06:00 10")
    found = list(rounds_between(spans, DAY, DAY + timedelta(days=1)))
    assert len(found) == 252
    assert all(before.ends_at == after.due_at for before, after in pairwise(found))
    assert spans.words() == "每 5 分钟看一次平台 · 00:00–06:00 每 10 分钟"


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("", ()),
        ("夜班 10", ((1200, 1440, 10), (0, 480, 10))),
        ("00:00－06:00＝10；白班15分钟", ((0, 360, 10), (480, 1200, 15))),
        ("22-6 20", ((1320, 1440, 20), (0, 360, 20))),
        ("0:00~24:00 0", ((0, 1440, 0),)),
    ],
)
def test_other_spans_are_named_by_hours_or_shift(typed, others) -> None:
    assert read_spans(5, typed) == Spans(5, others)


@pytest.mark.parametrize("typed", ["每小时", "25:00-26:00 5", "08:00-08:00 5", "夜班 500", "夜班"])
def test_a_span_that_cannot_be_read_is_refused_with_what_was_typed(typed) -> None:
    with pytest.raises(BadSpans, match=typed.split()[0]):
        read_spans(5, typed)


@given(some.integers(1, 120), some.integers(0, 1439), some.integers(0, 1439), some.integers(0, 120))
def test_the_rounds_of_a_day_tile_it_but_for_hours_without_a_watch(usual, start, end, span) -> None:
    others = ((min(start, end), max(start, end), span),) if start != end else ()
    spans = Spans(usual, others)
    found = list(rounds_between(spans, DAY, DAY + timedelta(days=1)))
    watched = sum((one.ends_at - one.due_at for one in found), timedelta(0)) // MINUTE
    off = others[0][1] - others[0][0] if others and span == 0 else 0
    assert watched == 24 * 60 - off
    for minute in (start, end):
        at = DAY + minute * MINUTE
        assert round_at(spans, at) == next((one for one in found if one.due_at <= at < one.ends_at), None)


def test_a_round_is_met_by_a_look_within_it_and_by_no_other() -> None:
    one = next(rounds_between(Spans(), DAY, DAY + timedelta(hours=1)))
    inside, after = one.ends_at - timedelta(seconds=1), one.ends_at
    assert not one.has(after)
    assert one.has(inside)
    assert standing(Spans(), inside, one.due_at - MINUTE).due
    assert not standing(Spans(), inside, one.due_at).due
    assert not standing(Spans(0), inside, None).due


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [(-10, 0, False), (-10, 1, True), (4, 20, True), (5, 20, False), (-10, None, True), (5, None, False)],
)
def test_an_outage_covers_the_rounds_it_touches(since, until, covered) -> None:
    one = next(rounds_between(Spans(), DAY, DAY + timedelta(hours=1)))
    end = None if until is None else DAY + until * MINUTE
    assert is_covered(one, [(DAY + since * MINUTE, end)]) is covered


def test_rounds_are_summed_by_the_hour_in_which_they_begin() -> None:
    rounds = [(DAY + at * MINUTE, at != 15) for at in range(0, 120, 5)]
    assert hours_of(rounds) == {DAY: (11, 12), DAY + timedelta(hours=1): (12, 12)}
