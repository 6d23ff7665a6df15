"""Every state has its words; only where a copy helps is one offered."""

from __future__ import annotations

import pytest

from app.base.errors import RegisterBusy
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState, fault_of

WHOLE = {RegisterState.FULL, RegisterState.BUSY, RegisterState.NO_RIGHTS, RegisterState.NEWER}


@pytest.mark.parametrize("state", RegisterState)
def test_every_state_has_its_own_sentence_and_advice(state):
    text = STATE_TEXTS[state]
    assert text.opening
    assert text.advice
    assert [other for other in RegisterState if STATE_TEXTS[other].opening == text.opening] == [state]
    assert text.working.endswith("本次操作没有保存")


@pytest.mark.parametrize("state", WHOLE)
def test_a_whole_register_is_never_told_to_be_restored(state):
    fault = RegisterFault(state)
    assert "restore" not in str(fault)
    assert "损坏，不需要恢复" in str(fault)


def test_where_a_copy_helps_the_commands_name_how():
    assert "jiesu-desk restore" in str(RegisterFault(RegisterState.MISSING))


def test_a_busy_register_is_caught_as_one_that_may_be_tried_again():
    assert isinstance(fault_of(RegisterState.BUSY), RegisterBusy)
