"""A row of filter buttons with counts: one of them holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.ui.call import Call
from app.ui.flow_layout import FlowLayout
from app.ui.labels import label, restyle


class ChoiceRow(QWidget):
    """Offers values with their words and counts; arrow keys move among them, `chosen` tells the new value."""

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
        """Takes a value and tells, when it is another one."""
        changed = value != self.value
        self.show_value(value)
        if changed:
            self.chosen.emit(value)

    def show_value(self, value: Any) -> None:
        """Takes a value without telling."""
        self.value = value
        for each, button in self.buttons.items():
            button.setChecked(each == value)
            restyle(button, active=each == value)

    def show_counts(self, counts: dict[Any, int]) -> None:
        """Writes a count beside each word that has one."""
        for value, button in self.buttons.items():
            word = self._words[value]
            button.setText(f"{word} {counts[value]:,}" if value in counts else word)
        self.updateGeometry()
