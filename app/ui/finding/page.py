"""The page of findings: what is wrong with a contact, why, what to do, and the explanation."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.changes import Change
from app.desk.finding import acts as finding_acts
from app.desk.finding.acts import FindingTotals
from app.desk.finding.rows import FindingRow
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS, FindingKind, FindingState
from app.ui.actions.targets import allowed, row_actions
from app.ui.contact.words import ADVICE, FINDING_COLUMNS, STATE_LOOKS, finding_facts
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ticket.facts import grid, text_block


class FindingsPage(Page):
    """Opens with the findings that nobody has explained yet."""

    name = "findings"
    choose_first = "请先选择一条核查记录"
    shows = Change.CONTACTS | Change.TICKETS | Change.IMPORTS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(FINDING_COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "联系核查列表")
        self.list = ListPanel("联系核查", self.view)
        self.states = ChoiceRow("状态", ((None, "全部"), *FINDING_STATE_WORDS.items()))
        self.kinds = ChoiceRow("类别", ((None, "全部"), *FINDING_WORDS.items()))
        self.search = SearchField(self.shell, "在核查记录中查找", "编号、标题、单位、问题")
        self.detail = DetailPanel(shell, "选择一条，这里说明问题和办法")
        self.verbs, self.tools = row_actions(shell, self.name), PageTools(self)
        self._shown: int | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads list and totals."""
        gateway = self.shell.gateway
        gateway.read(finding_acts.totals, self._take_totals, key="finding-totals")
        gateway.read(
            finding_acts.listing,
            self._take,
            key="findings",
            state=self.states.value,
            kind=self.kinds.value,
            search=self.search.text(),
        )

    def back(self) -> bool:
        """Esc: shows all open findings again."""
        if self.kinds.value is None and not self.search.text() and self.states.value is FindingState.OPEN:
            return False
        self.states.show_value(FindingState.OPEN)
        self.kinds.show_value(None)
        self.search.clear()
        self.refresh()
        return True

    def chosen(self) -> FindingRow | None:
        """The current finding."""
        row: FindingRow | None = self.view.current
        return row

    def _take_totals(self, totals: FindingTotals) -> None:
        state = self.states.value
        self.states.show_counts({None: totals.count(), **{state: totals.count(state=state) for state in FindingState}})
        kinds = {kind: totals.count(kind=kind, state=state) for kind in FindingKind}
        self.kinds.show_counts({None: totals.count(state=state), **kinds})

    def _take(self, rows: list[FindingRow]) -> None:
        narrowed = self.kinds.value is not None or bool(self.search.text().strip())
        if narrowed or self.states.value not in (None, FindingState.OPEN):
            empty = ("没有符合条件的记录", "按 Esc 回到待核实。")
        elif self.states.value is FindingState.OPEN:
            empty = ("没有待核实的联系问题", "漏联、错联、假联系一出现就会列在这里；按 Alt+V 可以全面核查一遍。")
        else:
            empty = ("还没有核查记录", "漏联、错联、假联系一出现就会列在这里；按 Alt+V 可以全面核查一遍。")
        self.list.show_rows(rows, empty)
        cut = "" if len(rows) < finding_acts.LISTED_AT_MOST else "，只列出最近的，请缩小范围"
        self.list.count.setText(f"{len(rows):,} 条{cut}" if rows else "")

    def _show(self, row: FindingRow | None) -> None:
        if row is None:
            self._shown = None
            self.detail.show_nothing()
            return
        same, self._shown = row.id == self._shown, row.id
        parts: list[QWidget] = [
            _head(row),
            label(row.ticket_title, "title", wrap=True, selectable=True),
            label(FINDING_WORDS[row.kind], "heading"),
            text_block(row.reason),
        ]
        if row.state is FindingState.OPEN:
            parts.append(label(ADVICE[row.kind], "second", wrap=True))
        self.detail.show_parts([*parts, grid(finding_facts(row))], keep_place=same)
        shown = [*allowed(self.verbs, row), "open"]
        self.detail.show_buttons(shown, shown[0])

    def _open_ticket(self, row: FindingRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        self.states.show_value(FindingState.OPEN)
        for tool in (self.search, *self.tools.buttons.values()):
            self.list.add_tool(tool)
        for filters in (self.states, self.kinds):
            self.list.add_filters(filters)
            filters.chosen.connect(self.refresh)
        self.search.textChanged.connect(self.refresh)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        beside(self, self.list, self.detail, (720, 400))


def _head(row: FindingRow) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label(row.ticket_number, "second", wrap=True, selectable=True), 1)
    line.addWidget(chip(FINDING_STATE_WORDS[row.state], STATE_LOOKS[row.state][0]))
    return box
