"""What narrows the list of escalations: a period, a figure, a unit, a street; every figure shows its tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.base.clock import local_midnight
from app.desk.escalation_figures import Figure, Share, counts_in, of_rows, street_of, unit_of
from app.desk.escalation_levels import SECOND_LEVEL_MINUTES
from app.desk.rows import EscalationRow
from app.rules.escalation import span_words
from app.ui.flow_layout import FlowLayout
from app.ui.labels import label
from app.ui.shell import Shell
from app.ui.supervision.escalation_words import figure_words
from app.ui.tables.filters import ChoiceRow
from app.ui.ticket_list.periods import named_periods

SHOWN_PERIODS = ("今天", "近 7 天", "本月", "本考核期", "不限")
FIRST_PERIOD = "近 7 天"


class EscalationFilters(QWidget):
    """`period_chosen` asks for other rows; `narrowed` for another choice among the rows at hand."""

    period_chosen = Signal()
    narrowed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.within = int(shell.setting(SECOND_LEVEL_MINUTES))
        self.periods = ChoiceRow("时段", [(word, word) for word in SHOWN_PERIODS])
        self.periods.show_value(FIRST_PERIOD)
        self.figures = ChoiceRow("", figure_words(self.within))
        self.unit = self._choice("承办单位")
        self.street = self._choice("街乡镇")
        self.median = label("", "second")
        first, second = QWidget(), QWidget()
        self._fill(first, (self.periods, self.unit, self.street))
        self._fill(second, (self.figures, self.median))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(first)
        column.addWidget(second)
        self.periods.chosen.connect(self.period_chosen)
        self.figures.chosen.connect(self.narrowed)

    def instants(self) -> tuple[datetime | None, datetime | None]:
        """The chosen period as instants: from the first up to but without the second."""
        spans = {word: (first, last) for word, first, last in named_periods(self._shell.now())}
        first, last = spans[self.periods.value]
        return (
            local_midnight(first) if first else None,
            local_midnight(last + timedelta(days=1)) if last else None,
        )

    def passes(self, row: EscalationRow) -> bool:
        """Whether a row is of the chosen figure, unit and street."""
        return counts_in(self.figures.value, row, self.within) and self._is_from(row)

    def show_figures(self, rows: Sequence[EscalationRow]) -> None:
        """Offers the units and streets of these rows, and writes the figures of the chosen ones."""
        told = of_rows(rows, within_minutes=self.within)
        self._offer(self.unit, "全部承办单位", told.by_unit)
        self._offer(self.street, "全部街乡镇", told.by_street)
        chosen = of_rows([row for row in rows if self._is_from(row)], within_minutes=self.within)
        self.figures.show_counts(dict(chosen.counts))
        minutes = chosen.median_minutes
        self.median.setText("" if minutes is None else f"到期至上报，中位 {span_words(timedelta(minutes=minutes))}")
        self.median.setVisible(minutes is not None)

    def is_narrow(self) -> bool:
        """Whether a figure, a unit or a street is chosen."""
        return bool(self.figures.value is not Figure.OPENED or self.unit.currentData() or self.street.currentData())

    def widen(self) -> None:
        """Takes figure, unit and street away; the period stays."""
        for choice in (self.unit, self.street):
            choice.blockSignals(True)
            choice.setCurrentIndex(0)
            choice.blockSignals(False)
        self.figures.show_value(Figure.OPENED)
        self.narrowed.emit()

    def _is_from(self, row: EscalationRow) -> bool:
        unit, street = self.unit.currentData(), self.street.currentData()
        return (not unit or unit_of(row) == unit) and (not street or street_of(row) == street)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setMinimumWidth(self._shell.theme.px(150))
        choice.setMaximumWidth(self._shell.theme.px(240))
        choice.view().setMinimumWidth(self._shell.theme.px(300))  # the figures beside the names are read whole
        choice.addItem(f"全部{name}", "")
        choice.currentIndexChanged.connect(self.narrowed)
        return choice

    @staticmethod
    def _offer(choice: QComboBox, everything: str, shares: Sequence[Share]) -> None:
        chosen = choice.currentData()
        choice.blockSignals(True)
        choice.clear()
        choice.addItem(everything, "")
        for share in shares:
            choice.addItem(f"{share.name}　触发 {share.opened:,}，待报 {share.open:,}", share.name)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        choice.blockSignals(False)

    @staticmethod
    def _fill(box: QWidget, parts: Sequence[QWidget]) -> None:
        row = FlowLayout(box, gap=8)
        for part in parts:
            row.addWidget(part)
