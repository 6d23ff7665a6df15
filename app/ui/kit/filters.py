"""The filters over a list: rows of buttons with counts, lists that drop down, and the bar that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QVBoxLayout, QWidget

from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import label, restyle


class ChoiceRow(QWidget):
    """Offers values with their words and counts; arrow keys move among them, `chosen` emits the new value."""

    chosen = Signal(object)

    def __init__(self, words: str, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self.value: Any = choices[0][0]
        self.buttons: dict[Any, QPushButton] = {}
        self._words = dict(choices)
        self._group = QButtonGroup(self)
        row = FlowLayout(self)
        if words:
            heading = label(words, "second")
            heading.setContentsMargins(0, 5, 4, 5)
            row.addWidget(heading)
        for value, word in choices:
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("filter", True)
            button.clicked.connect(Call(button, self.choose, value).run)
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        self.show_value(self.value)

    def choose(self, value: Any) -> None:
        """Sets a value and emits `chosen` when it is another one."""
        changed = value != self.value
        self.show_value(value)
        if changed:
            self.chosen.emit(value)

    def show_value(self, value: Any) -> None:
        """Sets a value without a signal."""
        self.value = value
        for choice, button in self.buttons.items():
            button.setChecked(choice == value)
            restyle(button, active=choice == value)

    def show_counts(self, counts: dict[Any, int]) -> None:
        """Writes a count beside each word that has one."""
        for value, button in self.buttons.items():
            word = self._words[value]
            button.setText(f"{word} {counts[value]:,}" if value in counts else word)
        self.updateGeometry()


_SIGNS = 8


class ChoiceBox(QComboBox):
    """Offers values in a list that drops down, the first of which leaves nothing out; `chosen` emits the new value."""

    chosen = Signal(object)

    def __init__(self, shell: Shell, name: str, everything: str, choices: Sequence[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SIGNS)
        self.view().setMinimumWidth(shell.theme.px(300))  # counts beside the names are read whole
        self._everything = everything
        self._values: list[Any] = []  # a combo box returns the text of an enum's value, not the value
        self._fill(choices)
        self.currentIndexChanged.connect(self._emit_chosen)

    @property
    def value(self) -> Any:
        """The chosen value, None when nothing is left out."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def show_value(self, value: Any) -> None:
        """Sets a value without a signal; a value that is not offered counts as None."""
        self.blockSignals(True)
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
        self.blockSignals(False)

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offers other values without a signal; the chosen one stays chosen while it is offered."""
        kept = self.value
        self.blockSignals(True)
        self._fill(choices)
        self.setCurrentIndex(self._values.index(kept) if kept in self._values else 0)
        self.blockSignals(False)

    def _fill(self, choices: Sequence[tuple[Any, str]]) -> None:
        self.clear()
        self._values = [None, *(value for value, _ in choices)]
        self.addItem(self._everything, None)
        for value, words in choices:
            self.addItem(words, value)

    def _emit_chosen(self, _place: int) -> None:
        self.chosen.emit(self.value)


class FilterBar(QWidget):
    """Rows of filters over a list; `narrowed` is emitted when a person changes one of them."""

    narrowed = Signal()

    def __init__(self, rows: Sequence[Sequence[QWidget]]) -> None:
        super().__init__()
        self._parts = [part for row in rows for part in row if isinstance(part, ChoiceRow | ChoiceBox)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in rows:
            line = QWidget()
            flow = FlowLayout(line, gap=8)
            for part in row:
                flow.addWidget(part)
            column.addWidget(line)
        for part in self._parts:
            part.chosen.connect(self._emit_narrowed)

    def is_narrow(self, *, but: QWidget | None = None) -> bool:
        """Whether any filter but `but` leaves rows out."""
        return any(part.value is not None for part in self._parts if part is not but)

    def widen(self, *, but: QWidget | None = None) -> None:
        """Clears every filter but `but` without a signal."""
        for part in self._parts:
            if part is not but:
                part.show_value(None)

    def _emit_narrowed(self, _value: object) -> None:
        self.narrowed.emit()
