from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from app.rules.ticket.states import OPEN_STATUSES, TicketStatus
from app.rules.watch.reconciliation import Listed, Registered, compare_counts, compare_tickets

T0 = datetime(2026, 11, 23, tzinfo=UTC)
numbers = some.sampled_from([f"热线-{at}" for at in range(6)])
statuses = some.sampled_from(list(TicketStatus))
moments = some.one_of(some.none(), some.integers(0, 5).map(lambda hours: T0 + timedelta(hours=hours)))
units = some.sampled_from(["", "商业服务科", "家政专班"])


@some.composite
def registers(draw):
    chosen = draw(some.lists(numbers, unique=True))
    return [
        Registered(
            at, number, "", draw(statuses), draw(moments), draw(units), draw(moments), backlog=draw(some.booleans())
        )
        for at, number in enumerate(chosen)
    ]


listed_tickets = some.builds(
    Listed,
    number=numbers,
    status=some.one_of(some.none(), statuses),
    deadline_at=moments,
    unit=units,
    signed_at=moments,
)


def counted(listed, register):
    """The same comparison by walking every pair."""
    last = {one.number: one for one in listed}
    here = {one.number: one for one in register}
    missing_here = {number for number in last if number not in here}
    missing_there = {
        one.number for one in register if one.number not in last and one.status in OPEN_STATUSES and not one.backlog
    }
    differs = {
        (number, name)
        for number, there in last.items()
        if number in here
        for name in ("status", "deadline_at", "unit", "signed_at")
        if getattr(there, name) not in (None, "") and getattr(there, name) != getattr(here[number], name)
    }
    return missing_here, missing_there, differs


@given(some.lists(listed_tickets), registers())
def test_a_comparison_agrees_with_a_walk_over_every_pair_and_its_equation_holds(listed, register) -> None:
    result = compare_tickets(listed, register)
    missing_here, missing_there, differs = counted(listed, register)
    assert set(result.missing_here) == missing_here
    assert set(result.missing_there) == missing_there
    assert {(one.number, one.field.value) for one in result.differs} == differs
    assert result.platform - len(result.missing_here) == result.register - len(result.missing_there)
    assert result.platform == len({one.number for one in listed})
    assert result.holds == (not result.count)


@given(some.lists(listed_tickets), registers())
def test_what_is_reconciled_twice_differs_in_nothing(listed, register) -> None:
    first = compare_tickets(listed, register)
    assert compare_tickets(listed, register) == first
    taken = {one.number: one for one in register if one.number not in first.missing_there}
    for number in first.missing_here:
        taken[number] = Registered(len(taken) + 100, number, "", TicketStatus.TO_SIGN, None, "", None)
    for there in listed:
        told = {name: getattr(there, name) for name in ("status", "deadline_at", "unit", "signed_at")}
        given_values = {name: value for name, value in told.items() if value not in (None, "")}
        taken[there.number] = dataclasses.replace(taken[there.number], **given_values)
    last = {one.number: one for one in listed}.values()
    assert compare_tickets(last, list(taken.values())).holds


def test_a_number_is_unique_per_source_and_a_blank_source_matches_any() -> None:
    city = Registered(1, "1", "市直派", TicketStatus.TO_SIGN, None, "", None)
    district = dataclasses.replace(city, id=2, source="区分转")
    both = compare_tickets([Listed("1", "市直派"), Listed("1", "区分转")], [city, district])
    assert (both.holds, both.platform) == (True, 2)
    alone = compare_tickets([Listed("1")], [city])
    assert (alone.holds, alone.register) == (True, 1)
    other = compare_tickets([Listed("1", "本地录入")], [city])
    assert (other.missing_here, other.missing_there) == (("1",), ("1",))


def test_the_other_office_s_number_names_the_same_ticket() -> None:
    ticket = Registered(1, "区-1", "", TicketStatus.TO_SIGN, None, "", None, other_number="市-9")
    assert compare_tickets([Listed("市-9")], [ticket]).holds


def test_a_time_written_to_the_minute_is_compared_to_the_minute() -> None:
    at = T0 + timedelta(minutes=3, seconds=40)
    here = Registered(1, "1", "", TicketStatus.HANDLING, None, "商业 服务科", at)
    there = Listed("1", unit="商业服务科", signed_at=at.replace(second=0), whole_minutes=frozenset({"signed_at"}))
    assert compare_tickets([there], [here]).holds
    exact = dataclasses.replace(there, whole_minutes=frozenset())
    assert [one.field.value for one in compare_tickets([exact], [here]).differs] == ["signed_at"]


def test_words_that_mean_the_same_state_add_up_and_an_unknown_one_is_said() -> None:
    here = {TicketStatus.TO_SIGN: 3, TicketStatus.HANDLING: 2}
    rows = [("待签收", TicketStatus.TO_SIGN, 2), ("未签收", TicketStatus.TO_SIGN, 1), ("归档", TicketStatus.CLOSED, 9)]
    assert compare_counts(rows, here).holds
    odd = compare_counts([*rows, ("在途", None, 1)], here)
    assert (odd.holds, odd.unread, odd.platform, odd.register) == (False, ("在途",), 3, 3)
