"""The filters of the return register: direction, unit, state and ground, each with its count."""

from __future__ import annotations

from typing import Any

from app.desk.returns.reads import NO_UNIT, ReturnTotals, UnitTotal
from app.rules.returns.states import RETURN_DIRECTION_WORDS, RETURN_GROUND_WORDS, RETURN_STATE_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar


class ReturnFilters(FilterBar):
    """Filters the list. States without a return are hidden."""

    def __init__(self, shell: Shell) -> None:
        self.states = ChoiceRow("状态", ((None, "全部"), *RETURN_STATE_WORDS.items()))
        self.directions = ChoiceRow("方向", ((None, "全部"), *RETURN_DIRECTION_WORDS.items()))
        self.grounds = ChoiceRow("理由", ((None, "全部"), *RETURN_GROUND_WORDS.items()))
        self.units = ChoiceBox(shell, "对方单位", "全部单位")
        super().__init__(((self.directions, self.units), (self.states,), (self.grounds,)))

    def choices(self) -> dict[str, Any]:
        """The choices as arguments of the register."""
        return {
            "state": self.states.value,
            "ground": self.grounds.value,
            "direction": self.directions.value,
            "unit": self.units.value or "",
        }

    def show_totals(self, totals: ReturnTotals) -> None:
        """Shows the counts, and offers the units with theirs."""
        whole = sum(totals.by_state.values())
        self.states.show_counts({None: whole, **totals.by_state})
        self.grounds.show_counts({None: whole, **totals.by_ground})
        self.directions.show_counts({None: whole, **totals.by_direction})
        for state, button in self.states.buttons.items():
            button.setVisible(state in {None, self.states.value} or totals.by_state[state] > 0)
        self.units.offer([(one.name, _unit_words(one)) for one in totals.by_unit if one.name != NO_UNIT])


def _unit_words(one: UnitTotal) -> str:
    took = f" · 平均 {one.mean_hours:g} 小时" if one.mean_hours is not None else ""
    return f"{one.name} {one.count:,}（同意 {one.agreed:,}{took}）"
