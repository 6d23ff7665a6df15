"""Gaps, double bookings and short rests against a count minute by minute; swaps keep the hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, local_midnight
from app.rules.roster.shifts import (
    Duty,
    OnDuty,
    ProblemKind,
    Shift,
    following,
    hours,
    problems,
    shift_of,
    stand_in,
    swap,
)

DAY = date(2026, 12, 1)
START = local_midnight(DAY)
HOUR = timedelta(hours=1)
REST = 11 * HOUR
NAMES = ("甲", "乙", "丙")


def shift(begins: int, ends: int, *names: str, name: str = "班", duty: Duty = Duty.OPERATOR) -> Shift:
    people = tuple(OnDuty(who, duty) for who in names)
    return Shift(name, DAY, START + begins * HOUR, START + ends * HOUR, people)


rosters = st.lists(
    st.builds(
        lambda begins, length, names: shift(begins, begins + length, *sorted(names)),
        st.integers(-6, 60),
        st.integers(1, 14),
        st.sets(st.sampled_from(NAMES), max_size=2),
    ),
    max_size=8,
)


@given(rosters)
def test_no_hour_without_a_person_goes_unnoticed_and_none_is_invented(shifts):
    found = problems(shifts, since=START, until=START + 48 * HOUR, least_rest=REST)
    gaps = [one for one in found if one.kind is ProblemKind.GAP]
    for hour in range(48):
        moment = START + hour * HOUR
        covered = any(one.people and one.starts_at <= moment < one.ends_at for one in shifts)
        assert covered != any(one.since <= moment < one.until for one in gaps)


@given(rosters)
def test_every_hour_on_which_somebody_stands_twice_is_named(shifts):
    found = problems(shifts, since=START, until=START + 48 * HOUR, least_rest=REST)
    doubles = [one for one in found if one.kind is ProblemKind.DOUBLE]
    for name in NAMES:
        for hour in range(48):
            moment = START + hour * HOUR
            times = sum(name in one.seated and one.starts_at <= moment < one.ends_at for one in shifts)
            named = any(one.who == name and one.since <= moment < one.until for one in doubles)
            assert named == (times > 1)


def test_rest_is_short_below_the_limit_and_not_at_it():
    night = shift(-12, 0, "甲")
    for begins, short in ((10, True), (11, False)):
        found = problems([night, shift(begins, 24, "甲")], since=START, until=START + 24 * HOUR, least_rest=REST)
        rests = [(one.who, one.since, one.until) for one in found if one.kind is ProblemKind.SHORT_REST]
        assert rests == ([("甲", START, START + 10 * HOUR)] if short else [])


def test_a_leader_neither_covers_the_desk_nor_needs_rest():
    led = [shift(begins, begins + 12, "领导甲", duty=Duty.LEADER) for begins in (0, 6, 12)]
    found = problems(led, since=START, until=START + 24 * HOUR, least_rest=REST)
    assert [(one.kind, one.since, one.until) for one in found] == [(ProblemKind.GAP, START, START + 24 * HOUR)]


def test_a_stand_in_is_marked_with_whose_place_it_is_and_the_first_person_comes_back_unmarked():
    planned = shift(8, 20, "甲", "乙")
    covered = stand_in(planned, away="甲", instead="丙")
    assert covered.people == (OnDuty("丙", Duty.OPERATOR, "甲"), OnDuty("乙", Duty.OPERATOR))
    assert stand_in(covered, away="丙", instead="丁").people[0] == OnDuty("丁", Duty.OPERATOR, "甲")
    assert stand_in(covered, away="丙", instead="甲") == planned
    assert stand_in(planned, away="甲", instead="乙") is None
    assert stand_in(planned, away="丁", instead="丙") is None


@given(st.integers(0, 40), st.integers(1, 14), st.integers(0, 40), st.integers(1, 14))
def test_a_swap_keeps_the_hours_of_the_desk_and_exchanges_those_of_the_two(begins, length, later, longer):
    first, second = shift(begins, begins + length, "甲", "丙"), shift(later, later + longer, "乙")
    exchanged = swap(first, "甲", second, "乙")
    before, after = hours([first, second]), hours(exchanged)
    assert sum(before.values(), timedelta()) == sum(after.values(), timedelta())
    assert (after["甲"], after["乙"], after["丙"]) == (before["乙"], before["甲"], before["丙"])
    assert swap(exchanged[0], "乙", exchanged[1], "甲") == (first, second)


def test_the_zone_of_the_given_hours_does_not_matter():
    local = Shift("白班", DAY, datetime(2026, 12, 1, 0, tzinfo=SHANGHAI), START + 24 * HOUR, (OnDuty("甲", Duty.LEAD),))
    assert problems([local], since=START, until=START + 24 * HOUR, least_rest=REST) == ()


def test_the_shift_of_a_person_is_named_and_somebody_who_stands_on_none_is_told_apart():
    day, night = shift(8, 20, "甲", name="白班"), shift(20, 32, "乙", name="夜班")
    moment = START + 9 * HOUR
    assert shift_of([day, night], "甲", moment) == "白班"
    assert shift_of([day, night], "乙", moment) == ""
    assert shift_of([day, night], "乙", START) is None
    assert following([night, day], moment) == (night,)
    assert following([day, night], START) == (day,)
    assert following([day], moment) == ()
