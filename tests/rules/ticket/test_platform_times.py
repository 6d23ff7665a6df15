from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.rules.law.clocks import TimeClass, Urgency
from app.rules.ticket.deadlines import Facts, signed_late
from app.rules.ticket.platform_times import is_told, why_impossible, with_told, without_told

DISPATCHED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NOW = DISPATCHED + timedelta(hours=8)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("offset", "estimated", "why"),
    [
        (timedelta(0), False, ""),
        (-MINUTE, False, "早于派单时间"),
        (-MINUTE, True, ""),
        (timedelta(hours=8, minutes=5), False, ""),
        (timedelta(hours=8, minutes=6), False, "晚于现在"),
        (timedelta(hours=8, minutes=6), True, "晚于现在"),
    ],
)
def test_a_told_time_lies_between_the_dispatch_and_now(offset, estimated, why) -> None:
    at = DISPATCHED + offset
    assert why_impossible(at, dispatched_at=DISPATCHED, estimated=estimated, now=NOW) == why


@given(some.sets(some.sampled_from(["signed_at", "closed_at", "feedback_at"])), some.sampled_from(["signed_at"]))
def test_what_was_told_is_known_until_it_is_taken_out(names, name) -> None:
    told = with_told(" ".join(names), name)
    assert is_told(told, name)
    assert not is_told(without_told(told, name), name)
    assert {*without_told(told, name).split()} == names - {name}


@pytest.mark.parametrize(("minutes", "backlog", "late"), [(10, False, False), (11, False, True), (11, True, False)])
def test_a_signing_is_judged_by_the_time_that_decides(minutes, backlog, late) -> None:
    signed = DISPATCHED + minutes * MINUTE
    facts = Facts(Urgency("urgent"), TimeClass.DEFAULT, DISPATCHED, signed_at=signed, backlog=backlog)
    assert signed_late(facts, DISPATCHED + 10 * MINUTE) is late
    assert not signed_late(Facts(Urgency("urgent"), TimeClass.DEFAULT, DISPATCHED), DISPATCHED + 10 * MINUTE)
