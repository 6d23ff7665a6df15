"""The base class of the dialogs: fields with their errors, automatic drafts, one main button."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.base.errors import EnvironmentFault, Refused
from app.ui.frame.draft_keeper import DraftKeeper
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.forms.fields import FieldsDialog, line_of, select_line, write_field
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ScrollBody, label, restyle


class FormDialog(FieldsDialog):
    """A non-modal dialog. Ctrl+Enter submits, Esc closes; typed text is saved under `draft_key` until done."""

    def __init__(self, shell: Shell, title: str, *, about: str = "", draft_key: str = "", main: str = "确定") -> None:
        super().__init__(shell.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.shell = shell
        self._draft_key = draft_key
        self._about = about
        self._untouched = ""
        self._sending = False
        self.saved = label("", "saved")
        self.main = KeyButton(shell.theme, f"{main}　Ctrl+回车")
        self.main.setAccessibleName(main)
        self.main.setProperty("primary", True)
        self.main.setAutoDefault(False)
        self.main.clicked.connect(self.submit)
        self.cancel = KeyButton(shell.theme, "取消　Esc")
        self.cancel.setAccessibleName("取消")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.submit)
        self.drafts = DraftKeeper(shell, self._typed_text, self)
        self.drafts.saved.connect(self.saved.setText)
        self.touched.connect(self.drafts.touch)
        self.buttons = QHBoxLayout()
        self._lay_out(title, about)

    def submit(self) -> None:
        """Submits the dialog; every dialog defines how."""
        raise NotImplementedError

    def send(
        self, use_case: Callable[..., Any], on_done: Callable[[Any], None] | None = None, **arguments: Any
    ) -> None:
        """Submits a use case; closes when it is done, shows a refusal at its field.

        When the machine or the program fails, the form stays open unchanged and the same button retries. While a use
        case runs, another press does nothing.
        """
        if not self.main.isEnabled():
            return
        self.clear_errors()
        self._wait_for_answer(True)

        def done(outcome: Any) -> None:
            self.finish()
            if on_done is not None:
                on_done(outcome)

        arguments = {"person": self.shell.person, **arguments}
        self.shell.gateway.submit(
            use_case, on_done=done, on_refused=self.show_refused, on_failed=self.show_failed, **arguments
        )

    def finish(self) -> None:
        """Closes the dialog as done and deletes its draft."""
        self._sending = False
        self.drafts.forget()
        self.accept()

    def show_refused(self, refused: Refused) -> None:
        """Shows the refusal, at its field when it has one."""
        self._wait_for_answer(False)
        error = self._errors.get(refused.field, self.error)
        error.setText(str(refused))
        error.show()
        self._grow()
        if refused.field in self.fields:
            restyle(self.fields[refused.field], wrong=True)
            self.fields[refused.field].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failed(self, error: Exception) -> None:
        """Shows that nothing was saved, and lets the person try again."""
        self._wait_for_answer(False)
        self.error.setText(str(error) if isinstance(error, EnvironmentFault) else "程序出错，没有保存，可再试一次")
        self.error.show()
        self._grow()

    def open_form(self) -> None:
        """Shows the dialog with its draft, or brings an open dialog on the same subject to the front."""
        twin = self._twin()
        if twin is not None:
            self.deleteLater()
            twin.raise_()
            twin.activateWindow()
            return
        self.shell.last_form = self
        self._untouched = self._as_text()
        if self._draft_key:
            self.drafts.open(self._draft_key, self._take_draft)
        self.show()
        self.raise_()
        self.activateWindow()
        self.take_keyboard()

    def fill_in(self, values: Mapping[str, object]) -> None:
        """Fills empty lines with what was read meanwhile; nobody typed it, so it is no draft."""
        untouched = self._as_text() == self._untouched
        for name, value in values.items():
            if not self.values()[name].strip():
                write_field(self.fields[name], str(value))
        if untouched:
            self._untouched = self._as_text()

    def open_over(self, page: QWidget) -> None:
        """Opens the form and locks its page until it is closed, so that nothing typed behind it is lost."""
        page.setEnabled(False)
        self.finished.connect(Call(self, page.setEnabled, True).run)
        self.open_form()

    def take_keyboard(self) -> None:
        """Focuses the first field, unless a form overrides it; a line that is filled in is selected.

        What a person types then replaces the suggestion in place of going on behind it.
        """
        if self.fields:
            first = next(iter(self.fields.values()))
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            select_line(first)

    def decide_by_enter(self) -> None:
        """Makes Enter press the main button, for forms without a text field."""
        self.main.setText(f"{self.main.accessibleName()}　回车")
        self.main.setDefault(True)

    def is_twin_of(self, other: FormDialog) -> bool:
        """Whether both forms have the same subject."""
        return (
            type(self) is type(other)
            and self._draft_key == other._draft_key
            and self._about == other._about
            and self.windowTitle() == other.windowTitle()
        )

    def _twin(self) -> FormDialog | None:
        """The open form of this window with the same subject."""
        window = self.shell.window
        forms: Iterable[FormDialog] = window.findChildren(FormDialog) if window is not None else []
        return next((form for form in forms if form is not self and form.isVisible() and form.is_twin_of(self)), None)

    def reject(self) -> None:
        """Esc: saves the typed text as a draft and closes; while a use case runs it only hides the form."""
        self.drafts.keep()
        if self._sending:
            self.hide()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame does what Esc does."""
        self.drafts.keep()
        if self._sending:
            event.ignore()
            self.hide()
        else:
            super().closeEvent(event)

    def _wait_for_answer(self, waits: bool) -> None:
        """Locks the main button while a use case runs; a form that was hidden meanwhile comes back with its refusal."""
        self.main.setEnabled(not waits)
        if self._sending and not waits and self.isHidden():
            self.show()
        self._sending = waits

    def _as_text(self) -> str:
        return json.dumps(self.values(), ensure_ascii=False, sort_keys=True)

    def _typed_text(self) -> str:
        text = self._as_text()
        return "" if text == self._untouched else text

    def _take_draft(self, text: str | None) -> None:
        if not text or self._as_text() != self._untouched:
            return
        for name, value in json.loads(text).items():
            if name in self.fields:
                write_field(self.fields[name], str(value))
                if (line := line_of(self.fields[name])) is not None:
                    line.setModified(True)  # a person typed it
        self.saved.setText("已恢复上次未提交的文字")

    def _lay_out(self, title: str, about: str) -> None:
        body = ScrollBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        if about:
            column.addWidget(label(about, "second", wrap=True, selectable=True))
        column.addLayout(self.form)
        column.addWidget(self.error)
        self._column = column
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it would be a stop of Tab that nobody sees
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.buttons.addWidget(self.saved, 1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.main)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(20, 16, 12, 14)
        self.outer.setSpacing(12)
        self.outer.addWidget(scroll, 1)
        self.outer.addLayout(self.buttons)

    def size_to(self, width: int, least_height: int = 0) -> None:
        """Resizes to this width in pixels at the font scale and the needed height, within the screen."""
        room = self.screen().availableGeometry()
        wide = min(self.shell.theme.px(width), room.width() - 40)
        if not any(isinstance(field, QPlainTextEdit) for field in self.fields.values()):
            self._column.addStretch(1)
        self.ensurePolished()
        self.resize(wide, min(max(self._tall(wide), self.shell.theme.px(least_height)), room.height() - 60))

    def _tall(self, wide: int) -> int:
        needed = max(self._column.totalHeightForWidth(wide - 48), self._column.totalSizeHint().height())
        return int(needed) + self.shell.theme.px(40) + 60

    def _grow(self) -> None:
        """Grows for a refusal rather than scroll."""
        self._column.activate()
        tall = min(self._tall(self.width()), self.screen().availableGeometry().height() - 60)
        if tall > self.height():
            self.resize(self.width(), tall)
