"""When copies are made and which stay: the rules against a brute-force walk through a year."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import to_local
from app.rules.upkeep.keeping import COPY_EVERY, CopyAge, next_copy, room_warning, thinning

START = datetime(2026, 1, 1, tzinfo=UTC)
PLENTY = 1 << 60


def thin(copies, now, *, limit=PLENTY, free=PLENTY, needed=0):
    gone = thinning(copies, now=now, limit=limit, free=free, needed=needed)
    removed = {*gone.by_age, *gone.by_room}
    return [copy for copy in copies if copy.name not in removed]


def copy_at(at, size=1):
    return CopyAge(at.isoformat(), at, size)


def expected(copies, now):
    """The rule in other words: group by the period that the age asks for, keep the newest of each group."""
    groups = defaultdict(list)
    for copy in copies:
        age, local = now - copy.at, to_local(copy.at)
        if age <= timedelta(hours=4):
            key = copy.name
        elif age <= timedelta(days=2):
            key = ("h", local.date(), local.hour)
        elif age <= timedelta(days=14):
            key = ("d", local.date())
        elif age <= timedelta(weeks=12):
            key = ("w", *local.isocalendar()[:2])
        else:
            key = ("m", local.year, local.month)
        groups[key].append(copy)
    return {max(group, key=lambda copy: copy.at).name for group in groups.values()}


@given(st.lists(st.integers(0, 60 * 24 * 400), unique=True, max_size=80))
def test_the_copies_that_stay_are_the_newest_of_each_period(minutes):
    now = START + timedelta(days=400)
    copies = [copy_at(START + timedelta(minutes=minute)) for minute in minutes]
    assert {copy.name for copy in thin(copies, now)} == expected(copies, now)


def test_a_year_of_copies_four_hours_always_reaches_back_and_stays_few():
    copies: list[CopyAge] = []
    most = 0
    for step in range(6 * 365):
        now = START + timedelta(hours=4 * step)
        copies = thin([*copies, copy_at(now)], now)
        most = max(most, len(copies))
        if step % 97 == 0:
            ages = sorted(now - copy.at for copy in copies)
            assert ages[0] == timedelta(0)
            for reach, gap in ((4, 4), (48, 4), (24 * 14, 47), (24 * 84, 24 * 13)):
                within = [age for age in ages if age <= timedelta(hours=reach)]
                longest = max((later - earlier for earlier, later in pairwise(within)), default=timedelta(0))
                assert longest <= timedelta(hours=gap)
    assert most < 110
    assert len({(to_local(copy.at).year, to_local(copy.at).month) for copy in copies}) >= 12


def test_what_does_not_fit_goes_from_the_old_end_but_never_the_two_newest():
    now = START + timedelta(days=3)
    copies = [copy_at(now - timedelta(hours=hours), size=10) for hours in range(1, 4)]
    assert [copy.at for copy in thin(copies, now, limit=25)] == [copy.at for copy in copies[:2]]
    assert len(thin(copies, now, limit=1)) == 2
    gone = thinning(copies, now=now, limit=PLENTY, free=5, needed=12)
    assert gone.by_room == (copies[-1].name,)


def test_copying_takes_at_most_a_hundredth_of_the_time():
    assert next_copy(START, 0.1) - START == COPY_EVERY
    assert next_copy(START, 30) - START == timedelta(seconds=3000)


def test_a_disk_without_room_for_two_copies_is_warned_of_before_it_is_full():
    assert room_warning(200, 100) == ""
    assert "3.8 GB" in room_warning(4 << 30, int(3.8 * (1 << 30)))
