"""A missed round sounds once, softly; on the phone or while something is written it waits for the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
import shiboken6

from app.base.people import Person
from app.desk.watch import acts as watch_acts
from app.desk.watch import reads as watch_reads
from app.startup.watch_rounds import WatchRounds
from app.ui.frame.application import open_window
from app.ui.frame.runners import InlineRunner
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
FIVE = timedelta(minutes=5)


@pytest.fixture
def watch(qapp, folder, clock):
    desk = desk_on(folder, clock)
    opened = open_window(desk, person=OPERATOR, runner=InlineRunner(), show=False)
    opened.window.show()
    rings, lines = [], []
    rounds = WatchRounds(desk, opened, ring=lambda: rings.append(clock.now()), show=lines.append)
    rounds.settle()
    clock.advance(timedelta(minutes=4))
    yield desk, opened, rounds, rings, lines
    opened.close()
    shiboken6.delete(opened.window)
    desk.register.close()


def test_a_missed_round_sounds_once_and_stands_in_one_line(watch, clock):
    desk, _opened, rounds, rings, lines = watch
    clock.advance(FIVE)
    rounds.settle()
    rounds.settle()
    assert len(rings) == 1
    assert lines[-1] == "漏看平台 02:45–02:50，请看平台后按 Shift+F9"
    clock.advance(FIVE)
    rounds.settle()
    assert len(rings) == 2
    watch_acts.look(desk, person=OPERATOR)
    clock.advance(FIVE)
    rounds.settle()
    assert len(rings) == 2


def test_on_the_phone_it_is_silent_keeps_the_cause_and_sounds_afterwards(watch, clock):
    desk, opened, rounds, rings, _lines = watch
    opened.shell.calling.toggle()
    clock.advance(FIVE)
    rounds.settle()
    assert rings == []
    opened.shell.calling.toggle()
    assert len(rings) == 1
    assert watch_reads.view(desk).last_missed.cause == "正在通话"


def test_a_look_takes_the_line_away(watch, clock):
    _desk, opened, rounds, _rings, lines = watch
    clock.advance(FIVE)
    rounds.settle()
    opened.gateway.submit(watch_acts.look, person=OPERATOR)
    assert lines[-1] == ""
