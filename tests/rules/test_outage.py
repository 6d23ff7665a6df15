from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.outage import DELAYED, LATE, Outage, OutageKind, cause_of, span_words


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


NIGHT = Outage(at("11-22T22:10"), at("11-23T07:40"), OutageKind.OFF)


def cause(planned: str, now: str, *outages: Outage, **known: datetime | None) -> str:
    facts = {"made_at": None, "last_tick": None, "running_since": None, **known}
    return cause_of(at(planned), at(now), outages=outages, **facts)


@pytest.mark.parametrize(
    ("outage", "words"),
    [
        (NIGHT, "程序未运行 11-22 22:10–07:40"),
        (Outage(NIGHT.since, NIGHT.until, OutageKind.QUIT, "张三"), "退出程序（张三） 11-22 22:10–07:40"),
        (Outage(at("11-23T10:00"), at("11-23T09:00"), OutageKind.SET_BACK), "系统时间被调慢 11-23 10:00–09:00"),
        (Outage(at("11-20T10:00"), at("11-23T09:00"), OutageKind.OFF), "程序未运行 11-20 10:00–11-23 09:00"),
        (Outage(at("11-23T00:10"), at("11-22T23:50"), OutageKind.SET_BACK), "系统时间被调慢 11-23 00:10–11-22 23:50"),
    ],
)
def test_a_stretch_is_said_with_its_kind_its_person_and_its_times(outage, words):
    assert outage.words == words


def test_the_last_day_of_a_stretch_is_said_when_it_is_not_plain():
    assert span_words(at("11-22T08:00"), at("11-22T09:30")) == "11-22 08:00–09:30"
    assert span_words(at("11-22T08:00"), at("11-25T09:30")) == "11-22 08:00–11-25 09:30"


def test_a_slot_raised_within_half_a_minute_owes_no_cause():
    planned = at("11-23T07:00")
    assert cause_of(planned, planned + LATE, made_at=None, outages=(NIGHT,), last_tick=None, running_since=None) == ""


def test_the_stretch_that_covers_the_moment_is_the_cause():
    asleep = Outage(at("11-23T07:50"), at("11-23T07:55"), OutageKind.ASLEEP)
    assert cause("11-22T23:00", "11-23T08:00", asleep, NIGHT) == NIGHT.words
    assert cause("11-23T07:52", "11-23T08:00", NIGHT, asleep) == asleep.words


def test_a_stretch_that_begins_just_after_the_moment_explains_it_too():
    assert cause("11-22T22:09", "11-23T07:40", NIGHT) == NIGHT.words


def test_without_a_stretch_the_last_tick_tells_that_the_program_was_off():
    told = cause("11-23T09:00", "11-23T09:01", last_tick=at("11-23T08:59"), running_since=at("11-23T09:01"))
    assert told == "程序未运行 11-23 08:59–09:01"


def test_a_program_that_ticked_meanwhile_was_held_up():
    known = {"last_tick": at("11-23T08:59"), "running_since": at("11-23T08:00")}
    assert cause("11-23T09:00", "11-23T09:01", **known) == DELAYED


def test_a_late_slot_always_has_a_cause():
    assert cause("11-23T09:00", "11-23T09:01") == DELAYED
    assert cause("11-20T09:00", "11-23T09:01", last_tick=at("11-23T09:00")) == DELAYED


def test_a_ticket_that_came_in_late_is_the_cause_itself():
    assert cause("11-22T23:00", "11-23T08:00", NIGHT, made_at=at("11-23T08:00")) == "11-23 08:00 才登记，此前已到时"


def test_a_slot_written_just_in_time_is_not_late():
    assert cause("11-23T08:00", "11-23T08:00", made_at=at("11-23T08:00") + timedelta(seconds=5)) == ""


def test_a_slot_written_late_and_then_held_up_has_the_later_cause():
    busy = Outage(at("11-23T08:00"), at("11-23T08:05"), OutageKind.BUSY)
    told = cause("11-22T23:00", "11-23T08:05", busy, made_at=at("11-23T08:01"))
    assert told == "登记库正忙 11-23 08:00–08:05"
