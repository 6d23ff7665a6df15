"""The callback page and its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout

from app.base.changes import Change
from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.rules.survey.proof import PROOF_WORDS, ProofState
from app.ui.frame.calling import FORM
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.survey.acts import CallbackActs
from app.ui.survey.run import CallbackRun
from app.ui.survey.view import CallbackView

NAME = "callback"
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CallbackPage(Page):
    """One callback at a time. Opens with the selected ticket when it is to be called back, else the next one."""

    name = "callback"
    shows = Change.TICKETS | Change.CONTACTS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("回访满意度调查")
        self.view = CallbackView(shell)
        self.run = CallbackRun(shell, self.view)
        self.acts = CallbackActs(shell, self.view, self.run)
        self._arriving = True
        shell.calling.watch(self, self._has_begun)
        self.view.setProperty(FORM, True)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._show_call)
        shell.calling.changed.connect(self._show_call)
        self.view.questions.changed.connect(self._show_call)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        bar, run, acts = self.view.bar, self.run, self.acts
        self.view.questions.finished.connect(bar.save.setFocus)
        self.view.side.reveal_requested.connect(acts.reveal)
        for button, act in (
            (bar.save, acts.save),
            (bar.rework, acts.rework),
            (bar.give_up, acts.give_up),
            (bar.skip, run.skip),
            (bar.clear, run.clear),
            (self.view.order.again, run.go_to_next),
            (self.view.strip.order, run.show_order),
        ):
            button.clicked.connect(Call(button, act).run)
        self.view.strip.figure_requested.connect(self._open_figure)
        self.view.order.opened.connect(run.look)
        self._keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Backspace: self.view.questions.go_back,
            Qt.Key.Key_Up: lambda: self.view.side.numbers.step(-1),
            Qt.Key.Key_Down: lambda: self.view.side.numbers.step(1),
            Qt.Key.Key_PageDown: run.skip,
            Qt.Key.Key_F8: acts.reveal,
            Qt.Key.Key_F9: acts.rework,
        }

    def refresh(self) -> None:
        """Finds the ticket to call, or reads the one in the form again without touching the answers."""
        wanted = self.shell.selection.current if self._arriving else None
        self._arriving = False
        self.run.look(wanted)

    def back(self) -> bool:
        """Esc: from the order to the form, else to the queue 待回访; the answers stay as a draft."""
        if not self.view.shows_form and self.run.ticket_id is not None:
            self.run.show_order()
            return True
        self.run.drafts.keep()
        self.shell.open_queue(QueueQuery(queue=QueueName.TO_CALL_BACK), QUEUE_WORDS[QueueName.TO_CALL_BACK])
        return True

    def event(self, event: QEvent) -> bool:
        """Reserves the keys of the form: F8 and F9 act on the ticket shown here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the keys of the form that its fields ignore."""
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks every second whether somebody is on the phone."""
        super().showEvent(event)
        self._show_call()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Saves the answers whenever the page is left."""
        super().hideEvent(event)
        self._second.stop()
        self.run.drafts.keep()
        self._arriving = self._stale = True

    def _has_begun(self) -> bool:
        """Whether a call is being recorded."""
        return self.view.shows_form and not self.run.answers().is_empty

    def _show_call(self) -> None:
        """Shows 通话中 while somebody is on the phone; it ends by itself after half an hour."""
        self.view.strip.on_call.setVisible(self.shell.calling.active)

    def _open_figure(self, state: ProofState) -> None:
        """Opens the tickets that a figure of the meter counted, as a list."""
        proof = self.view.strip.shown
        if proof is not None:
            self.shell.open_queue(QueueQuery(only=proof.ids[state]), f"本考核期 {PROOF_WORDS[state]}")

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_L and modifiers == Qt.KeyboardModifier.AltModifier:
            return self.run.show_order
        if not self.view.shows_form:
            return None
        if modifiers == Qt.KeyboardModifier.AltModifier:
            if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                return partial(self.view.side.numbers.pick, key - Qt.Key.Key_1)
            return self.acts.give_up if key == Qt.Key.Key_U else None
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return self.acts.save if key in _ENTER else None
        if modifiers:
            return None
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.view.questions.isAncestorOf(QApplication.focusWidget()):
            return partial(self.view.questions.correct, key - Qt.Key.Key_0)
        if key in _ENTER:
            focus = QApplication.focusWidget()
            return focus.click if isinstance(focus, QAbstractButton) else self.view.questions.go_on
        return self._keys.get(key)
