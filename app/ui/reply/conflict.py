"""The conflict of two people who wrote the same reply: the differing fields, both versions, and the choice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.rules.reply.form import reply_fields
from app.ui.kit.call import Call
from app.ui.kit.labels import chip, label

_WORDS = {field.name: field.words for field in reply_fields()}
_SHOWN = 120


class ConflictPane(QFrame):
    """Hidden until there is a conflict; choosing fills the form and saves nothing."""

    taken = Signal(str, str)  # field, the other person's text

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("与别人写的不同")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_differences(self, differences: Mapping[str, tuple[str, str]], advice: str) -> None:
        """Lists the differing fields (mine, theirs)."""
        self._clear()
        self._column.addWidget(chip("同时有人在写", "amber"))
        self._column.addWidget(_wide(advice, 420))
        box = QWidget()
        table = QGridLayout(box)
        table.setContentsMargins(0, 0, 0, 0)
        table.setColumnStretch(1, 1)
        table.setColumnStretch(2, 1)
        for place, heading in enumerate(("字段", "对方写的", "您写的")):
            table.addWidget(label(heading, "second"), 0, place)
        for row, (name, (mine, theirs)) in enumerate(differences.items(), start=1):
            table.addWidget(label(_WORDS[name], "strong"), row, 0)
            table.addWidget(_wide(_clipped(theirs), 160), row, 1)
            table.addWidget(_wide(_clipped(mine), 160), row, 2)
            table.addWidget(self._button(name, theirs), row, 3)
        self._column.addWidget(box)
        self.show()

    def _button(self, name: str, theirs: str) -> QPushButton:
        button = QPushButton("用对方的")
        button.setAccessibleName(f"{_WORDS[name]}用对方的")
        button.setAutoDefault(False)
        button.clicked.connect(Call(button, self.taken.emit, name, theirs).run)
        self.buttons[name] = button
        return button

    def _clear(self) -> None:
        self.buttons = {}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()


def _wide(text: str, width: int) -> QLabel:
    words = label(text, wrap=True)
    words.setMinimumWidth(width)
    return words


def _clipped(text: str) -> str:
    if not text:
        return "（空）"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
