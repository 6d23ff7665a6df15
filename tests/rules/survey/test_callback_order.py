"""Whom to call next: promised times first, nobody at night, not twice at once, in another part of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso
from app.rules.contact.reach import DayPart, day_part
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clock_rules import load_rules
from app.rules.survey.callback_order import Caller, CallState, Promised, order, shift_end

RULES = load_rules().versions[0]
DAY = "2026-11-23"


def at(wall: str, day: str = DAY) -> datetime:
    return read_iso(f"{day}T{wall}")


def missed(*moments: datetime) -> tuple[tuple[datetime, AttemptOutcome], ...]:
    return tuple((moment, AttemptOutcome.NO_ANSWER) for moment in moments)


def caller(ticket_id: int, due: datetime | None = None, **told) -> Caller:
    return Caller(ticket_id, due or at("00:00", "2026-11-30"), told.pop("since", at("00:00", "2026-11-20")), **told)


def places(now: datetime, *callers: Caller):
    return order(callers, RULES, now)


def one(now: datetime, each: Caller):
    (place,) = places(now, each)
    return place


def test_the_deadline_that_ends_first_is_called_first():
    told = places(at("10:00"), caller(1, at("00:00", "2026-11-27")), caller(2, at("00:00", "2026-11-26")))
    assert [(place.ticket_id, place.rank, place.state) for place in told] == [
        (2, 1, CallState.NOW),
        (1, 2, CallState.NOW),
    ]


def test_a_promised_time_that_has_come_goes_before_every_deadline():
    promised = caller(1, promises=(Promised(at("09:30"), "上午九点半后", call=True),))
    told = places(at("10:00"), caller(2, at("12:00")), promised)
    assert [place.ticket_id for place in told] == [1, 2]
    assert told[0].reasons[0] == "约定回电：11-23 09:30 上午九点半后"


def test_a_caller_is_not_dialled_before_the_promised_time_unless_the_deadline_comes_first():
    promise = (Promised(at("18:30"), "晚上六点半后", call=True),)
    waits = one(at("10:00"), caller(1, promises=promise))
    assert (waits.state, waits.call_at) == (CallState.LATER, at("18:30"))
    assert one(at("10:00"), caller(1, at("16:00"), promises=promise)).state is CallState.NOW


def test_a_refund_that_was_promised_for_now_is_asked_about():
    place = one(at("10:00"), caller(1, promises=(Promised(at("09:00"), "退款", call=False),)))
    assert place.state is CallState.NOW
    assert place.reasons[0].startswith("承诺到期，请核实")


@pytest.mark.parametrize("wall", ["02:41", "07:59", "21:00", "23:30"])
def test_nobody_is_proposed_at_night(wall):
    place = one(at(wall), caller(1))
    assert place.state is not CallState.NOW
    assert day_part(place.call_at) is DayPart.MORNING
    assert any("夜间" in reason for reason in place.reasons)


def test_a_call_promised_for_an_hour_of_the_night_is_made_then_or_in_the_morning():
    promise = (Promised(at("21:30"), "晚上九点半", call=True),)
    assert one(at("21:40"), caller(1, promises=promise)).state is CallState.NOW
    assert one(at("22:45"), caller(1, promises=promise)).call_at == at("08:00", "2026-11-24")


def test_who_was_just_called_waits_for_the_pause_and_then_for_another_part_of_the_day():
    soon = one(at("10:10"), caller(1, attempts=missed(at("10:00"))))
    assert (soon.state, soon.call_at) == (CallState.LATER, at("12:00"))
    assert soon.reasons[-1] == "上午拨打未通，换下午拨"
    assert any("满 30 分钟" in reason for reason in soon.reasons)


def test_a_part_that_failed_is_called_again_when_the_deadline_leaves_no_other():
    place = one(at("11:00"), caller(1, at("11:45"), attempts=missed(at("09:00"))))
    assert (place.state, place.reasons[-1]) == (CallState.NOW, "上午拨打未通，来不及换时段，先拨")


def test_the_last_new_part_of_the_shift_goes_before_what_can_wait():
    tried = caller(1, at("00:00", "2026-11-29"), attempts=missed(at("19:00", "2026-11-22"), at("09:00", "2026-11-22")))
    told = places(at("14:00"), caller(2, at("00:00", "2026-11-27")), tried)
    assert [place.ticket_id for place in told] == [1, 2]
    assert "本班只剩下午这个新时段" in told[0].reasons


def test_what_falls_due_before_anybody_can_call_again_goes_before_the_last_new_part():
    tried = caller(1, at("00:00", "2026-11-29"), attempts=missed(at("19:00", "2026-11-22"), at("09:00", "2026-11-22")))
    told = places(at("14:00"), tried, caller(2, at("00:00", "2026-11-24")))
    assert [place.ticket_id for place in told] == [2, 1]


def test_a_call_that_falls_into_the_next_shift_says_so():
    place = one(at("19:50"), caller(1, attempts=missed(at("19:40"))))
    assert (place.state, place.call_at) == (CallState.NEXT_SHIFT, at("08:00", "2026-11-24"))
    assert place.reasons[-1] == "留给 11-23 20:00 起的下一班"


def test_whom_the_rule_lets_go_stands_after_those_who_can_be_called():
    tried = missed(at("09:00", "2026-11-21"), at("14:00", "2026-11-21"), at("18:30", "2026-11-22"))
    told = places(at("10:00"), caller(1, attempts=tried), caller(2))
    assert [(place.ticket_id, place.state) for place in told] == [(2, CallState.NOW), (1, CallState.GIVE_UP)]


@pytest.mark.parametrize(
    ("wall", "end"),
    [("07:59", at("08:00")), ("08:00", at("20:00")), ("20:00", at("08:00", "2026-11-24"))],
)
def test_a_shift_ends_at_eight(wall, end):
    assert shift_end(at(wall)) == end


_MOMENTS = st.integers(0, 6 * 24 * 60).map(lambda minutes: at("00:00", "2026-11-20") + timedelta(minutes=minutes))
_OUTCOMES = st.sampled_from(list(AttemptOutcome))


@st.composite
def _callers(draw) -> Caller:
    return Caller(
        draw(st.integers(1, 10**6)),
        draw(st.none() | _MOMENTS),
        draw(_MOMENTS),
        draw(st.booleans()),
        tuple(draw(st.lists(st.builds(Promised, _MOMENTS, st.just("回电"), st.booleans()), max_size=2))),
        tuple(draw(st.lists(st.tuples(_MOMENTS, _OUTCOMES), max_size=4))),
    )


@given(st.lists(_callers(), max_size=6, unique_by=lambda each: each.ticket_id), _MOMENTS)
def test_everybody_has_one_place_and_nobody_is_woken_or_pestered(callers, now):
    callers = [replace(each, attempts=tuple(call for call in each.attempts if call[0] <= now)) for each in callers]
    told = order(callers, RULES, now)
    assert sorted(place.ticket_id for place in told) == sorted(each.ticket_id for each in callers)
    assert [place.rank for place in told] == list(range(1, len(told) + 1))
    known = {each.ticket_id: each for each in callers}
    for place in told:
        each = known[place.ticket_id]
        assert place.call_at >= now
        last = max((moment for moment, _ in each.attempts), default=None)
        assert last is None or place.call_at >= last + timedelta(minutes=30)
        if day_part(place.call_at) is DayPart.NIGHT:
            assert any(p.call and timedelta() <= place.call_at - p.at <= timedelta(hours=1) for p in each.promises)
        assert (place.state in {CallState.NOW, CallState.GIVE_UP}) == (place.call_at <= now)
