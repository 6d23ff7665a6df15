"""The common ground of the dialogs: fields with their errors, drafts that save themselves, one main button."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
)

from app.base.errors import EnvironmentFault, Refused
from app.ui.frame.draft_keeper import DraftKeeper
from app.ui.frame.shell import Shell
from app.ui.kit.forms.fields import FieldsDialog, write_field
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ScrollBody, label, restyle


class FormDialog(FieldsDialog):
    """A non-modal dialog. Ctrl+Enter does it, Esc closes it; typed text is kept under `draft_key` until done."""

    def __init__(self, shell: Shell, title: str, *, about: str = "", draft_key: str = "", main: str = "确定") -> None:
        super().__init__(shell.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.shell = shell
        self._draft_key = draft_key
        self._about = about
        self._untouched = ""
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
        self.drafts.said.connect(self.saved.setText)
        self.touched.connect(self.drafts.touch)
        self.buttons = QHBoxLayout()
        self._lay_out(title, about)

    def submit(self) -> None:
        """Does what the dialog is for; each dialog says what."""
        raise NotImplementedError

    def send(
        self, use_case: Callable[..., Any], on_done: Callable[[Any], None] | None = None, **arguments: Any
    ) -> None:
        """Submits a use case; closes when it is done, shows a refusal at its field.

        When the machine or the program fails, the form stays open as it was: the same button tries again. While a
        use case is under way another press does nothing.
        """
        if not self.main.isEnabled():
            return
        self.clear_errors()
        self.main.setEnabled(False)

        def done(outcome: Any) -> None:
            self.finish()
            if on_done is not None:
                on_done(outcome)

        arguments = {"person": self.shell.person, **arguments}
        self.shell.gateway.submit(
            use_case, on_done=done, on_refused=self.show_refused, on_failed=self.show_failed, **arguments
        )

    def finish(self) -> None:
        """Closes the dialog as done; its draft is forgotten."""
        self.drafts.forget()
        self.accept()

    def show_refused(self, refused: Refused) -> None:
        """Shows why not, at its field when it has one."""
        self.main.setEnabled(True)
        told = self._errors.get(refused.field, self.error)
        told.setText(str(refused))
        told.show()
        self._grow()
        if refused.field in self.fields:
            restyle(self.fields[refused.field], wrong=True)
            self.fields[refused.field].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failed(self, error: Exception) -> None:
        """Says that nothing was saved, and lets the person try again."""
        self.main.setEnabled(True)
        self.error.setText(str(error) if isinstance(error, EnvironmentFault) else "程序出错，没有保存，可再试一次")
        self.error.show()
        self._grow()

    def open_form(self) -> None:
        """Shows the dialog, with the text that was typed and not saved the last time; never twice for one thing."""
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

    def take_keyboard(self) -> None:
        """Puts the keyboard where one begins: the first field, unless a form says otherwise."""
        if self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def decide_by_enter(self) -> None:
        """A form without a text to type: Enter presses its main button."""
        self.main.setText(f"{self.main.accessibleName()}　回车")
        self.main.setDefault(True)

    def is_twin_of(self, other: FormDialog) -> bool:
        """Whether both would write the same thing about the same ticket."""
        return (
            type(self) is type(other)
            and self._draft_key == other._draft_key
            and self._about == other._about
            and self.windowTitle() == other.windowTitle()
        )

    def _twin(self) -> FormDialog | None:
        """The form of this window that stands open and is about the same thing."""
        window = self.shell.window
        forms: Iterable[FormDialog] = window.findChildren(FormDialog) if window is not None else []
        return next((form for form in forms if form is not self and form.isVisible() and form.is_twin_of(self)), None)

    def reject(self) -> None:
        """Esc: closes, never without keeping what was typed."""
        self.drafts.keep()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame keeps what was typed as Esc does."""
        self.drafts.keep()
        super().closeEvent(event)

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
        """Takes this width in pixels at the font scale and the height it needs, never more than the screen has."""
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
        """A refusal needs room: the form takes it rather than scroll."""
        self._column.activate()
        tall = min(self._tall(self.width()), self.screen().availableGeometry().height() - 60)
        if tall > self.height():
            self.resize(self.width(), tall)
