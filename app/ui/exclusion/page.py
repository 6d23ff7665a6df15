"""The register 不纳入考核: every application with state, limit and check; created, judged and exported here."""

from __future__ import annotations

from app.base.changes import Change
from app.desk.exclusion import figures as exclusion_figures
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.figures import ExclusionList
from app.desk.exclusion.rows import ExclusionDetail, ExclusionQuery, ExclusionRow
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, WRITABLE, ExclusionState
from app.rules.shared.masking import mask_text
from app.ui.actions.targets import allowed, row_actions
from app.ui.exclusion.application_form import ApplicationForm
from app.ui.exclusion.detail import detail_parts
from app.ui.exclusion.month_strip import MonthStrip
from app.ui.exclusion.words import REGISTER_COLUMNS
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView


class ExclusionPage(Page):
    """Enter opens the application; the check of the chosen one stands beside the list."""

    name = "exclusions"
    choose_first = "请先选择一条申请"
    shows = Change.EXCLUSIONS | Change.TICKETS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(REGISTER_COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "不纳入考核申请列表")
        self.list = ListPanel("不纳入考核", self.view)
        self.states = ChoiceRow("状态", ((None, "全部"), *EXCLUSION_STATE_WORDS.items()))
        self.major = ChoiceBox(shell, "按大类筛选", "全部大类")
        self.unit = ChoiceBox(shell, "按单位筛选", "全部单位")
        self.month = ChoiceBox(shell, "按月份筛选", "全部月份")
        self.search = SearchField(self.shell, "在申请中查找", "编号、标题、商户、说明")
        self.filters = FilterBar(((self.states,), (self.major, self.unit, self.month, self.search)))
        self.month_strip = MonthStrip(shell)
        self.detail = DetailPanel(shell, "选择一条申请，这里说明材料核验和办理过程")
        self.read_detail: ExclusionDetail | None = None
        self.verbs, self.tools = row_actions(shell, self.name), PageTools(self)
        self._shown: int | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    @property
    def query(self) -> ExclusionQuery:
        """The query of the list."""
        return ExclusionQuery(
            states=() if self.states.value is None else (self.states.value,),
            major=self.major.value or "",
            unit=self.unit.value or "",
            month=self.month.value or "",
            search=self.search.text(),
        )

    def refresh(self) -> None:
        """Reads the register."""
        self.shell.gateway.read(exclusion_figures.register, self._take, key="exclusions", query=self.query)
        self.month_strip.refresh()

    def back(self) -> bool:
        """Esc: takes the filters away."""
        if self.query == ExclusionQuery():
            return False
        self.filters.widen()
        self.search.clear()
        self.refresh()
        return True

    def chosen(self) -> ExclusionDetail | None:
        """The current application, once it is read."""
        row: ExclusionRow | None = self.view.current
        detail = self.read_detail
        return detail if row is not None and detail is not None and detail.row.id == row.id else None

    def open_application(self, exclusion_id: int) -> None:
        """Reads one application and opens its form."""
        self.shell.gateway.read(
            exclusion_reads.detail, self._open_form, key="exclusion-open", exclusion_id=exclusion_id
        )

    def _take(self, listed: ExclusionList) -> None:
        if self.query == ExclusionQuery():
            empty = ("还没有不纳入考核申请", "在工单上按 Shift+F5 新建申请，边写边核验。")
        else:
            empty = ("没有符合条件的申请", "按 Esc 清除筛选。")
        self.list.show_rows(listed.rows, empty)
        counts = {state: listed.by_state.get(state, 0) for state in ExclusionState}
        self.states.show_counts({None: sum(counts.values()), **counts})
        for choice, values in ((self.major, listed.majors), (self.unit, listed.units), (self.month, listed.months)):
            choice.offer([(value, mask_text(value)) for value in values])
        ended = counts[ExclusionState.PASSED] + counts[ExclusionState.REFUSED]
        rate = f" · 通过率 {counts[ExclusionState.PASSED] * 100 / ended:.1f}%" if ended else ""
        self.list.count.setText(f"{len(listed.rows):,} 条{rate}" if listed.rows else "")
        self.tools.weigh()

    def _show(self, row: ExclusionRow | None) -> None:
        if row is None:
            self._shown, self.read_detail = None, None
            self.detail.show_nothing()
            return
        self.shell.gateway.read(exclusion_reads.detail, self._show_detail, key="exclusion-detail", exclusion_id=row.id)

    def _show_detail(self, detail: ExclusionDetail) -> None:
        same, self._shown = detail.row.id == self._shown, detail.row.id
        self.read_detail = detail
        self.detail.show_parts(detail_parts(self.shell, detail), keep_place=same)
        writable = detail.row.state in WRITABLE
        look, steps = "edit" if writable else "look", allowed(self.verbs, detail)
        main = "exclusion-opinion" if "exclusion-opinion" in steps else look
        self.detail.show_buttons([*steps, look, "open"], main)

    def _open_row(self, row: ExclusionRow | None) -> None:
        if row is not None:
            self.open_application(row.id)

    def _open_form(self, detail: ExclusionDetail) -> None:
        ApplicationForm(self.shell, detail).open_form()

    def _open_ticket(self) -> None:
        if self.view.current is not None:
            self.shell.open_ticket(self.view.current.ticket_id)

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_filters(self.month_strip)
        self.list.add_filters(self.filters)
        self.filters.narrowed.connect(self.refresh)
        self.search.textChanged.connect(self.refresh)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_row)
        self._add_buttons()
        beside(self, self.list, self.detail, (700, 430))

    def _add_buttons(self) -> None:
        first, *further = self.verbs
        self.detail.add_action(first.id)
        for name, words in (("edit", "填写申请"), ("look", "查看申请")):
            button = self.detail.add_button(name, f"{words}　回车", words)
            button.clicked.connect(self.view.open_current)
        for entry in further:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单", "打开工单")
        opener.clicked.connect(self._open_ticket)
