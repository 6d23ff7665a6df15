"""The parts 平台 and 催办 of the quality page: days with rounds and outages, units with rounds of urging."""

from __future__ import annotations

from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.urge import reads as urge_reads
from app.rules.figures.platform import PlatformRow
from app.rules.urge.steps import UnitFigures
from app.rules.urge.texts import NO_UNIT
from app.ui.figures.beside_list import FiguresBeside
from app.ui.figures.platform_words import COLUMNS, figures, urge_figures
from app.ui.figures.urged import URGED
from app.ui.frame.shell import Shell
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

_NOTHING = ("这个时段没有巡查、对账、平台故障和催办", "看过平台后按 Shift+F9 记一轮巡查；第 5 日各时点自动开催办。")


class DaysPart(FiguresBeside):
    """A line for all days and one for each; the chosen one's figures open their tickets."""

    def __init__(self, shell: Shell) -> None:
        model = RowsModel(COLUMNS, lambda row: row.name, shell.now, None, pinned=1)
        super().__init__(shell, "平台与催办", RowsView(shell, model, "平台与催办列表"))
        model.setParent(self)
        self.view.chosen.connect(self._show)

    def read(self, window: Window) -> None:
        """Counts the period again."""
        self._shell.gateway.read(platform.by_day, self._take, key="quality", window=window)

    def _take(self, rows: tuple[PlatformRow, ...]) -> None:
        self.list.show_rows(rows, _NOTHING)
        self.list.count.setText(f"{len(rows) - 1:,} 天" if rows else "")
        self._show(self.view.current)

    def _show(self, row: PlatformRow | None) -> None:
        if row is None:
            self.show_nothing()
        else:
            self.show_figures(row.name, figures(row))


class UnitsPart(FiguresBeside):
    """A line for each unit that was urged, those that answer least first."""

    def __init__(self, shell: Shell) -> None:
        model = RowsModel(URGED, lambda row: row.unit, shell.now, None)
        super().__init__(shell, "催办成效", RowsView(shell, model, "催办成效列表"))
        model.setParent(self)
        self._window: Window | None = None
        self.view.chosen.connect(self._ask)

    def read(self, window: Window) -> None:
        """Counts the period again."""
        self._window = window
        self._shell.gateway.read(urge_reads.figures, self._take, key="quality", start=window.start, end=window.end)

    def _take(self, units: tuple[UnitFigures, ...]) -> None:
        self.list.show_rows(units, ("这个时段没有催办", "第 5 日各时点会按单位自动开一轮催办。"))
        sent, answered = sum(unit.sent for unit in units), sum(unit.answered for unit in units)
        self.list.count.setText(f"{len(units):,} 个单位，发出 {sent:,} 次，有效 {answered:,} 次" if units else "")
        self._ask(self.view.current)

    def _ask(self, row: UnitFigures | None) -> None:
        if row is None or self._window is None:
            self.show_nothing()
            return
        self._shell.gateway.read(platform.of_unit, self._show, key="urged-unit", window=self._window, unit=row.unit)

    def _show(self, row: PlatformRow) -> None:
        current: UnitFigures | None = self.view.current
        if current is not None and current.unit == row.name:
            self.show_figures(row.name or NO_UNIT, urge_figures(row))
