"""A second start finds the first window, even when that one does not listen yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from app.ui.frame.session import single_window
from app.ui.frame.session.single_window import FrontDoor, call_first_window


def test_a_second_start_calls_the_first_window(qapp, qtbot, tmp_path: Path) -> None:
    called: list[bool] = []
    door = FrontDoor(tmp_path, lambda: called.append(True))
    assert call_first_window(tmp_path)
    qtbot.waitUntil(lambda: called == [True])
    door.close()


def test_a_first_window_that_does_not_listen_yet_is_called_again(
    qapp, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[bool] = []
    doors: list[FrontDoor] = []

    class Pause(QThread):
        @staticmethod
        def msleep(_milliseconds: int) -> None:
            if not doors:
                doors.append(FrontDoor(tmp_path, lambda: called.append(True)))

    monkeypatch.setattr(single_window, "QThread", Pause)
    assert call_first_window(tmp_path)
    qtbot.waitUntil(lambda: called == [True])
    doors[0].close()


def test_where_nobody_ever_listens_nobody_answered(qapp, tmp_path: Path) -> None:
    assert not call_first_window(tmp_path, tries=1)
