"""通话中: who is on the phone, and for how long it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.ui.frame.calling import LONGEST_SECONDS, Calling


@pytest.fixture
def calling(clock: StillClock) -> Calling:
    return Calling(clock)


def test_the_switch_turns_it_on_and_off(calling: Calling, qtbot: QtBot) -> None:
    with qtbot.waitSignals([calling.changed] * 2):
        calling.toggle()
        assert calling.active
        calling.toggle()
    assert not calling.active


def test_a_form_counts_while_it_is_open_and_its_call_has_begun(calling: Calling, qtbot: QtBot) -> None:
    form, begun = QWidget(), [False]
    qtbot.addWidget(form)
    calling.watch(form, lambda: begun[0])
    form.show()
    assert not calling.active
    begun[0] = True
    assert calling.active
    form.hide()
    assert not calling.active


def test_the_switch_ends_a_call_whose_form_stays_open(calling: Calling, qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    calling.watch(form)
    form.show()
    assert calling.active
    calling.toggle()
    assert not calling.active


def test_no_call_mutes_the_alarm_for_more_than_half_an_hour(calling: Calling, clock: StillClock, qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    calling.watch(form)
    form.show()
    calling.toggle() if not calling.active else None
    clock.advance(timedelta(seconds=LONGEST_SECONDS - 1))
    assert calling.active
    clock.advance(timedelta(seconds=1))
    assert not calling.active
    calling.toggle()
    clock.advance(timedelta(seconds=LONGEST_SECONDS))
    assert not calling.active
