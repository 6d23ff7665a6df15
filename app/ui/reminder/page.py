"""The page of the reminder ledger: every slot of a period with its history, and the sum that proves none was lost."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.base.changes import Change
from app.base.errors import Refused
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.reads import PAGE_ROWS, LedgerPage
from app.desk.reminder.rows import ReminderRow
from app.desk.roster import reads as roster_reads
from app.desk.ticket import reads as ticket_reads
from app.reports.reminder_ledger import causes_words, equation_words, platform_words, verdict_words
from app.rules.reminder.states import REMINDER_STATE_WORDS, ReminderState
from app.rules.roster.shifts import RosterProblem
from app.ui.frame.pages import Page
from app.ui.frame.parts.duty_words import problem_words
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools, action_button
from app.ui.kit.call import Call
from app.ui.kit.labels import chip, label, restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.periods import ALL_TIME, TODAY
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.printing import Paper
from app.ui.kit.table.view import RowsView
from app.ui.kit.tooltips import set_tip
from app.ui.reminder.filters import LedgerFilters
from app.ui.reminder.matters import open_matter
from app.ui.reminder.papers import LedgerExport, paper
from app.ui.reminder.words import COLUMNS


class RemindersPage(Page):
    """Opens with today; a ticket's number shows the whole history of that ticket's reminders."""

    name = "reminders"
    shows = (
        Change.REMINDERS
        | Change.RECEIPTS
        | Change.TICKETS
        | Change.IMPORTS
        | Change.URGES
        | Change.PLATFORM
        | Change.TASKS
        | Change.HANDOVERS
        | Change.PAPERS
        | Change.PEOPLE
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "提醒列表")
        self.view.opens = "打开工单或事项"
        self.list = ListPanel("提醒台账", self.view)
        self.filters = LedgerFilters(shell)
        self.sum = label("", "strong", wrap=True, selectable=True)
        self.verdict = chip("", "green")
        self.causes = label("", "second", wrap=True, selectable=True)
        self.platform = label("", "second", wrap=True, selectable=True)
        self.roster = label("", "second", wrap=True, selectable=True)
        self.number = SearchField(self.shell, "工单编号", "工单编号，回车查找")
        self.error = label("", "error", wrap=True)
        self.earlier = self._turner("‹ 上一页", "Alt+PgUp", -1)
        self.later = self._turner("下一页 ›", "Alt+PgDown", 1)
        self.tools = PageTools(self)
        self._ticket: int | None = None
        self._offset = 0
        self._total = 0
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the current page of the ledger."""
        query = self.filters.query(self._ticket)
        self.shell.gateway.read(reminder_reads.page, self._take, key="ledger", query=query, offset=self._offset)
        self.shell.gateway.read(platform_words, self._take_platform, key="ledger-platform", query=query)
        self.shell.gateway.read(roster_reads.soon, self._take_roster, key="ledger-roster")

    def back(self) -> bool:
        """Esc: from one ticket back to the period, from filters back to all."""
        if self._ticket is None and not self.number.text() and not self.filters.narrows():
            return False
        self.number.clear()
        self.filters.widen_all()
        self._show_ticket(None)
        return True

    @property
    def about(self) -> str:
        """The list in one line."""
        return self.filters.words(self.number.text().strip() if self._ticket is not None else "")

    def _narrow(self) -> None:
        self._offset = 0
        self.refresh()

    def _turn(self, pages: int) -> None:
        self._offset = max(0, self._offset + pages * PAGE_ROWS)
        self.refresh()

    def _find(self) -> None:
        typed = self.number.text().strip()
        if typed:
            self.shell.gateway.read(
                ticket_reads.find, self._show_ticket, key="ledger-ticket", on_refused=self._refused, number=typed
            )
        else:
            self._show_ticket(None)

    def _show_ticket(self, ticket_id: int | None) -> None:
        self.error.hide()
        restyle(self.number, wrong=False)
        if ticket_id is not None:
            self.filters.periods.show_value(ALL_TIME)
        elif self._ticket is not None:
            self.filters.periods.show_value(TODAY)
        self._ticket = ticket_id
        self._narrow()

    def _refused(self, refused: Refused) -> None:
        self.error.setText(str(refused))
        self.error.show()
        restyle(self.number, wrong=True)

    def _edited(self, text: str) -> None:
        self.error.hide()
        restyle(self.number, wrong=False)
        if not text and self._ticket is not None:
            self._show_ticket(None)

    def _take(self, page: LedgerPage) -> None:
        self._offset, self._total = page.offset, page.total
        self.list.show_rows(page.rows, self._empty_words())
        self.tools.weigh()
        self.filters.show_counts(page.counts)
        self.filters.show_people(page.people)
        self._show_sum(page)
        last = page.offset + len(page.rows)
        which = f"第 {page.offset + 1:,}–{last:,} 条，" if page.total > len(page.rows) else ""
        self.list.count.setText(f"{self.about} · {which}共 {page.total:,} 条")
        for button, more in ((self.earlier, page.offset > 0), (self.later, last < page.total)):
            button.setVisible(page.total > PAGE_ROWS)
            button.setEnabled(more)

    def _show_sum(self, page: LedgerPage) -> None:
        equation = page.equation
        self.sum.setText(equation_words(equation, page.acknowledged))
        self.verdict.setText(f"{'✓' if equation.holds else '✗'} {verdict_words(equation)}")
        restyle(self.verdict, tone="green" if equation.holds else "red")
        self.verdict.setAccessibleName(self.verdict.text())
        self.causes.setText(f"错过的原因：{causes_words(equation.causes)}")
        self.causes.setVisible(bool(equation.causes))
        for part in (self.sum, self.verdict):
            part.setVisible(bool(equation.planned))

    def _take_platform(self, words: str) -> None:
        self.platform.setText(words)
        self.platform.setVisible(bool(words))

    def _take_roster(self, problems: tuple[RosterProblem, ...]) -> None:
        self.roster.setText(f"{problem_words(problems)}，见排班（Ctrl+G 再按 6）")
        self.roster.setVisible(bool(problems))

    def _empty_words(self) -> tuple[str, str]:
        state: ReminderState | None = self.filters.states.value
        if state is not None:
            return f"没有{REMINDER_STATE_WORDS[state]}的提醒", "按 Esc 回到全部状态。"
        if self.filters.narrows():
            return "没有符合筛选的提醒", "按 Esc 取消筛选。"
        if self._ticket is not None:
            return "这件工单没有提醒", "补录或已办结的工单不再提醒。按 Esc 回到今天。"
        return f"{self.filters.period.words}没有提醒", "工单导入后，签收、第 5 日和到期的提醒会自动列在这里。"

    def _open_row(self, row: ReminderRow) -> None:
        open_matter(self.shell, row.ticket_id)

    def export_listed(self) -> None:
        """Opens the form that exports every slot of the query."""
        LedgerExport(self.shell, self.filters.query(self._ticket), self.about, self._total).open_form()

    def print_listed(self) -> None:
        """Prints the slots of the query."""
        query = self.filters.query(self._ticket)
        self.shell.gateway.read(
            paper, self._take_paper, "ledger-paper", person=self.shell.person, query=query, about=self.about
        )

    def _take_paper(self, ready: Paper) -> None:
        PrintPreview(self.shell, ready).open_form()

    def _turner(self, words: str, key: str, pages: int) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("filter", True)
        button.setShortcut(key)
        set_tip(button, key)
        button.clicked.connect(Call(button, self._turn, pages).run)
        button.hide()
        return button

    def _build(self) -> None:
        self.number.returnPressed.connect(self._find)
        self.number.textChanged.connect(self._edited)
        self.error.hide()
        self.causes.hide()
        self.list.add_tool(action_button(self.shell, "test-alarm", role="filter"))
        for tool in (self.earlier, self.later, self.number, *self.tools.buttons.values()):
            self.list.add_tool(tool)
        sums = QWidget()
        line = QHBoxLayout(sums)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.verdict)
        line.addWidget(self.sum, 1)
        self.platform.hide()
        self.roster.hide()
        for part in (self.error, self.filters, sums, self.causes, self.platform, self.roster):
            self.list.add_filters(part)
        self.filters.narrowed.connect(self._narrow)
        self.view.entered_row.connect(self._open_row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.list)
