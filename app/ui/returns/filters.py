"""The filters of the return register: direction, unit, state and ground, each with its count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.return_register import NO_UNIT, ReturnTotals
from app.rules.return_states import RETURN_DIRECTION_WORDS, RETURN_GROUND_WORDS, RETURN_STATE_WORDS
from app.ui.shell import Shell
from app.ui.tables.filters import ChoiceRow


class ReturnFilters(QWidget):
    """What narrows the list; `changed` comes with every choice of a person. States that nobody has are not shown."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.states = ChoiceRow("状态", ((None, "全部"), *RETURN_STATE_WORDS.items()))
        self.directions = ChoiceRow("方向", ((None, "全部"), *RETURN_DIRECTION_WORDS.items()))
        self.grounds = ChoiceRow("理由", ((None, "全部"), *RETURN_GROUND_WORDS.items()))
        self.units = QComboBox()
        self.units.setAccessibleName("对方单位")
        self.units.addItem("全部单位", "")
        self.units.setMaximumWidth(shell.theme.px(260))
        self._rows = (self.directions, self.states, self.grounds)
        first = QHBoxLayout()
        first.addWidget(self.directions, 1)
        first.addWidget(self.units)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.states)
        column.addWidget(self.grounds)
        for row in self._rows:
            row.chosen.connect(self.changed)
        self.units.currentIndexChanged.connect(self.changed)

    def asked(self) -> dict[str, Any]:
        """The choices as the register takes them."""
        return {
            "state": self.states.value,
            "ground": self.grounds.value,
            "direction": self.directions.value,
            "unit": self.units.currentData() or "",
        }

    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return any(self.asked().values())

    def widen(self) -> None:
        """Takes every choice away, without telling."""
        for row in self._rows:
            row.show_value(None)
        self.units.blockSignals(True)
        self.units.setCurrentIndex(0)
        self.units.blockSignals(False)

    def show_totals(self, totals: ReturnTotals) -> None:
        """Writes the counts, and offers the units with theirs."""
        whole = sum(totals.by_state.values())
        self.states.show_counts({None: whole, **totals.by_state})
        self.grounds.show_counts({None: whole, **totals.by_ground})
        self.directions.show_counts({None: whole, **totals.by_direction})
        for state, button in self.states.buttons.items():
            button.setVisible(state in {None, self.states.value} or totals.by_state[state] > 0)
        self._offer(totals)

    def _offer(self, totals: ReturnTotals) -> None:
        kept = self.units.currentData()
        self.units.blockSignals(True)
        self.units.clear()
        self.units.addItem("全部单位", "")
        for one in totals.by_unit:
            if one.name != NO_UNIT:
                took = f" · 平均 {one.mean_hours:g} 小时" if one.mean_hours is not None else ""
                self.units.addItem(f"{one.name} {one.count:,}（同意 {one.agreed:,}{took}）", one.name)
        self.units.setCurrentIndex(max(0, self.units.findData(kept)))
        self.units.blockSignals(False)
