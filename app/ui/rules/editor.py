"""The form of a version: one line for each clock, refusals at the field, read-only for what is already in force."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.dialogs.fields import Field, TextField, read_field, write_field
from app.ui.flow_layout import FlowLayout
from app.ui.labels import label, restyle
from app.ui.rules.fields import LINES, Kind, RuleField, RuleLine
from app.ui.shell import Shell
from app.ui.tables.scroll_page import ScrollPage

_WIDTHS = {
    Kind.WHOLE: 76,
    Kind.WHOLES: 130,
    Kind.LIMIT: 104,
    Kind.TIMES: 250,
    Kind.DATE: 130,
    Kind.CHOICE: 190,
}


class RuleEditor(ScrollPage):
    """Every field of app.ui.rules.fields; `edited` is emitted with every change a person makes."""

    edited = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.fields: dict[str, Field] = {}
        self.errors: dict[str, QLabel] = {}
        self._filling = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        for line in LINES:
            self._add(line)

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: read_field(field) for key, field in self.fields.items()}

    def show_texts(self, texts: Mapping[str, str], *, read_only: bool) -> None:
        """Writes every field; `edited` stays silent."""
        self._filling = True
        for key, field in self.fields.items():
            write_field(field, texts[key])
            if isinstance(field, QComboBox):
                field.setEnabled(not read_only)
            else:
                field.setReadOnly(read_only)
        self._filling = False
        self.show_error("", "")

    def show_error(self, key: str, words: str) -> None:
        """Shows a refusal at its field and takes every other away."""
        for name, told in self.errors.items():
            wrong = name == key and bool(words)
            told.setText(words if wrong else "")
            told.setVisible(wrong)
        for name, field in self.fields.items():
            restyle(field, wrong=name == key and bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page and changes no choice by accident."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return False

    def _add(self, line: RuleLine) -> None:
        row = self._grid.rowCount()
        heading = label(line.words, "strong")
        heading.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setSpacing(3)
        if line.fields[0].kind is Kind.LADDERS:
            below.addWidget(self._field(line, line.fields[0]))
        else:
            box = QWidget()
            flow = FlowLayout(box, gap=10)
            for field in line.fields:
                flow.addWidget(self._named(line, field))
            below.addWidget(box)
        if line.hint:
            below.addWidget(label(line.hint, "second", wrap=True))
        for field in line.fields:
            told = label("", "error", wrap=True)
            told.hide()
            self.errors[field.key] = told
            below.addWidget(told)
        self._grid.addLayout(below, row, 1)

    def _named(self, line: RuleLine, field: RuleField) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        made = self._field(line, field)
        if field.words:
            words = label(field.words, "second")
            words.setBuddy(made)
            row.addWidget(words)
        row.addWidget(made)
        return box

    def _field(self, line: RuleLine, field: RuleField) -> Field:
        made: Field
        if field.kind is Kind.CHOICE:
            made = QComboBox()
            for value, word in field.choices:
                made.addItem(word, value)
            made.currentIndexChanged.connect(self._touch)
            made.installEventFilter(self)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        elif field.kind is Kind.LADDERS:
            made = TextField("", 3)
            made.setPlaceholderText("没有其他提醒")
            made.textChanged.connect(self._touch)
        else:
            made = QLineEdit()
            made.setPlaceholderText(field.hint or ("" if field.needed else "不计时"))
            made.textChanged.connect(self._touch)
        if not isinstance(made, QPlainTextEdit):
            made.setFixedWidth(self._shell.theme.px(_WIDTHS[field.kind]))
        made.setAccessibleName(" ".join(filter(None, [line.words, field.words])))
        self.fields[field.key] = made
        return made

    def _touch(self) -> None:
        if not self._filling:
            self.edited.emit()
