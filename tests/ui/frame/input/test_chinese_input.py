"""The input modules of this Qt, the report of a missing one, and the daemon that starts later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.base import input_daemons
from app.base.input_method import InputState
from app.ui.frame.input.chinese_input import DaemonWatch, modules_of_qt


def test_the_modules_are_read_from_the_plugins(tmp_path: Path) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    for name in ("compose", "ibus", "fcitx5"):
        (folder / f"lib{name}platforminputcontextplugin.so").touch()
    assert modules_of_qt(tmp_path) == {"compose", "xim", "ibus", "fcitx5", "fcitx"}


def test_this_qt_has_the_module_that_the_rule_needs() -> None:
    assert "ibus" in modules_of_qt()


def test_a_missing_input_method_is_reported_in_bar_and_foot(opened) -> None:
    opened.shell.input = InputState(asked="fcitx", native=False)
    opened.go_on()
    assert "现在不能输入中文" in opened.window.messages.text
    assert "fcitx5-chinese-addons" in opened.window.foot.warnings[0]


def test_after_a_daemon_started_the_health_page_says_to_open_the_desk_again(opened) -> None:
    opened.shell.input, seen = InputState(asked="fcitx", native=False), []
    opened.shell.input_changed.connect(lambda: seen.append(opened.shell.input))
    opened._note_late_input()
    assert [state.started_later for state in seen] == [True]
    assert seen[0].words.startswith("输入法已启动")
    assert "重新打开值守台" in seen[0].hint
    opened.shell.input = InputState()


def test_a_daemon_that_starts_later_is_announced_once(qapp, monkeypatch) -> None:
    found = [False, True]
    monkeypatch.setattr(input_daemons, "answers", lambda: found.pop(0))
    owner, heard = QObject(), []
    watch = DaemonWatch(owner)
    watch.found.connect(lambda: heard.append("started"))
    watch.look()
    assert heard == []
    watch.look()
    assert heard == ["started"]
