"""When a dialog closes, the dialog under it gets the keyboard, not the main window under both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.frame.focus_return import FocusReturn


class Watched(QDialog):
    """A window that counts how often it is asked to take the keyboard."""

    def __init__(self, over: QWidget | None = None) -> None:
        super().__init__(over)
        self.asked = 0
        self.show()

    def activateWindow(self) -> None:  # noqa: N802
        """Counts."""
        self.asked += 1


@pytest.fixture
def follow(qapp: QApplication) -> Iterator[FocusReturn]:
    made = FocusReturn(qapp)
    # Only what the test says has the keyboard counts.
    qapp.focusWindowChanged.disconnect(made.look)
    yield made
    made.deleteLater()


def test_the_dialog_under_a_closed_one_gets_the_keyboard_that_the_main_window_was_given(follow: FocusReturn) -> None:
    main = Watched()
    form = Watched(main)
    chooser = Watched(form)
    follow.note(form)
    follow.note(chooser)
    chooser.hide()
    follow.note(None)
    follow.note(main)
    assert form.asked == 1
    follow.note(form)
    follow.note(main)
    assert form.asked == 1


def test_a_window_that_a_person_went_to_keeps_the_keyboard(follow: FocusReturn) -> None:
    main = Watched()
    form, alarm = Watched(main), Watched()
    chooser = Watched(form)
    follow.note(chooser)
    follow.note(main)
    assert form.asked == 0
    follow.note(chooser)
    chooser.hide()
    follow.note(alarm)
    assert form.asked == 0


def test_a_dialog_that_is_gone_with_the_one_under_it_leaves_the_keyboard_where_it_is(follow: FocusReturn) -> None:
    main = Watched()
    form = Watched(main)
    chooser = Watched(form)
    follow.note(chooser)
    chooser.hide()
    form.hide()
    follow.note(main)
    assert (main.asked, form.asked) == (0, 0)


def test_two_dialogs_that_close_at_once_leave_the_keyboard_to_the_dialog_under_both(follow: FocusReturn) -> None:
    main = Watched()
    form = Watched(main)
    chooser = Watched(form)
    question = Watched(chooser)
    follow.note(chooser)
    follow.note(question)
    question.hide()
    chooser.hide()
    follow.note(main)
    assert (form.asked, main.asked) == (1, 0)
