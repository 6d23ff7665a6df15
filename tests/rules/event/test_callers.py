"""Callers of an event: one phone number is one caller, whose tickets keep calls of their own."""

from __future__ import annotations

from datetime import UTC, datetime

from app.rules.event.callers import Called, CallState, callers_of

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def called(ticket_id: int, *phones: str, is_open: bool = True, calls: int = 0, reached: bool = False) -> Called:
    return Called(ticket_id, phones, is_open, calls, AT if reached else None, AT if calls and not reached else None)


def test_tickets_that_share_a_number_are_one_callers_also_by_way_of_a_third() -> None:
    found = callers_of(
        [called(1, "13800000001"), called(2, "13800000002"), called(3, "13800000002", "13800000001"), called(4)]
    )
    assert [[one.ticket_id for one in caller.tickets] for caller in found] == [[1, 2, 3], [4]]
    assert found[0].phones == ("13800000001", "13800000002")


def test_every_open_ticket_of_a_caller_wants_a_call_of_its_own() -> None:
    first, second = called(1, "13800000001", calls=1, reached=True), called(2, "13800000001")
    (caller,) = callers_of([first, second])
    assert (caller.state, caller.next_id) == (CallState.PART, 2)
    (caller,) = callers_of([first, called(2, "13800000001", calls=2, reached=True)])
    assert (caller.state, caller.next_id, caller.calls, caller.last_at) == (CallState.DONE, None, 3, AT)


def test_states_of_callers_who_were_not_reached() -> None:
    found = callers_of(
        [
            called(1, "13800000001"),
            called(2, "13800000002", calls=2),
            called(3),
            called(4, "13800000004", is_open=False),
        ]
    )
    assert [caller.state for caller in found] == [
        CallState.TO_CALL,
        CallState.TRIED,
        CallState.NO_NUMBER,
        CallState.CLOSED,
    ]
    assert [caller.next_id for caller in found] == [1, 2, 3, None]
