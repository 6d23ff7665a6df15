"""The common ground of the dialogs: fields with their errors, drafts that save themselves, one main button."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.base.errors import Refused
from app.ui.draft_keeper import DraftKeeper
from app.ui.key_button import KeyButton
from app.ui.labels import ScrollBody, label, restyle
from app.ui.shell import Shell

Field = QLineEdit | QPlainTextEdit | QComboBox


def read_field(field: Field) -> str:
    """The text of a field; a choice gives its data when it has some."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QLineEdit):
        return field.text()
    data = None if field.isEditable() else field.currentData()
    return field.currentText() if data is None else str(data)


def write_field(field: Field, text: str) -> None:
    """Puts a text into a field."""
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QLineEdit):
        field.setText(text)
    elif field.isEditable():
        field.setCurrentText(text)
    else:
        field.setCurrentIndex(max(0, field.findData(text)))


class TextField(QPlainTextEdit):
    """A field that wants so many lines and takes more when there is room; Tab leaves it."""

    def __init__(self, text: str, lines: int) -> None:
        super().__init__(text)
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """So many lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 26)

    def minimumSizeHint(self) -> QSize:
        """Never less than its lines, at most four of them."""
        return QSize(120, self.fontMetrics().lineSpacing() * min(self._lines, 4) + 26)


class FormDialog(QDialog):
    """A non-modal dialog. Ctrl+Enter does it, Esc closes it; typed text is kept under `draft_key` until done."""

    def __init__(self, shell: Shell, title: str, *, about: str = "", draft_key: str = "", main: str = "确定") -> None:
        super().__init__(shell.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.shell = shell
        self.fields: dict[str, Field] = {}
        self._errors: dict[str, QLabel] = {}
        self._draft_key = draft_key
        self._untouched = ""
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.saved = label("", "saved")
        self.main = KeyButton(shell.theme, f"{main}　Ctrl+回车")
        self.main.setAccessibleName(main)
        self.main.setProperty("primary", True)
        self.main.setAutoDefault(False)
        self.main.clicked.connect(lambda _checked=False: self.submit())
        self.cancel = KeyButton(shell.theme, "取消　Esc")
        self.cancel.setAccessibleName("取消")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.submit)
        self.drafts = DraftKeeper(shell, self._typed_text, self)
        self.drafts.said.connect(self.saved.setText)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setSpacing(8)
        self.buttons = QHBoxLayout()
        self._lay_out(title, about)

    def add_text(self, name: str, words: str, *, lines: int = 4, text: str = "", hint: str = "") -> QPlainTextEdit:
        """Adds a field of several lines; Tab leaves it."""
        field = TextField(text, lines)
        field.setPlaceholderText(hint)
        field.textChanged.connect(self.drafts.touch)
        self._add(name, words, field)
        return field

    def add_line(self, name: str, words: str, *, text: str = "", hint: str = "") -> QLineEdit:
        """Adds a field of one line."""
        field = QLineEdit(text)
        field.setPlaceholderText(hint)
        field.textChanged.connect(self.drafts.touch)
        self._add(name, words, field)
        return field

    def add_choice(self, name: str, words: str, choices: Mapping[str, str], *, value: str = "") -> QComboBox:
        """Adds a choice among values (value → word)."""
        field = QComboBox()
        for data, word in choices.items():
            field.addItem(word, data)
        write_field(field, value)
        field.currentIndexChanged.connect(self.drafts.touch)
        self._add(name, words, field)
        return field

    def add_offered(self, name: str, words: str, *, text: str = "") -> QComboBox:
        """Adds a line that offers values used before; `offer` fills them in."""
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setCurrentText(text)
        field.editTextChanged.connect(self.drafts.touch)
        self._add(name, words, field)
        return field

    def values(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {name: read_field(field) for name, field in self.fields.items()}

    def submit(self) -> None:
        """Does what the dialog is for; each dialog says what."""
        raise NotImplementedError

    def send(
        self, use_case: Callable[..., Any], on_done: Callable[[Any], None] | None = None, **arguments: Any
    ) -> None:
        """Submits a use case; closes when it is done, shows a refusal at its field."""
        self.clear_errors()
        self.main.setEnabled(False)

        def done(outcome: Any) -> None:
            self.finish()
            if on_done is not None:
                on_done(outcome)

        arguments = {"person": self.shell.person, **arguments}
        self.shell.gateway.submit(use_case, on_done=done, on_refused=self.show_refused, **arguments)

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

    def clear_errors(self) -> None:
        """Takes all refusals away."""
        for told in (*self._errors.values(), self.error):
            told.hide()
        for field in self.fields.values():
            restyle(field, wrong=False)

    def open_form(self) -> None:
        """Shows the dialog, with the text that was typed and not saved the last time."""
        self._untouched = self._as_text()
        if self._draft_key:
            self.drafts.open(self._draft_key, self._take_draft)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def is_twin_of(self, other: FormDialog) -> bool:
        """Whether both would write the same thing about the same ticket."""
        return (
            type(self) is type(other)
            and self._draft_key == other._draft_key
            and self.windowTitle() == other.windowTitle()
        )

    def reject(self) -> None:
        """Esc: closes, never without keeping what was typed."""
        self.drafts.keep()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame keeps what was typed as Esc does."""
        self.drafts.keep()
        super().closeEvent(event)

    def _add(self, name: str, words: str, field: Field) -> None:
        field.setAccessibleName(words)
        if isinstance(field, QComboBox) and field.isEditable():
            field.lineEdit().setAccessibleName(words)  # what is typed into is the line, not the choice around it
        told = label("", "error", wrap=True)
        told.hide()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(told)
        heading = label(words, "second")
        heading.setBuddy(field)
        self.fields[name] = field
        self._errors[name] = told
        self.form.addRow(heading, box)

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
