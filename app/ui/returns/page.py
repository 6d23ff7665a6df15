"""The page of the return register: totals that filter, the list, and the chosen return with its actions."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.changes import Change
from app.desk.returns import reads as returns_reads
from app.desk.returns.reads import ReturnTotals
from app.desk.returns.rows import ReturnRow, StepRow
from app.desk.returns.steps import steps
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.returns.moves import WAITING
from app.rules.returns.states import RETURN_STATE_WORDS, ReturnState
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.returns.evidence_form import file_links
from app.ui.returns.export_form import ReturnsExport
from app.ui.returns.filters import ReturnFilters
from app.ui.returns.words import COLUMNS, STATE_LOOKS, facts, history, which
from app.ui.ticket.facts import grid
from app.ui.ticket.timeline import Timeline

_FIRST_OF = {
    ReturnState.DRAFT: "return-send",
    ReturnState.SENT: "return-accept",
    ReturnState.REFUSED: "return-again",
    ReturnState.RECEIVED: "return-accept",
}

_FOR_TICKET = ("return-receive", "passing-open")  # actions on the ticket of the current row


class ReturnsPage(Page):
    """Opens at the return of the selected ticket, when it has one."""

    name = "returns"
    choose_first = "请先选择一条退单"
    shows = Change.RETURNS | Change.TICKETS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "退单列表")
        self.list = ListPanel("退单登记簿", self.view)
        self.filters = ReturnFilters(shell)
        self.states, self.grounds = self.filters.states, self.filters.grounds
        self.search = SearchField(self.shell, "在退单中查找", "编号、标题、建议单位")
        self.detail = DetailPanel(shell, "选择一条退单，这里显示它的依据和经过")
        self.verbs, self.tools = row_actions(shell, self.name), PageTools(self)
        self._seen_ticket: int | None = None
        self._shown: int | None = None
        self._cases: tuple[ReturnRow, ...] = ()
        self._steps: tuple[StepRow, ...] = ()
        self._hours: float | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads list and totals."""
        gateway = self.shell.gateway
        gateway.read(returns_reads.totals, self._take_totals, key="return-totals")
        gateway.read(
            returns_reads.listing,
            self._take,
            key="returns",
            **self.filters.choices(),
            search=self.search.text(),
        )

    def back(self) -> bool:
        """Esc: clears the filters."""
        if not self._narrowed():
            return False
        self.filters.widen()
        self.search.clear()
        self.refresh()
        return True

    def _take_totals(self, totals: ReturnTotals) -> None:
        self.filters.show_totals(totals)
        self._hours = totals.mean_hours

    def _take(self, rows: list[ReturnRow]) -> None:
        if self._narrowed():
            empty = ("没有符合条件的退单", "按 Esc 清除筛选。")
        else:
            empty = ("还没有退单", "在工单上按 F6 登记退单；提交、同意、驳回都在这里办。")
        self.list.show_rows(rows, empty)
        waiting = sum(row.state in WAITING for row in rows)
        took = f" · 平均 {self._hours:g} 小时答复" if self._hours is not None else ""
        self.list.count.setText(f"{len(rows):,} 条 · 等待答复 {waiting:,} 条{took}" if rows else "")
        self.tools.weigh()
        self._go_to_chosen_ticket(rows)

    def _go_to_chosen_ticket(self, rows: list[ReturnRow]) -> None:
        ticket = self.shell.selection.current
        if ticket is None or ticket == self._seen_ticket:
            return
        self._seen_ticket = ticket
        newest = next((row for row in rows if row.ticket_id == ticket), None)
        if newest is not None:
            self.view.choose_key(newest.id)

    def _show(self, case: ReturnRow | None) -> None:
        if case is None:
            self._shown = None
            self.detail.show_nothing()
            return
        if case.id != self._shown:
            self._cases, self._steps = (case,), ()
        self._draw(case)
        self.shell.gateway.read(_history_of, self._take_history, key="return-history", ticket_id=case.ticket_id)

    def _take_history(self, history: tuple[tuple[ReturnRow, ...], tuple[StepRow, ...]]) -> None:
        case = self.view.current
        if case is not None and any(row.id == case.id for row in history[0]):
            self._cases, self._steps = history
            self._draw(case)

    def _draw(self, case: ReturnRow) -> None:
        same = case.id == self._shown
        self._shown = case.id
        now = self.shell.now()
        parts: list[QWidget] = [
            _head(case),
            label(case.ticket_title, "title", wrap=True, selectable=True),
            grid(facts(case)),
            *file_links(self.shell, [step for step in self._steps if step.return_id == case.id]),
            label("经过", "heading"),
            Timeline(self.shell, history(self._cases, self._steps, now)),
        ]
        self.detail.show_parts(parts, keep_place=same)
        self.detail.show_buttons([*allowed(self.verbs, case), *_FOR_TICKET, "open"], _FIRST_OF.get(case.state, "open"))

    def chosen(self) -> ReturnRow | None:
        """The current return."""
        case: ReturnRow | None = self.view.current
        return case

    def export_listed(self) -> None:
        """Opens the form that exports the listed returns."""
        ReturnsExport(self.shell, tuple(self.model.rows), whole=not self._narrowed()).open_form()

    def _narrowed(self) -> bool:
        return self.filters.is_narrow() or bool(self.search.text().strip())

    def _open_ticket(self, row: ReturnRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _run_for_ticket(self, name: str) -> None:
        """Runs an action on the ticket of the current row."""
        case = self.chosen()
        if case is not None:
            self.shell.select(case.ticket_id, (case.ticket_id,))
            self.shell.commands.run(name)

    def _build(self) -> None:
        for tool in (self.search, *self.tools.buttons.values()):
            self.list.add_tool(tool)
        self.list.add_filters(self.filters)
        self.filters.narrowed.connect(self.refresh)
        self.search.textChanged.connect(self.refresh)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        for name in _FOR_TICKET:
            words = self.shell.commands.spec(name).text
            button = self.detail.add_button(name, words, words)
            button.clicked.connect(Call(button, self._run_for_ticket, name).run)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        beside(self, self.list, self.detail, (720, 400))


def _history_of(desk: Desk, *, ticket_id: int) -> tuple[tuple[ReturnRow, ...], tuple[StepRow, ...]]:
    """All returns of a ticket and their steps."""
    cases = ticket_reads.detail(desk, ticket_id=ticket_id).returns
    return cases, tuple(steps(desk, return_ids=[case.id for case in cases]))


def _head(case: ReturnRow) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    tone, _ = STATE_LOOKS[case.state]
    row.addWidget(label(f"{case.ticket_number} · {which(case)}", "second", wrap=True, selectable=True), 1)
    row.addWidget(chip(RETURN_STATE_WORDS[case.state], tone))
    return box
