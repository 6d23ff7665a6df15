"""The list of numbers to dial: one is chosen by Up and Down, by Alt and its place, or by a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_row import AnswerButton
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip


class NumberList(QWidget):
    """Shows numbers, masked or revealed; `chosen` is the place of the one to dial."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("拨打号码")
        self.buttons: list[AnswerButton] = []

    @property
    def chosen(self) -> int | None:
        """The place of the chosen number from 0; None when the ticket has none."""
        place = self._group.checkedId()
        return None if place < 0 else place

    def show_numbers(self, numbers: Sequence[str]) -> None:
        """Shows these numbers; the same place stays chosen, else the first."""
        kept = self.chosen or 0
        for place in reversed(range(self._column.count())):
            gone = self._column.takeAt(place).widget()
            gone.hide()
            gone.deleteLater()
        self.buttons = []
        for place, number in enumerate(numbers):
            self._add(place, number, many=len(numbers) > 1)
        if not numbers:
            self._column.addWidget(label("工单上没有可拨打的号码", "second", wrap=True))
        self.choose(kept)

    def choose(self, place: int) -> None:
        """Chooses a number by its place; a place past the end chooses the first."""
        if self.buttons:
            self.buttons[place if 0 <= place < len(self.buttons) else 0].setChecked(True)

    def step(self, by: int) -> None:
        """Goes to the next or the previous number and stays at the ends."""
        if self.chosen is not None:
            self.pick(max(0, min(len(self.buttons) - 1, self.chosen + by)))

    def pick(self, place: int) -> None:
        """Chooses like a person and emits the change; a place past the end does nothing."""
        if 0 <= place < len(self.buttons) and place != self.chosen:
            self.choose(place)
            self.changed.emit()

    def _add(self, place: int, number: str, *, many: bool) -> None:
        button = AnswerButton(self._shell.theme, f"Alt+{place + 1}" if many else "", number)
        set_tip(button, f"Alt+{place + 1} 选择此号码" if many else "")
        self._group.addButton(button, place)
        self.buttons.append(button)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
