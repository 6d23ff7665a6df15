"""The filters of the ledger: period or day, state, clock, the person who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit

from app.base.clock import local_day
from app.desk.reminder.query import LedgerQuery
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.reminder.states import REMINDER_STATE_WORDS, ReminderState
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.periods import ALL_TIME, MONTH, TODAY, WEEK, YESTERDAY, Period, PeriodRow, days

CHOSEN_DAY = "按日"
_PERIODS = (TODAY, "本班", YESTERDAY, "明天", WEEK, "今后 7 天", MONTH, ALL_TIME)


class LedgerFilters(FilterBar):
    """Two rows of filters."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.periods = PeriodRow(shell, _PERIODS, TODAY, more=(CHOSEN_DAY,))
        self.states = ChoiceRow("状态", ((None, "全部"), *REMINDER_STATE_WORDS.items()))
        self.day = QDateEdit()
        self.clock = ChoiceBox(shell, "时限", "全部时限", tuple(CLOCK_WORDS.items()))
        self.person = ChoiceBox(shell, "确认人", "全部确认人")
        self._people: list[str] = []
        super().__init__(((self.periods, self.day), (self.states, self.clock, self.person)))
        self._build_day()

    @property
    def period(self) -> Period:
        """The chosen period, counted from now."""
        if self.periods.value == CHOSEN_DAY:
            chosen = self.day.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            return days(f"{day:%m-%d}", day, day)
        return self.periods.period

    def query(self, ticket_id: int | None) -> LedgerQuery:
        """The query of the ledger."""
        period = self.period
        person = self.person.value or ""
        return LedgerQuery(
            period.start, period.end, ticket_id, self.states.value, self.clock.value, person, own=ticket_id is None
        )

    def words(self, ticket: str) -> str:
        """The filters in one line, for the heading and for the exported file."""
        parts = [f"工单 {ticket}" if ticket else self.period.words]
        if self.states.value is not None:
            parts.append(REMINDER_STATE_WORDS[self.states.value])
        if self.clock.value is not None:
            parts.append(self.clock.currentText())
        if self.person.value:
            parts.append(f"{self.person.currentText()}确认")
        return " · ".join(parts)

    def narrows(self) -> bool:
        """Whether any filter but the period is active."""
        return self.is_narrow(but=self.periods)

    def widen_all(self) -> None:
        """Clears every filter but the period, without a signal."""
        self.widen(but=self.periods)

    def show_counts(self, counts: Mapping[ReminderState, int]) -> None:
        """Shows the number of rows beside each state."""
        self.states.show_counts({None: sum(counts.values()), **counts})

    def show_people(self, names: Sequence[str]) -> None:
        """Offers these people; the chosen one stays."""
        new = [name for name in names if name not in self._people]
        if new:
            self._people += new
            self.person.offer([(name, name) for name in self._people])

    def _choose_day(self, _day: object) -> None:
        self.periods.show_value(CHOSEN_DAY)
        self.narrowed.emit()

    def _build_day(self) -> None:
        today = local_day(self._shell.now())
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("按日")
        self.day.setMinimumWidth(self._shell.theme.px(150))
        self.day.dateChanged.connect(self._choose_day)
