"""The fields of a form: one line, several lines, a choice, a combo box; with their labels and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.rules.shared.masking import mask_text
from app.ui.kit.forms.hinted_text import HintedText
from app.ui.kit.forms.prefilled import PrefilledLine
from app.ui.kit.labels import label, restyle

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


def line_of(field: Field) -> QLineEdit | None:
    """The line that a person types into; None for several lines and for a choice."""
    line = field.lineEdit() if isinstance(field, QComboBox) and field.isEditable() else field
    return line if isinstance(line, QLineEdit) else None


def select_line(field: Field) -> None:
    """Selects what stands in a field of one line, so that typing replaces it."""
    line = line_of(field)
    if line is not None:
        line.selectAll()


def put_beside(field: QWidget, button: QWidget) -> None:
    """Puts a button at the right end of a field's line."""
    box = field.parentWidget().layout()
    if isinstance(box, QVBoxLayout):
        line = QHBoxLayout()
        line.addWidget(field, 1)
        line.addWidget(button)
        box.insertLayout(0, line)


class TextField(HintedText):
    """A text field that asks for this many lines and grows when there is room; Tab leaves it."""

    def __init__(self, text: str, lines: int, hint: str = "") -> None:
        super().__init__(text, hint)
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """The height of the lines it asks for."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 26)

    def minimumSizeHint(self) -> QSize:
        """The height of its lines, at most four."""
        return QSize(120, self.fontMetrics().lineSpacing() * min(self._lines, 4) + 26)


class FieldsDialog(QDialog):
    """A dialog with fields by name; `touched` is emitted with every change a person makes."""

    touched = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._errors: dict[str, QLabel] = {}
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setSpacing(8)

    def add_text(self, name: str, words: str, *, lines: int = 4, text: str = "", hint: str = "") -> QPlainTextEdit:
        """Adds a field of several lines; Tab leaves it."""
        field = TextField(text, lines, hint)
        field.textChanged.connect(self.touched)
        self._add(name, words, field)
        return field

    def add_line(self, name: str, words: str, *, text: str = "", hint: str = "") -> QLineEdit:
        """Adds a field of one line."""
        field = QLineEdit(text)
        field.setPlaceholderText(hint)
        field.textChanged.connect(self.touched)
        self._add(name, words, field)
        return field

    def add_choice(self, name: str, words: str, choices: Mapping[str, str], *, value: str = "") -> QComboBox:
        """Adds a choice among values (value → word)."""
        field = QComboBox()
        for data, word in choices.items():
            field.addItem(word, data)
        write_field(field, value)
        field.currentIndexChanged.connect(self.touched)
        self._add(name, words, field)
        return field

    def add_offered(self, name: str, words: str, *, text: str = "") -> QComboBox:
        """Adds a line with suggestions; `offer` sets them."""
        field = QComboBox()
        field.setEditable(True)
        field.setCompleter(None)  # type: ignore[arg-type]  # what is typed is meant, Enter goes on
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setCurrentText(text)
        field.editTextChanged.connect(self.touched)
        self._add(name, words, field)
        return field

    def offer(self, name: str, values: Iterable[str]) -> None:
        """Sets the suggestions of a line; the typed text stays, and counts as untouched.

        A value in which a file has put somebody's number is not proposed.
        """
        field = self.fields[name]
        if isinstance(field, QComboBox):
            text = field.currentText()
            field.blockSignals(True)
            field.addItems([value for value in values if value and mask_text(value) == value])
            field.setCurrentText(text)
            field.blockSignals(False)

    def stand_in(self, name: str, shown: QWidget) -> None:
        """Shows another widget in place of a field, whose text is still saved, restored and refused like any other."""
        field = self.fields[name]
        field.hide()
        field.setFocusProxy(shown)
        box = field.parentWidget().layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(0, shown)

    def beside(self, *names: str, heading_width: int) -> None:
        """Puts existing fields into one line, with headings at least this many pixels wide."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name in names:
            box = self.fields[name].parentWidget()
            heading = self.form.labelForField(box)
            self.form.takeRow(box)
            heading.setMinimumWidth(heading_width)
            row.addWidget(heading)
            row.addWidget(box, 1)
        self.form.addRow(line)

    def values(self) -> dict[str, Any]:
        """The values of the fields."""
        return {name: read_field(field) for name, field in self.fields.items()}

    def clear_errors(self) -> None:
        """Hides all refusals."""
        for error in (*self._errors.values(), self.error):
            error.hide()
        for field in self.fields.values():
            restyle(field, wrong=False)

    def _add(self, name: str, words: str, field: Field) -> None:
        field.setAccessibleName(words)
        if (line := line_of(field)) is not None:
            PrefilledLine(line)
        if isinstance(field, QComboBox) and field.isEditable():
            field.lineEdit().setAccessibleName(words)  # a person types into the line inside the combo box
        error = label("", "error", wrap=True)
        error.hide()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(error)
        heading = label(words, "second")
        heading.setBuddy(field)
        self.fields[name] = field
        self._errors[name] = error
        self.form.addRow(heading, box)
