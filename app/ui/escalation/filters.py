"""The filters of the escalations: period, figure, unit and street; every figure shows its tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal

from app.desk.escalation.levels import SECOND_LEVEL_MINUTES
from app.desk.escalation.reads import Figure, Share, counts_in, of_rows, street_of, unit_of
from app.desk.escalation.rows import EscalationRow
from app.rules.escalation.texts import span_words
from app.ui.escalation.words import figure_words
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.labels import label
from app.ui.kit.periods import ASSESSMENT, MONTH, TODAY, UNLIMITED, WEEK, PeriodRow


class EscalationFilters(FilterBar):
    """`period_chosen` asks for other rows; `narrowed` filters the rows already read."""

    period_chosen = Signal()

    def __init__(self, shell: Shell) -> None:
        self.within = int(shell.setting(SECOND_LEVEL_MINUTES))
        self.periods = PeriodRow(shell, (TODAY, WEEK, MONTH, ASSESSMENT, UNLIMITED), WEEK)
        self.figures = ChoiceRow("", figure_words(self.within))
        self.unit = ChoiceBox(shell, "承办单位", "全部承办单位")
        self.street = ChoiceBox(shell, "街乡镇", "全部街乡镇")
        self.median = label("", "second")
        super().__init__(((self.periods, self.unit, self.street), (self.figures, self.median)))
        self.periods.chosen.disconnect(self._emit_narrowed)
        self.periods.chosen.connect(self._emit_period)

    def instants(self) -> tuple[datetime | None, datetime | None]:
        """The chosen period as instants: from the first up to but without the second."""
        period = self.periods.period
        return period.start, period.end

    def passes(self, row: EscalationRow) -> bool:
        """Whether a row matches the chosen figure, unit and street."""
        return counts_in(self.figures.value, row, self.within) and self._is_from(row)

    def show_figures(self, rows: Sequence[EscalationRow]) -> None:
        """Offers the units and streets of these rows, and writes the figures of the chosen ones."""
        shares = of_rows(rows, within_minutes=self.within)
        self.unit.offer(_choices(shares.by_unit))
        self.street.offer(_choices(shares.by_street))
        chosen = of_rows([row for row in rows if self._is_from(row)], within_minutes=self.within)
        self.figures.show_counts(dict(chosen.counts))
        minutes = chosen.median_minutes
        self.median.setText("" if minutes is None else f"到期至上报，中位 {span_words(timedelta(minutes=minutes))}")
        self.median.setVisible(minutes is not None)

    def narrows(self) -> bool:
        """Whether a figure, a unit or a street is chosen."""
        return bool(self.figures.value is not Figure.OPENED or self.unit.value or self.street.value)

    def widen_all(self) -> None:
        """Clears figure, unit and street; the period stays."""
        for choice in (self.unit, self.street):
            choice.show_value(None)
        self.figures.show_value(Figure.OPENED)
        self.narrowed.emit()

    def _is_from(self, row: EscalationRow) -> bool:
        unit, street = self.unit.value, self.street.value
        return (not unit or unit_of(row) == unit) and (not street or street_of(row) == street)

    def _emit_period(self, _value: object) -> None:
        self.period_chosen.emit()


def _choices(shares: Sequence[Share]) -> list[tuple[str, str]]:
    return [(share.name, f"{share.name}　触发 {share.opened:,}，待报 {share.open:,}") for share in shares]
