import copy
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from app.base.clock import read_iso
from app.base.resources import resource_toml
from app.rules.law.clock_rules import (
    BadRules,
    CalendarMode,
    DayCounting,
    Limit,
    ReachRule,
    RuleBook,
    load_rules,
    read_rules,
    read_version,
)
from app.rules.law.clocks import ClockName, TimeClass
from tests.support.levels import GENERAL, URGENT


def shipped() -> dict[str, Any]:
    return copy.deepcopy(resource_toml("rules", "clocks.toml"))


def test_the_shipped_numbers_are_those_the_customer_gave() -> None:
    (rules,) = load_rules().versions
    assert rules.effective_from == date(2026, 2, 1)
    assert [level.sign_limit for level in rules.by_level.values()] == [timedelta(minutes=10), timedelta(hours=2)]
    assert rules.day_number == 5
    assert rules.day_times == (time(9), time(16), time(19), time(22))


def test_the_shipped_defaults_are_those_of_the_field() -> None:
    (rules,) = load_rules().versions
    assert rules.handling == {
        TimeClass.DEFAULT: Limit(days=5),
        TimeClass.EMERGENCY: Limit(span=timedelta(hours=2)),
        TimeClass.UTILITIES: Limit(span=timedelta(hours=24)),
        TimeClass.ORDINARY: Limit(days=7),
        TimeClass.COMPLEX: Limit(days=15),
    }
    assert rules.day_counting is DayCounting.CIVIL_CODE
    assert rules.calendar_mode is CalendarMode.NATURAL
    assert rules.by_level[GENERAL].first_contact_limit == timedelta(hours=24)
    assert rules.by_level[URGENT].acknowledgement_life == timedelta(minutes=3)
    assert rules.by_level[GENERAL].acknowledgement_life == timedelta(minutes=15)
    assert rules.ring_again == timedelta(seconds=60)
    assert {code: level.return_answer for code, level in rules.by_level.items()} == {
        URGENT: Limit(span=timedelta(hours=2)),
        GENERAL: Limit(working_days=1),
    }
    assert rules.max_returns == 2
    assert rules.reach == ReachRule(attempts=3, day_parts=2, days=2, minutes_apart=30)


def test_sign_reminders_carry_their_slot_names_and_end_with_overdue() -> None:
    (rules,) = load_rules().versions
    names = {urgency: [name for name, _ in level.sign_reminders] for urgency, level in rules.by_level.items()}
    assert names == {
        URGENT: ["arrival", "5min", "8min", "overdue"],
        GENERAL: ["90min", "110min", "overdue"],
    }
    assert rules.by_level[URGENT].sign_reminders[-1][1] == timedelta(minutes=10)


def test_reminders_stand_in_time_order_however_they_are_written() -> None:
    data = shipped()
    data["version"][0]["sign_reminders"]["urgent"] = [8, 0, 5]
    data["version"][0]["day_series"]["times"] = [time(22), time(9)]
    (rules,) = read_rules(data).versions
    assert [name for name, _ in rules.by_level[URGENT].sign_reminders] == ["arrival", "5min", "8min", "overdue"]
    assert rules.day_times == (time(9), time(22))


def test_a_version_holds_from_midnight_in_beijing_of_its_date() -> None:
    data = shipped()
    later = copy.deepcopy(data["version"][0]) | {"effective_from": date(2026, 12, 1), "max_returns": 1}
    book = read_rules({"version": [later, *data["version"]]})
    start = read_iso("2026-12-01")
    assert book.in_force(start - timedelta(microseconds=1)).max_returns == 2
    assert book.in_force(start).max_returns == 1


def test_instants_before_the_first_version_use_the_first() -> None:
    assert load_rules().in_force(datetime(2020, 1, 1, tzinfo=UTC)) is load_rules().versions[0]


def test_the_newest_of_three_versions_wins() -> None:
    base = shipped()["version"][0]
    days = [date(2026, 2, 1), date(2026, 6, 1), date(2026, 9, 1)]
    book = read_rules({"version": [copy.deepcopy(base) | {"effective_from": day} for day in days]})
    found = [book.in_force(read_iso(f"2026-{month:02}-15")).effective_from for month in (3, 7, 11)]
    assert found == days


def test_a_rule_book_without_versions_is_refused() -> None:
    with pytest.raises(ValueError, match="versions"):
        RuleBook(())


def test_two_versions_of_the_same_day_are_refused() -> None:
    (version,) = load_rules().versions
    with pytest.raises(ValueError, match="rising"):
        RuleBook((version, version))


@pytest.mark.parametrize(
    ("section", "value", "place"),
    [
        ("sign_minutes", {"urgent": 0, "general": 120}, "sign_minutes.urgent = 0"),
        ("sign_minutes", {"urgent": True, "general": 120}, "sign_minutes.urgent = True"),
        ("sign_minutes", {"urgent": 10}, "sign_minutes.general：缺少"),
        ("sign_minutes", {"urgent": 10, "general": 120, "other": 1}, "sign_minutes.other：只能是"),
        ("sign_minutes", 10, "sign_minutes = 10"),
        ("sign_reminders", {"urgent": [10], "general": [90]}, "sign_reminders.urgent = 10"),
        ("sign_reminders", {"urgent": [-1], "general": [90]}, "sign_reminders.urgent = -1"),
        ("sign_reminders", {"urgent": [5, 5], "general": [90]}, "sign_reminders.urgent = "),
        ("return_answer", {"urgent": {"fortnights": 1}, "general": {"days": 1}}, "return_answer.urgent = "),
        ("return_answer", {"urgent": {"days": 0}, "general": {"days": 1}}, "return_answer.urgent.days = 0"),
        ("day_counting", "by-moon", "day_counting = by-moon：只能是"),
        ("max_returns", 0, "max_returns = 0"),
        ("day_series", {"number": 5, "times": ["9"]}, "day_series.times = 9"),
        ("day_series", {"number": 5, "times": [time(9), time(9)]}, "day_series.times = "),
        ("effective_from", "2026", "effective_from = 2026：应为日期"),
        ("sign_minuts", {}, "sign_minuts：不认识"),
        ("ladder", {"clock": "sign"}, "ladder = "),
        ("ladder", [{"clock": "moon", "steps": []}], "ladder.1.clock = moon"),
        ("ladder", [{"clock": "sign", "steps": ["80%"]}, {"clock": "sign", "steps": ["soon"]}], "ladder.2.steps = "),
        ("ladder", [{"clock": "sign", "steps": ["80%", "80％"]}], "ladder.1.steps = "),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(section: str, value: object, place: str) -> None:
    data = shipped()
    data["version"][0][section] = value
    with pytest.raises(BadRules) as caught:
        read_rules(data)
    assert place in str(caught.value)
    assert caught.value.field
    assert caught.value.field.split(".")[0] == section


@pytest.mark.parametrize("data", [{}, {"version": []}, {"version": 3}, {"version": ["x"]}, {"version": [], "x": 1}])
def test_a_file_that_holds_no_version_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(BadRules, match="version"):
        read_rules(data)


def test_a_version_made_later_never_governs_what_was_dispatched_before_it_was_made() -> None:
    form = shipped()["version"][0] | {"effective_from": date(2026, 11, 23), "max_returns": 1}
    noon = read_iso("2026-11-23T12:00")
    book = load_rules().with_versions([read_version(form, made_at=noon)])
    assert book.in_force(noon - timedelta(seconds=1)).max_returns == 2
    assert book.in_force(noon).max_returns == 1


def test_of_two_versions_for_the_same_coming_date_the_one_made_last_holds() -> None:
    form = shipped()["version"][0] | {"effective_from": date(2026, 12, 1)}
    first = read_version(form | {"max_returns": 1}, made_at=read_iso("2026-11-20"))
    second = read_version(form | {"max_returns": 3}, made_at=read_iso("2026-11-21"))
    book = load_rules().with_versions([first, second])
    assert [version.max_returns for version in book.versions] == [2, 3]


def test_a_ladder_names_its_clock_its_steps_and_whom_it_is_for() -> None:
    data = shipped()
    data["version"][0]["ladder"] = [
        {"clock": "handling", "time_class": "complex", "steps": ["50%", "-1h", "day 3 09:00", "end", "end+30min"]}
    ]
    ((ladder,),) = (version.ladders for version in read_rules(data).versions)
    assert ladder.clock is ClockName.HANDLING
    assert [step.name for step in ladder.steps] == ["50%", "-60min", "day 3 09:00", "end", "end+30min"]
    assert ladder.is_for(URGENT, TimeClass.COMPLEX)
    assert not ladder.is_for(URGENT, TimeClass.DEFAULT)
