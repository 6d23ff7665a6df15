from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, read_iso, to_local
from app.rules.law.calendar import load_calendar
from app.rules.law.clock_rules import CalendarMode, DayCounting, load_rules, read_version
from app.rules.law.clocks import ClockName, TimeClass
from app.rules.reminder.slots import Slot, relevant, settle, slots_for, title_of
from app.rules.ticket.deadlines import Facts
from app.rules.ticket.states import OPEN_STATUSES, TicketStatus
from tests.support.levels import EXTRA, GENERAL, URGENT, extra_form, with_numbers
from tests.support.searching import examples

RULES = load_rules().versions[0]
CALENDAR = load_calendar()
MINUTE = timedelta(minutes=1)


def ticket(dispatched: str = "2026-11-23T02:41", **changes: object) -> Facts:
    base = Facts(URGENT, TimeClass.DEFAULT, read_iso(dispatched))
    return replace(base, **changes)  # type: ignore[arg-type]  # the tests name the fields


def told(facts: Facts) -> list[tuple[str, str, str]]:
    return [(clock.value, name, f"{to_local(at):%m-%d %H:%M}") for clock, name, at in slots_for(facts, RULES, CALENDAR)]


THREE = read_version(extra_form(RULES))
SIGN_MINUTES = {
    EXTRA: {0: "arrival", 3: "3min", 5: "overdue"},
    URGENT: {0: "arrival", 5: "5min", 8: "8min", 10: "overdue"},
    GENERAL: {90: "90min", 110: "110min", 120: "overdue"},
}


def series_at(at: datetime, days_begun: int, last_day: date | None) -> str:
    """Which of the day series a minute belongs to, if any."""
    if at.minute or at.hour not in {9, 16, 19, 22}:
        return ""
    return "day5" if days_begun == 5 else "due-day" if at.date() == last_day else ""


def walked(facts: Facts) -> set[tuple[str, str, datetime]]:
    """The same slots, found by walking minute by minute from dispatch for 22 days."""
    at = facts.dispatched_at.astimezone(SHANGHAI)
    due, last_day = None, None
    if facts.imported_deadline is not None:
        due = facts.imported_deadline.astimezone(SHANGHAI)
        last_day = due.date() - timedelta(days=1 if due.time() == time() else 0)
    signs = SIGN_MINUTES[facts.urgency] if facts.status is TicketStatus.TO_SIGN and not facts.signed_at else {}
    found: set[tuple[str, str, datetime]] = set()
    days_begun, day = 0, at.date()
    for minute in range(22 * 24 * 60):
        if at.date() != day:
            day, days_begun = at.date(), days_begun + 1
            due = due or (at if days_begun == 6 else None)
        if minute in signs:
            found.add(("sign", signs[minute], at))
        is_past_end = last_day == at.date() and due is not None and at >= due
        if not is_past_end and (name := series_at(at, days_begun, last_day)):
            found.add((name, f"{at:%H:%M}", at))
        at += MINUTE
    assert due is not None
    return {*found, ("deadline", "due", due)} if facts.status in OPEN_STATUSES else set()


instants = st.integers(0, 300 * 24 * 60).map(lambda n: read_iso("2026-02-01") + n * MINUTE)


@st.composite
def tickets(draw: st.DrawFn) -> Facts:
    at = draw(instants)
    near = st.integers(1, 20 * 24 * 60).map(lambda n: at + n * MINUTE)
    near_midnight = st.integers(0, 20).map(
        lambda n: datetime.combine(at.astimezone(SHANGHAI).date(), time(), SHANGHAI) + timedelta(days=n)
    )
    return Facts(
        urgency=draw(st.sampled_from([level.code for level in THREE.levels])),
        time_class=TimeClass.DEFAULT,
        dispatched_at=at,
        imported_deadline=draw(st.none() | near | near_midnight),
        signed_at=draw(st.none() | st.just(at)),
        status=draw(st.sampled_from(TicketStatus)),
    )


@settings(max_examples=examples(40), deadline=None)
@given(tickets())
def test_slots_agree_with_a_walk_through_every_minute(facts: Facts) -> None:
    slots = slots_for(facts, THREE, CALENDAR)
    assert {(clock.value, name, at) for clock, name, at in slots} == walked(facts)


@given(tickets())
def test_slots_are_sorted_and_each_clock_and_slot_stands_once(facts: Facts) -> None:
    slots = slots_for(facts, THREE, CALENDAR)
    assert [slot.at for slot in slots] == sorted(slot.at for slot in slots)
    assert len({(slot.clock, slot.slot) for slot in slots}) == len(slots)


def test_a_new_urgent_ticket_has_the_slots_of_the_customer() -> None:
    assert told(ticket()) == [
        ("sign", "arrival", "11-23 02:41"),
        ("sign", "5min", "11-23 02:46"),
        ("sign", "8min", "11-23 02:49"),
        ("sign", "overdue", "11-23 02:51"),
        ("day5", "09:00", "11-28 09:00"),
        ("day5", "16:00", "11-28 16:00"),
        ("day5", "19:00", "11-28 19:00"),
        ("day5", "22:00", "11-28 22:00"),
        ("deadline", "due", "11-29 00:00"),
    ]


def test_a_general_ticket_is_reminded_of_late_in_its_two_hours() -> None:
    assert told(ticket(urgency=GENERAL))[:3] == [
        ("sign", "90min", "11-23 04:11"),
        ("sign", "110min", "11-23 04:31"),
        ("sign", "overdue", "11-23 04:41"),
    ]


def test_a_slot_at_the_very_instant_of_dispatch_stands() -> None:
    facts = ticket("2026-11-23T16:00", imported_deadline=read_iso("2026-11-24"), status=TicketStatus.HANDLING)
    assert [slot[1] for slot in told(facts) if slot[0] == "due-day"] == ["16:00", "19:00", "22:00"]


def test_an_imported_deadline_on_another_day_has_its_own_series() -> None:
    slots = told(ticket(imported_deadline=read_iso("2026-11-27"), status=TicketStatus.HANDLING))
    assert [slot for slot in slots if slot[0] == "due-day"] == [
        ("due-day", "09:00", "11-26 09:00"),
        ("due-day", "16:00", "11-26 16:00"),
        ("due-day", "19:00", "11-26 19:00"),
        ("due-day", "22:00", "11-26 22:00"),
    ]
    assert slots[4] == ("deadline", "due", "11-27 00:00")
    assert [slot[0] for slot in slots[5:]] == ["day5"] * 4


@pytest.mark.parametrize("imported", ["2026-11-29", "2026-11-28T15:00", "2026-11-28T23:59:59"])
def test_an_imported_deadline_on_day_5_has_no_second_series(imported: str) -> None:
    slots = told(ticket(imported_deadline=read_iso(imported), status=TicketStatus.HANDLING))
    assert sorted({slot[0] for slot in slots}) == ["day5", "deadline"]


@pytest.mark.parametrize(
    ("imported", "remaining"),
    [("2026-11-28T18:30", ["09:00", "16:00"]), ("2026-11-28T19:00", ["09:00", "16:00"]), ("2026-11-28T08:00", [])],
)
def test_on_the_day_of_a_deadline_only_the_slots_before_it_remain(imported: str, remaining: list[str]) -> None:
    slots = told(ticket(imported_deadline=read_iso(imported), status=TicketStatus.HANDLING))
    assert [slot[1] for slot in slots if slot[0] in {"day5", "due-day"}] == remaining


def test_no_slot_of_the_due_day_stands_before_dispatch() -> None:
    facts = ticket("2026-11-23T17:30", imported_deadline=read_iso("2026-11-24"), status=TicketStatus.HANDLING)
    assert [slot[1] for slot in told(facts) if slot[0] == "due-day"] == ["19:00", "22:00"]


@pytest.mark.parametrize("status", [TicketStatus.CLOSED, TicketStatus.RETURNED])
def test_a_ticket_that_is_over_has_no_slots(status: TicketStatus) -> None:
    assert slots_for(ticket(status=status), RULES, CALENDAR) == ()


@pytest.mark.parametrize("status", sorted(OPEN_STATUSES - {TicketStatus.TO_SIGN}))
def test_only_a_ticket_that_waits_for_signing_is_reminded_of_it(status: TicketStatus) -> None:
    assert {slot[0] for slot in told(ticket(status=status))} == {"day5", "deadline"}


def test_a_ticket_that_is_signed_but_still_listed_as_to_sign_is_not_reminded_of_signing() -> None:
    assert "sign" not in {slot[0] for slot in told(ticket(signed_at=read_iso("2026-11-23T02:42")))}


def test_other_ways_of_counting_move_day_5() -> None:
    first_day = replace(RULES, day_counting=DayCounting.DISPATCH_DAY_IS_1)
    working = replace(RULES, calendar_mode=CalendarMode.WORKING)
    facts = ticket("2026-09-30T10:00")
    days = [
        {to_local(slot.at).date() for slot in slots_for(facts, rules, CALENDAR) if slot.clock is ClockName.DAY5}
        for rules in (first_day, working)
    ]
    assert days == [{date(2026, 10, 4)}, {date(2026, 10, 13)}]


@pytest.mark.parametrize("clock", [ClockName.DAY5, ClockName.DUE_DAY, ClockName.DEADLINE])
@pytest.mark.parametrize("status", TicketStatus)
def test_handling_reminders_matter_while_the_ticket_is_open(clock: ClockName, status: TicketStatus) -> None:
    assert relevant(clock, ticket(status=status)) is (status in OPEN_STATUSES)


@pytest.mark.parametrize("status", TicketStatus)
def test_signing_reminders_matter_only_while_signing_is_awaited(status: TicketStatus) -> None:
    assert relevant(ClockName.SIGN, ticket(status=status)) is (status is TicketStatus.TO_SIGN)
    assert not relevant(ClockName.SIGN, ticket(status=status, signed_at=read_iso("2026-11-23T02:42")))


@pytest.mark.parametrize("clock", ClockName)
def test_nothing_matters_for_the_backlog(clock: ClockName) -> None:
    assert not relevant(clock, ticket(backlog=True))


@given(tickets())
def test_every_planned_slot_matters(facts: Facts) -> None:
    assert all(relevant(slot.clock, facts) for slot in slots_for(facts, RULES, CALENDAR))


def test_a_ticket_that_comes_in_late_rings_once_for_each_clock() -> None:
    slots = slots_for(ticket(), RULES, CALENDAR)
    planned, superseded = settle(slots, read_iso("2026-11-28T17:00"))
    assert [(slot.clock, slot.slot) for slot in planned] == [
        (ClockName.SIGN, "overdue"),
        (ClockName.DAY5, "16:00"),
        (ClockName.DAY5, "19:00"),
        (ClockName.DAY5, "22:00"),
        (ClockName.DEADLINE, "due"),
    ]
    assert [slot.slot for slot in superseded] == ["arrival", "5min", "8min", "09:00"]


def test_a_slot_whose_moment_is_now_counts_as_past() -> None:
    planned, superseded = settle(slots_for(ticket(), RULES, CALENDAR), read_iso("2026-11-23T02:46"))
    assert [slot.slot for slot in superseded] == ["arrival"]
    assert planned[0].slot == "5min"


@given(tickets(), st.integers(-1000, 60 * 24 * 60))
def test_settling_loses_nothing_and_leaves_one_past_slot_a_clock(facts: Facts, minutes: int) -> None:
    now = facts.dispatched_at + minutes * MINUTE
    slots = slots_for(facts, RULES, CALENDAR)
    planned, superseded = settle(reversed(slots), now)
    assert sorted([*planned, *superseded], key=str) == sorted(slots, key=str)
    past = [slot.clock for slot in planned if slot.at <= now]
    assert set(past) == {slot.clock for slot in slots if slot.at <= now}
    assert len(past) == len(set(past))
    for old in superseded:
        assert any(slot.clock is old.clock and old.at <= slot.at <= now for slot in planned)


def test_settling_nothing_gives_nothing() -> None:
    assert settle((), read_iso("2026-11-23")) == ((), ())


@pytest.mark.parametrize(
    ("clock", "slot", "title"),
    [
        (ClockName.SIGN, "arrival", "新到工单，请立即签收"),
        (ClockName.SIGN, "5min", "签收剩 5 分钟"),
        (ClockName.SIGN, "8min", "签收剩 2 分钟"),
        (ClockName.SIGN, "90min", "签收剩 30 分钟"),
        (ClockName.SIGN, "110min", "签收剩 10 分钟"),
        (ClockName.SIGN, "overdue", "签收已超时"),
        (ClockName.SIGN, "45min", "尚未签收，请尽快签收"),
        (ClockName.DAY5, "16:00", "第5日 16:00 提醒"),
        (ClockName.DUE_DAY, "09:00", "到期日 09:00 提醒"),
        (ClockName.DEADLINE, "due", "已到期，须上报"),
    ],
)
def test_a_reminder_says_in_its_title_what_it_is(clock: ClockName, slot: str, title: str) -> None:
    assert title_of(clock, slot) == title


def test_titles_follow_the_rules_they_are_given() -> None:
    rules = replace(with_numbers(RULES, URGENT, sign_limit=timedelta(minutes=15)), day_number=3)
    assert title_of(ClockName.SIGN, "8min", rules) == "签收剩 7 分钟"
    assert title_of(ClockName.DAY5, "22:00", rules) == "第3日 22:00 提醒"


def test_a_slot_can_be_taken_apart() -> None:
    clock, name, at = Slot(ClockName.DEADLINE, "due", read_iso("2026-11-29"))
    assert (clock, name, at) == (ClockName.DEADLINE, "due", read_iso("2026-11-29"))
