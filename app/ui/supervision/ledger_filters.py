"""What narrows the ledger: period or day, state, clock, the person who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QVBoxLayout, QWidget

from app.base.clock import local_day
from app.desk.ledger import LedgerQuery
from app.rules.states import CLOCK_WORDS, REMINDER_STATE_WORDS, ClockName, ReminderState
from app.ui.flow_layout import FlowLayout
from app.ui.shell import Shell
from app.ui.supervision.periods import Period, days, named_periods
from app.ui.tables.filters import ChoiceRow

CHOSEN_DAY = "chosen-day"
ALL_TIME, TODAY = "全部时间", "今天"


class LedgerFilters(QWidget):
    """Two rows of filters; `narrowed` tells that one of them was changed by hand."""

    narrowed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        choices = [(period.words, period.words) for period in named_periods(shell.now())]
        self.periods = ChoiceRow("时段", [*choices, (CHOSEN_DAY, "按日")])
        self.states = ChoiceRow("状态", ((None, "全部"), *REMINDER_STATE_WORDS.items()))
        self.day = QDateEdit()
        self.clock = self._combo("时限", "全部时限", [(each, words) for each, words in CLOCK_WORDS.items()])
        self.person = self._combo("确认人", "全部确认人", [])
        self._build()

    @property
    def period(self) -> Period:
        """The period that stands now, counted from this moment."""
        if self.periods.value == CHOSEN_DAY:
            chosen = self.day.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            return days(f"{day:%m-%d}", day, day)
        named = {period.words: period for period in named_periods(self._shell.now())}
        return named[self.periods.value]

    def query(self, ticket_id: int | None) -> LedgerQuery:
        """What is to be read."""
        period, clock = self.period, self.clock.currentData()
        # A combo box hands the text of a name back, not the name.
        return LedgerQuery(
            period.start,
            period.end,
            ticket_id,
            self.states.value,
            None if clock is None else ClockName(clock),
            self.person.currentData() or "",
        )

    def words(self, ticket: str) -> str:
        """What is listed, in one line, for the heading and for the exported file."""
        parts = [f"工单 {ticket}" if ticket else self.period.words]
        if self.states.value is not None:
            parts.append(REMINDER_STATE_WORDS[self.states.value])
        if self.clock.currentData() is not None:
            parts.append(self.clock.currentText())
        if self.person.currentData():
            parts.append(f"{self.person.currentText()}确认")
        return " · ".join(parts)

    def narrows(self) -> bool:
        """Whether anything but the period leaves rows out."""
        return self.states.value is not None or self.clock.currentIndex() > 0 or self.person.currentIndex() > 0

    def widen(self) -> None:
        """Takes back everything but the period, without telling."""
        self.states.show_value(None)
        for box in (self.clock, self.person):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)

    def show_counts(self, counts: Mapping[ReminderState, int]) -> None:
        """The number of rows beside each state."""
        self.states.show_counts({None: sum(counts.values()), **counts})

    def show_people(self, names: Sequence[str]) -> None:
        """Whom one can choose; the chosen one stays."""
        shown = [self.person.itemData(place) for place in range(1, self.person.count())]
        for name in names:
            if name not in shown:
                self.person.addItem(name, name)

    def _choose_day(self) -> None:
        self.periods.show_value(CHOSEN_DAY)
        self.narrowed.emit()

    def _combo(self, name: str, everything: str, choices: Sequence[tuple[object, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(everything, None)
        for value, words in choices:
            box.addItem(words, value)
        box.currentIndexChanged.connect(self.narrowed)
        return box

    def _build(self) -> None:
        today = local_day(self._shell.now())
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("按日")
        self.day.setMinimumWidth(self._shell.theme.px(150))
        self.day.dateChanged.connect(self._choose_day)
        first, second = QWidget(), QWidget()
        upper, lower = FlowLayout(first, gap=8), FlowLayout(second, gap=8)
        upper.addWidget(self.periods)
        upper.addWidget(self.day)
        lower.addWidget(self.states)
        lower.addWidget(self.clock)
        lower.addWidget(self.person)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(first)
        column.addWidget(second)
        for filters in (self.periods, self.states):
            filters.chosen.connect(self.narrowed)
