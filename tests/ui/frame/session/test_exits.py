"""A window holds the hook for exceptions while it stands, and gives it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import shiboken6

from app.ui.frame.application import OpenWindow, open_window
from app.ui.frame.runners import InlineRunner
from app.ui.frame.session.crash_dialog import CrashDialog
from tests.support.registers import desk_on
from tests.ui.conftest import OPERATOR


@pytest.fixture
def hook_before(monkeypatch):
    """A hook that stands before a window is opened."""

    def hook(_kind, _error, _trace) -> None:
        raise AssertionError("nothing fails here")

    monkeypatch.setattr(sys, "excepthook", hook)
    return hook


@pytest.fixture
def window(qapp, hook_before, folder, still) -> Iterator[OpenWindow]:
    """A window that the test closes."""
    desk = desk_on(folder, still)
    made = open_window(desk, person=OPERATOR, runner=InlineRunner(), show=False)
    yield made
    made.close()
    shiboken6.delete(made.window)
    desk.register.close()


def test_a_window_holds_the_exception_hook_until_it_is_closed(window, hook_before) -> None:
    assert sys.excepthook == window.exits.take_exception
    window.close()
    assert sys.excepthook is hook_before


def test_a_hook_that_was_set_after_the_window_opened_stays(window, monkeypatch) -> None:
    later = sys.__excepthook__
    monkeypatch.setattr(sys, "excepthook", later)
    window.close()
    assert sys.excepthook is later


def test_a_slot_that_fails_opens_the_crash_dialog(opened, qtbot) -> None:
    error = ValueError("a made-up bug")
    sys.excepthook(ValueError, error, None)
    dialogs = opened.window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    assert "a made-up bug" in dialogs[0].report.toPlainText()
