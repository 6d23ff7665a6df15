"""The life of a slot: what rings can be answered or fall silent, and what is over stays over."""

from __future__ import annotations

import pytest

from app.rules.reminder.moves import LIVE, REMINDER_FLOW, RINGING, ReminderVerb
from app.rules.reminder.states import ReminderState
from app.rules.shared.flow import IllegalMove


def test_a_slot_goes_from_its_plan_to_its_answer_and_may_come_back() -> None:
    state = ReminderState.PLANNED
    for verb in (ReminderVerb.RAISE, ReminderVerb.SHOW, ReminderVerb.ACKNOWLEDGE, ReminderVerb.RAISE):
        state = REMINDER_FLOW.after(state, verb)
    assert state is ReminderState.RAISED


def test_a_missed_slot_is_planned_again_only_by_a_clock_that_was_set_back() -> None:
    assert REMINDER_FLOW.verbs(ReminderState.MISSED) == (ReminderVerb.REVIVE,)
    assert REMINDER_FLOW.after(ReminderState.MISSED, ReminderVerb.REVIVE) is ReminderState.PLANNED


def test_nothing_happens_to_a_cancelled_slot() -> None:
    assert REMINDER_FLOW.verbs(ReminderState.CANCELLED) == ()
    with pytest.raises(IllegalMove, match="提醒已取消，不能响铃"):
        REMINDER_FLOW.after(ReminderState.CANCELLED, ReminderVerb.RAISE)


def test_what_rings_and_what_can_still_ring_follow_from_the_flow() -> None:
    assert {ReminderState.RAISED, ReminderState.SHOWN} == RINGING
    assert {ReminderState.PLANNED, *RINGING} == LIVE
