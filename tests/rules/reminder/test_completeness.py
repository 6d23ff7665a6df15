from __future__ import annotations

import pytest

from app.rules.reminder.completeness import SlotGroup, sum_up

WHOLE = (
    SlotGroup("planned", 4),
    SlotGroup("raised", 1),
    SlotGroup("shown", 2, due=True),
    SlotGroup("acknowledged", 3, due=True, cause="电脑休眠"),
    SlotGroup("cancelled", 5, due=True),
    SlotGroup("missed", 2, due=True, cause="程序未运行"),
    SlotGroup("missed", 1, due=True, cause="登记库正忙"),
)


def test_every_slot_stands_in_one_part_of_the_sum():
    told = sum_up(WHOLE)
    assert (told.planned, told.raised, told.cancelled, told.missed, told.to_come) == (18, 6, 5, 3, 4)
    assert told.causes == {"程序未运行": 2, "登记库正忙": 1}
    assert (told.late, told.late_causes) == (3, {"电脑休眠": 3})
    assert told.holds


def test_an_empty_ledger_holds():
    assert sum_up(()).holds


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (SlotGroup("planned", 1, due=True), "overdue"),
        (SlotGroup("missed", 1, due=True), "unexplained"),
        (SlotGroup("raised", 1, due=True, proven=False), "unproven"),
        (SlotGroup("acknowledged", 1, due=True, proven=False), "unproven"),
    ],
)
def test_a_slot_that_is_not_accounted_for_breaks_the_sum(damage, found):
    told = sum_up((*WHOLE, damage))
    assert getattr(told, found) == 1
    assert not told.holds


@pytest.mark.parametrize("state", ["", "rung", "PLANNED"])
def test_a_slot_in_an_unknown_state_breaks_the_sum(state):
    told = sum_up((*WHOLE, SlotGroup(state, 1)))
    assert told.planned == 19
    assert not told.holds
