"""What turns is said once in the window with one soft sound; tickets that came in twice are named after an import."""

from __future__ import annotations

from datetime import timedelta

import pytest
import shiboken6

from app.base.changes import Change
from app.base.people import Person
from app.desk.ticket import editing
from app.startup.hinges import Hinges
from app.ui.frame.application import open_window
from app.ui.frame.runners import InlineRunner
from tests.desk.conftest import beijing
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
SAID = {"title": "空调维修加价", "content": "上门维修空调后加价", "phone_raw": "13800000001"}


@pytest.fixture
def hinges(qapp, folder, clock):
    clock.advance(beijing("2026-12-18T08:59") - clock.now())
    desk = desk_on(folder, clock)
    opened = open_window(desk, person=OPERATOR, runner=InlineRunner(), show=False)
    opened.window.show()
    said = []
    opened.shell.say = lambda text, tone="blue": said.append(text)
    rings, notices = [], []
    made = Hinges(desk, opened, ring=lambda: rings.append(1), notify=lambda title, text: notices.append((title, text)))
    yield desk, opened, made, said, rings, notices
    opened.close()
    shiboken6.delete(opened.window)
    desk.register.close()


def test_on_the_last_day_of_the_period_it_is_said_once(hinges, clock):
    _desk, _opened, made, said, rings, notices = hinges
    made.remind()
    assert (said, rings) == ([], [])
    clock.advance(timedelta(minutes=2))
    made.remind()
    made.remind()
    assert len(rings) == 1
    assert said[0].startswith("2026年12月考核期今天结束，请看收官清单：0 件待收官")
    assert notices == [("月度节点", "2026年12月考核期今天结束，请看收官清单：0 件待收官")]


def test_after_an_import_a_ticket_that_is_there_twice_is_named_once(hinges):
    desk, opened, _made, said, _rings, _notices = hinges
    editing.create(desk, person=OPERATOR, values=SAID)
    editing.create(desk, person=OPERATOR, values={**SAID, "number": "热线-7"})
    opened.gateway.announce(Change.IMPORTS)
    opened.gateway.announce(Change.IMPORTS)
    assert [words.partition("（")[0] for words in said] == ["热线-7 可能就是 临-20261218-01"]
