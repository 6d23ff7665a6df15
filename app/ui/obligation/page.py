"""The board of the contract's duties: how each stands, what was not done, statements, the month's evidence package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.obligation import reads as obligation_reads
from app.desk.obligation.rows import DutyBoard, DutyRow, EntryRow, History
from app.desk.queue.rows import QueueQuery
from app.rules.obligation.duties import Measure
from app.rules.obligation.service import Month
from app.rules.obligation.standing import DutyState, Matter
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceBox
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.obligation.forms import PackageForm, RecordForm, StatementForm, WithdrawForm
from app.ui.obligation.strip import ObligationStrip, stacked
from app.ui.obligation.words import (
    COLUMNS,
    EMPTY,
    MATTER_COLUMNS,
    MONTHS_SHOWN,
    NOT_OWED,
    NOTHING_OPEN,
    STATE_LOOKS,
    DutyLine,
    MatterLine,
    facts,
    weight,
)
from app.ui.ticket.facts import grid

_WHOLE = "whole"
# The history of the whole service costs more than a month: it is read again after so long.
_HISTORY_LIFE = timedelta(minutes=10)
_PAPERS = frozenset({Measure.PAPER, Measure.CATCH_UP})
# Where what a duty counts is worked on, for matters that are no ticket.
_PAGES = {
    Measure.WATCH: "platform-watch",
    Measure.URGING: "urges",
    Measure.EXCLUSION_REVIEW: "exclusion-catalogue",
    Measure.TASKS: "tasks",
    Measure.HANDOVERS: "handover",
    **dict.fromkeys(_PAPERS, "papers"),
}


@dataclass(frozen=True, slots=True)
class ChosenDuty:
    """The chosen duty, the chosen matter of it, and the month that is shown; None for the whole service."""

    row: DutyRow
    matter: Matter | None
    month: Month | None

    @property
    def entry(self) -> EntryRow | None:
        """What can be taken back: the statement about the chosen matter, else the duty's newest record."""
        said = None if self.matter is None else self.row.statement_of(self.matter.key)
        return said or (self.row.records[-1] if self.row.records else None)


class ObligationsPage(Page):
    """Worst first. Enter goes from a duty to what was not done, and from there to the ticket or the page behind it."""

    name = "obligations"
    choose_first = "请先选择一项义务"
    shows = (
        Change.TICKETS
        | Change.CONTACTS
        | Change.RETURNS
        | Change.PAPERS
        | Change.PLATFORM
        | Change.URGES
        | Change.ESCALATIONS
        | Change.SETTINGS
        | Change.OBLIGATIONS
    )
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.strip = ObligationStrip(shell)
        self.model = RowsModel(COLUMNS, lambda line: line.key, shell.now, self)
        self.view = RowsView(shell, self.model, "义务列表")
        self.view.opens = "看未做到的"
        self.list = ListPanel("义务", self.view)
        self.matter_model = RowsModel(MATTER_COLUMNS, lambda line: line.key, shell.now, self)
        self.matters = RowsView(shell, self.matter_model, "未做到和待办列表")
        self.matter_list = ListPanel("未做到和待办", self.matters)
        self.months = ChoiceBox(shell, "月份", "本月")
        self.tools = PageTools(self)
        self.detail = DetailPanel(shell, "选择一项义务，这里显示怎样计、凭据和说明")
        self._verbs = row_actions(shell, self.name)
        self.board: DutyBoard | None = None
        self.history: History | None = None
        self._history_at: datetime | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    @property
    def month_shown(self) -> Month | None:
        """The month that is shown; None for the whole service, and before anything is read."""
        return None if self.board is None or self.months.value == _WHOLE else self.board.month

    def refresh(self) -> None:
        """Reads the month that is shown, then the history of the service."""
        month = "" if self.months.value in (None, _WHOLE) else self.months.value
        self.shell.gateway.read(obligation_reads.board, self._take, key="obligations", month=month)
        now = self.shell.now()
        if self._history_at is None or now - self._history_at > _HISTORY_LIFE or self.months.value == _WHOLE:
            self._history_at = now
            self.shell.gateway.read(obligation_reads.history, self._take_history, key="obligations-history")

    def back(self) -> bool:
        """Esc: from what was not done back to the duties, then to this month."""
        if self.matters.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.months.value is None:
            return False
        self.months.show_value(None)
        self.refresh()
        return True

    def chosen(self) -> ChosenDuty | None:
        """The chosen duty with the chosen matter."""
        line: DutyLine | None = self.view.current
        matter: MatterLine | None = self.matters.current
        if line is None:
            return None
        return ChosenDuty(line.row, None if matter is None else matter.matter, self.month_shown)

    def state(self) -> None:
        """Opens the form of a statement about the chosen matter."""
        chosen = self.chosen()
        if chosen is not None and chosen.matter is not None:
            StatementForm(self.shell, chosen.row, chosen.matter).open_form()

    def record(self) -> None:
        """Opens the form that records the chosen duty of the month."""
        chosen = self.chosen()
        if chosen is not None and chosen.month is not None:
            RecordForm(self.shell, chosen.row, chosen.month).open_form()

    def withdraw(self) -> None:
        """Opens the form that takes the statement or the record back."""
        chosen = self.chosen()
        if chosen is not None and chosen.entry is not None:
            WithdrawForm(self.shell, chosen.row, chosen.entry).open_form()

    def make_package(self) -> None:
        """Opens the form that makes the evidence package of the month."""
        month = self.month_shown
        if month is not None and self.board is not None:
            number = self.board.packages[-1].number if self.board.packages else ""
            PackageForm(self.shell, month, number).open_form()

    def _take(self, board: DutyBoard) -> None:
        self.board = board
        self._list()

    def _take_history(self, history: History) -> None:
        self.history = history
        months = [(month.text, month.words) for month in reversed(history.months)]
        self.months.offer([(_WHOLE, "整个服务期"), *months])
        self._list()

    def _rows(self) -> tuple[DutyRow, ...]:
        if self.months.value == _WHOLE and self.history is not None:
            return self.history.whole
        return () if self.board is None else self.board.rows

    def _list(self) -> None:
        if self.board is None:
            return
        rows = self._rows()
        lines = [DutyLine(row, self._months_of(row)) for row in rows]
        counts = {state: sum(row.state is state and row.is_owed for row in rows) for state in DutyState}
        service = self.board.service
        shown = f"{self.board.month.words}" if self.month_shown is not None else "整个服务期"
        self.strip.show_board(self.board, counts, f"{shown} · 服务期 {service.first} 至 {service.last}")
        self.list.show_rows(sorted(lines, key=weight), EMPTY)
        waiting = sum(len(row.count.findings) for row in rows)
        self.list.count.setText(f"{len(rows):,} 项 · 未做到 {waiting:,} 件" if rows else "")
        self.tools.weigh()

    def _months_of(self, row: DutyRow) -> tuple[tuple[Month, DutyState | None], ...]:
        if self.history is None:
            return ()
        pairs = zip(self.history.months, self.history.states[row.duty.id], strict=True)
        shown = tuple(pairs)[-MONTHS_SHOWN:]
        fresh = row.state if row.is_owed else None
        return tuple((month, fresh if month == self.month_shown else state) for month, state in shown)

    def _show(self, line: DutyLine | None) -> None:
        if line is None:
            self.matter_list.show_rows([], NOTHING_OPEN)
            self.detail.show_nothing()
            return
        found = (*line.row.count.findings, *line.row.count.open)
        self.matter_list.show_rows([MatterLine(line.row, one) for one in found], NOTHING_OPEN)
        self.matter_list.count.setText(f"{line.row.duty.title} · {len(found):,} 件" if found else line.row.duty.title)
        self._show_facts(None)

    def _show_facts(self, _matter: object) -> None:
        line: DutyLine | None = self.view.current
        if line is None:
            return
        matter: MatterLine | None = self.matters.current
        tone, _ = STATE_LOOKS[line.row.state]
        word, tone = (line.row.state.word, tone) if line.row.is_owed else (NOT_OWED, "neutral")
        title = label(line.row.duty.title, "title", wrap=True, selectable=True)
        self.detail.show_parts(
            [chip(f"{word} · {line.row.duty.source}", tone), title, grid(facts(line, matter, self.shell.now()))],
            keep_place=False,
        )
        shown = allowed(self._verbs, self.chosen())
        first = "duty-statement" if "duty-statement" in shown else "duty-record" if "duty-record" in shown else ""
        self.detail.show_buttons([*shown, *(("tickets",) if line.row.count.tickets else ())], first)

    def _enter(self, _line: DutyLine) -> None:
        if self.matter_model.rows:
            self.matters.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.shell.say("这项义务没有未做到的，也没有待办的", "blue")

    def _open(self, line: MatterLine) -> None:
        if line.matter.ticket_id is not None:
            self.shell.open_ticket(line.matter.ticket_id)
            return
        page = _PAGES.get(line.row.duty.measure)
        if page is not None and page in self.shell.page_names:
            self.shell.open_page(page)
        else:
            self.shell.say("按 Ctrl+W 再按 Q 登记", "blue")

    def _open_tickets(self) -> None:
        line: DutyLine | None = self.view.current
        if line is not None and line.row.count.tickets:
            self.shell.open_queue(QueueQuery(only=tuple(line.row.count.tickets)), line.row.duty.title)

    def _turn(self, _value: object) -> None:
        self.refresh()

    def _build(self) -> None:
        self.list.add_tool(self.months)
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.months.chosen.connect(self._turn)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        self.matters.chosen.connect(self._show_facts)
        self.matters.entered_row.connect(self._open)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        tickets = self.detail.add_button("tickets", "看构成的工单", "看构成的工单")
        tickets.clicked.connect(self._open_tickets)
        self.detail.serve_menu(self.matters)
        body = QWidget()
        beside(body, self.list, stacked(self.matter_list, self.detail), (700, 440))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(body, 1)
