"""The register of what the client wrote about the service, with the strikes of the whole service."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.assessment import reads as assessment_reads
from app.desk.assessment.rows import AssessmentList, AssessmentRow
from app.rules.assessment.kinds import AssessmentKind, AssessmentState
from app.ui.actions.targets import allowed, row_actions
from app.ui.assessment.words import COLUMNS, EMPTY, KIND_LOOKS, facts
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label, restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ticket.facts import grid

_NO_STRIKES = "整个服务期没有书面扣罚"


class AssessmentsPage(Page):
    """Lists the entries by the day of their papers, the newest first."""

    name = "assessments"
    choose_first = "请先选择一条登记"
    shows = Change.OBLIGATIONS | Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "考核登记列表")
        self.list = ListPanel("考核登记", self.view)
        self.kinds = ChoiceRow("类别", ((None, "全部"), *((kind, kind.word) for kind in AssessmentKind)))
        self.strikes = label("", "title", wrap=True)
        self.detail = DetailPanel(shell, "选择一条登记，这里显示文书、扣罚和异议")
        self.tools = PageTools(self, main="assessment-enter")
        self._verbs = row_actions(shell, self.name)
        self.shown: AssessmentList | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the register."""
        self.shell.gateway.read(assessment_reads.listing, self._take, key="assessments")

    def back(self) -> bool:
        """Esc: shows every kind again."""
        if self.kinds.value is None:
            return False
        self.kinds.choose(None)
        return True

    def chosen(self) -> AssessmentRow | None:
        """The current entry."""
        row: AssessmentRow | None = self.view.current
        return row

    def _take(self, found: AssessmentList) -> None:
        self.shown = found
        self._list()

    def _list(self, _value: object = None) -> None:
        if self.shown is None:
            return
        rows = [row for row in self.shown.rows if self.kinds.value in (None, row.kind)]
        counts = {kind: sum(row.kind is kind for row in self.shown.rows) for kind in AssessmentKind}
        self.kinds.show_counts({None: len(self.shown.rows), **counts})
        self.list.show_rows(rows, EMPTY if not self.shown.rows else ("没有这一类登记", "按 Esc 看全部。"))
        waits = sum(row.waits for row in self.shown.rows)
        self.list.count.setText(f"{len(rows):,} 条 · 待定异议 {waits:,} 条" if rows else "")
        circles = " ".join("●" if place < self.shown.strikes else "○" for place in range(self.shown.limit))
        told = self.shown.warning or _NO_STRIKES
        self.strikes.setText(f"{circles}　{self.shown.strikes} / {self.shown.limit}　{told}")
        restyle(self.strikes, ink="red" if self.shown.strikes else "green")

    def _show(self, row: AssessmentRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        tone = KIND_LOOKS[row.kind][0] if row.state is AssessmentState.HOLDS else "neutral"
        state = "" if row.state is AssessmentState.HOLDS else f" · {row.state.word}"
        parts: list[QWidget] = [
            chip(f"{row.kind.word}{state}", tone),
            label(row.item, "title", wrap=True, selectable=True),
            grid(facts(row)),
        ]
        self.detail.show_parts(parts, keep_place=True)
        shown = allowed(self._verbs, row)
        self.detail.show_buttons(shown, "assessment-decide" if row.waits and shown else "")

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_filters(self.kinds)
        self.kinds.chosen.connect(self._list)
        self.view.chosen.connect(self._show)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        body = QWidget()
        beside(body, self.list, self.detail, (700, 420))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strikes)
        column.addWidget(body, 1)
