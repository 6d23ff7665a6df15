"""The window with its clockwork: what happens by itself is seen where a person looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.base.changes import Change
from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk import setting
from app.desk.reminder import acts as reminder_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.scheduler.tones import Tone
from app.startup import window
from app.startup.opening import open_whole
from app.startup.window import JoinedWindow
from app.ui.reminder.alarm.channels import SOUND_ONLY
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_on(DataFolder(tmp_path / "data"), SystemClock())
    yield made
    made.register.close()


@pytest.fixture
def joined(qapp: object, desk: Desk) -> Iterator[JoinedWindow]:
    made = open_whole(desk, person=OPERATOR, show=False)
    yield made
    made.close()
    shiboken6.delete(made.opened.window)


def test_a_watched_folder_that_vanished_is_said_in_the_foot(joined: JoinedWindow, tmp_path: Path, qtbot: QtBot) -> None:
    watched = tmp_path / "exports"
    watched.mkdir()
    shell = joined.opened.shell
    shell.gateway.submit(setting.change, person=OPERATOR, name="watched_folder", value=str(watched))
    qtbot.waitUntil(lambda: shell.setting("watched_folder") == str(watched))
    watched.rmdir()
    joined._look_into_folder()
    foot = joined.opened.window.foot
    qtbot.waitUntil(lambda: any("自动导入文件夹不存在" in words for words in foot.warnings))
    watched.mkdir()
    joined._look_into_folder()
    qtbot.waitUntil(lambda: not any("自动导入文件夹" in words for words in foot.warnings))


def test_a_sound_switched_off_is_still_heard_for_what_is_urgent_once_a_minute(
    joined: JoinedWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = joined.opened.shell
    shell.gateway.submit(setting.change, person=OPERATOR, name="sound", value="no")
    qtbot.waitUntil(lambda: shell.setting("sound") == "no")
    desk.register.close()  # no look into the register is needed to know it
    played: list[Tone] = []
    monkeypatch.setattr(joined._sound, "play", lambda tone: not played.append(tone))
    assert joined._play(False, 0)
    assert joined._play(False, 1)
    assert joined._play(True, SOUND_ONLY)
    assert played == []
    assert joined._play(True, 0)
    assert joined._play(True, 1)
    assert joined._play(True, 2)
    assert played == [Tone.URGENT, Tone.URGENT, Tone.LOUD]


def test_in_a_call_no_alarm_sounds(joined: JoinedWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Tone] = []
    monkeypatch.setattr(joined._sound, "play", lambda tone: not played.append(tone))
    joined.opened.shell.commands.run("on-call")
    assert joined._play(True, 2)
    assert played == []
    joined.opened.shell.commands.run("on-call")
    assert joined._play(True, 2)
    assert played == [Tone.LOUD]


def test_a_test_alarm_says_what_became_of_it_on_each_channel(joined: JoinedWindow, qtbot: QtBot) -> None:
    said: list[tuple[str, str]] = []
    trial = "试响："  # the window may say other things meanwhile
    joined.opened.shell.message.connect(lambda tone, text: said.append((tone, text)) if trial in text else None)
    joined._sound._players = []
    joined.opened.shell.commands.run("test-alarm")
    qtbot.waitUntil(lambda: bool(said) and "等待" not in said[-1][1])
    tone, words = said[-1]
    assert "报警窗 ✓" in words
    assert "声音 ✗（这台电脑播放不了声音）" in words
    assert "托盘 ✗（没有系统托盘）" in words
    assert tone == "amber"
    assert joined.alarm.window.body.head.note == words.removeprefix(trial)


def test_f12_leads_to_the_alarm_window(joined: JoinedWindow, qtbot: QtBot) -> None:
    action = joined.opened.shell.commands.action("alarm")
    assert action.shortcut().toString() == "F12"
    said: list[tuple[str, str]] = []
    joined.opened.shell.message.connect(lambda tone, text: said.append((tone, text)))
    action.trigger()
    qtbot.waitUntil(lambda: ("blue", "现在没有要处理的提醒") in said)


def test_the_desk_starts_with_the_session_while_the_setting_says_so(
    joined: JoinedWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bool, list[str]]] = []
    monkeypatch.setattr(window, "set_session_start", lambda wanted, command: asked.append((wanted, command)))
    gateway = joined.opened.shell.gateway
    gateway.submit(setting.change, person=OPERATOR, name="start_with_session", value="yes")
    qtbot.waitUntil(lambda: len(asked) == 1)
    gateway.submit(setting.change, person=OPERATOR, name="start_with_session", value="no")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert [wanted for wanted, _ in asked] == [True, False]
    assert asked[0][1][-2:] == ["--data", str(tmp_path / "data")]


def test_the_foot_names_who_switched_the_sound_off(joined: JoinedWindow, qtbot: QtBot) -> None:
    foot, gateway = joined.opened.window.foot, joined.opened.shell.gateway
    assert foot.muted.isHidden()
    gateway.submit(setting.change, person=OPERATOR, name="sound", value="no")
    qtbot.waitUntil(lambda: not foot.muted.isHidden())
    assert foot.muted.text().startswith("✕ 声音已关闭：值班员甲 ")
    gateway.submit(setting.change, person=OPERATOR, name="sound", value="yes")
    qtbot.waitUntil(foot.muted.isHidden)


def test_a_handover_rings_at_once_for_the_new_person(joined: JoinedWindow, desk: Desk, qtbot: QtBot) -> None:
    alarm, gateway = joined.alarm.window, joined.opened.gateway
    editing.create(desk, person=OPERATOR, values={"number": "热线-261123-000001", "title": "退费", "urgency": "urgent"})
    gateway.announce(Change.TICKETS)
    qtbot.waitUntil(alarm.isVisible)
    ids = [row.id for row in alarm.board.rows()]
    gateway.submit(reminder_acts.acknowledge, person=OPERATOR, ids=ids)
    qtbot.waitUntil(lambda: not alarm.isVisible())
    gateway.submit(people.sign_in, name="值班员乙", role=Role.OPERATOR)
    qtbot.waitUntil(alarm.isVisible)
    assert [row.id for row in alarm.board.rows()] == ids
