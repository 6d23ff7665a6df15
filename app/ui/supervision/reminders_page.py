"""The reminder ledger: every slot of a period with its life, and the sum that shows that none was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QWidget

from app.base.changes import Change
from app.base.clock import local_day
from app.base.errors import Refused
from app.desk import figures, reminders, tickets
from app.desk.context import Desk
from app.desk.figures import Window
from app.desk.rows import ReminderRow
from app.rules.states import REMINDER_STATE_WORDS, ReminderState
from app.ui.flow_layout import FlowLayout
from app.ui.labels import clearable, label, restyle
from app.ui.pages import Page
from app.ui.shell import Shell
from app.ui.supervision.reminder_words import COLUMNS, Period, count_states, named_periods, sum_words
from app.ui.tables.filters import ChoiceRow
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.minute_hand import MinuteHand
from app.ui.tables.model import RowsModel
from app.ui.tables.view import RowsView

CHOSEN_DAY = "chosen-day"


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """What the page reads at once: the rows, the counts of all states, and whether rows were left off."""

    rows: list[ReminderRow]
    counts: Mapping[ReminderState, int]
    whole: bool


def read_ledger(desk: Desk, *, period: Period, ticket_id: int | None, state: ReminderState | None) -> LedgerPart:
    """The ledger of a period or of one ticket; the counts are those of every state and never cut."""
    start, end = period.instants()
    rows = reminders.ledger(desk, start=start, end=end, ticket_id=ticket_id)
    counts: Mapping[ReminderState, int] = count_states(rows)
    whole = len(rows) < reminders.LEDGER_LIMIT
    if not whole and start is not None and end is not None:
        counts = figures.of_period(desk, Window(start, end)).reminders
    if state is None:
        return LedgerPart(rows, counts, whole)
    if whole:
        return LedgerPart([row for row in rows if row.state is state], counts, whole)
    chosen = reminders.ledger(desk, start=start, end=end, ticket_id=ticket_id, states=(state,))
    return LedgerPart(chosen, counts, len(chosen) < reminders.LEDGER_LIMIT)


class RemindersPage(Page):
    """Opens with today; a ticket's number shows the whole life of that ticket's reminders."""

    shows = Change.REMINDERS | Change.TICKETS | Change.IMPORTS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "提醒列表")
        self.list = ListPanel("提醒台账", self.view)
        self.sum = label("", "strong", wrap=True, selectable=True)
        choices = [(period.words, period.words) for period in named_periods(shell.now())]
        self.periods = ChoiceRow("时段", [*choices, (CHOSEN_DAY, "按日")])
        self.states = ChoiceRow("状态", ((None, "全部"), *REMINDER_STATE_WORDS.items()))
        self.day = QDateEdit()
        self.number = QLineEdit()
        self.error = label("", "error", wrap=True)
        self._ticket: int | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    @property
    def period(self) -> Period:
        """The period that stands now, counted from this moment."""
        if self.periods.value == CHOSEN_DAY:
            chosen = self.day.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            return Period(f"{day:%m-%d}", day, day)
        named = {period.words: period for period in named_periods(self.shell.now())}
        return named[self.periods.value]

    def refresh(self) -> None:
        """Reads the ledger."""
        self.shell.gateway.read(
            read_ledger,
            self._take,
            key="ledger",
            period=self.period,
            ticket_id=self._ticket,
            state=self.states.value,
        )

    def back(self) -> bool:
        """Esc: from one ticket back to the period, from a state back to all."""
        if self._ticket is None and not self.number.text() and self.states.value is None:
            return False
        self.number.clear()
        self.states.show_value(None)
        self._show_ticket(None)
        return True

    def _find(self) -> None:
        typed = self.number.text().strip()
        if typed:
            self.shell.gateway.read(
                tickets.find, self._show_ticket, key="ledger-ticket", on_refused=self._refused, number=typed
            )
        else:
            self._show_ticket(None)

    def _show_ticket(self, ticket_id: int | None) -> None:
        self.error.hide()
        restyle(self.number, wrong=False)
        if ticket_id is not None:
            self.periods.show_value("全部时间")
        elif self._ticket is not None:
            self.periods.show_value("今天")
        self._ticket = ticket_id
        self.refresh()

    def _refused(self, refused: Refused) -> None:
        self.error.setText(str(refused))
        self.error.show()
        restyle(self.number, wrong=True)

    def _edited(self, text: str) -> None:
        self.error.hide()
        restyle(self.number, wrong=False)
        if not text and self._ticket is not None:
            self._show_ticket(None)

    def _take(self, part: LedgerPart) -> None:
        self.list.show_rows(part.rows, self._empty_words())
        self.states.show_counts({None: sum(part.counts.values()), **part.counts})
        self.sum.setText(sum_words(part.counts))
        self.sum.setVisible(bool(sum(part.counts.values())))
        cut = "" if part.whole else f" · 只列出最早的 {len(part.rows):,} 条，请缩小时段"
        which = f"工单 {self.number.text().strip()}" if self._ticket is not None else self.period.words
        self.list.count.setText(f"{which} · {len(part.rows):,} 条{cut}")

    def _empty_words(self) -> tuple[str, str]:
        if self.states.value is not None:
            return f"没有{REMINDER_STATE_WORDS[self.states.value]}的提醒", "按 Esc 回到全部状态。"
        if self._ticket is not None:
            return "这件工单没有提醒", "补录或已办结的工单不再提醒。按 Esc 回到今天。"
        return f"{self.period.words}没有提醒", "工单导入后，签收、第 5 日和到期的提醒会自动列在这里。"

    def _open_ticket(self, row: ReminderRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _choose_day(self) -> None:
        self.periods.show_value(CHOSEN_DAY)
        self.refresh()

    def _build(self) -> None:
        today = local_day(self.shell.now())
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("按日")
        self.day.setMinimumWidth(self.shell.theme.px(150))
        self.day.dateChanged.connect(lambda _day: self._choose_day())
        self.number.setPlaceholderText("工单编号，回车查找")
        self.number.setAccessibleName("工单编号")
        clearable(self.number)
        self.number.setMinimumWidth(self.shell.theme.px(230))
        self.number.returnPressed.connect(self._find)
        self.number.textChanged.connect(self._edited)
        self.error.hide()
        self.list.add_tool(self.number)
        self.list.add_filters(self.error)
        days = QWidget()
        row = FlowLayout(days, gap=8)
        row.addWidget(self.periods)
        row.addWidget(self.day)
        self.list.add_filters(days)
        self.list.add_filters(self.states)
        self.list.add_filters(self.sum)
        for filters in (self.periods, self.states):
            filters.chosen.connect(lambda _value: self.refresh())
        self.view.entered_row.connect(self._open_ticket)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.list)
