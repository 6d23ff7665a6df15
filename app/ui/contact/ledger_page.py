"""The ledger of contacts: every call to every caller, narrowed by period, outcome and words, and exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.desk.contact import ledger as contact_ledger
from app.desk.contact.ledger import LedgerPart, LedgerQuery
from app.desk.contact.rows import ContactRow
from app.rules.contact.states import ATTEMPT_WORDS
from app.ui.contact.words import CONTACT_COLUMNS
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools, action_button
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.periods import ALL_TIME, TODAY, WEEK, YESTERDAY, PeriodRow
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

# Whether only doubtful contacts are listed.
_DOUBTS = {False: "全部", True: "有待核实"}


class ContactLedgerPage(Page):
    """Opens with the last seven days."""

    name = "contacts"
    shows = Change.CONTACTS | Change.TICKETS | Change.IMPORTS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(CONTACT_COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "联系台账列表")
        self.view.opens = "打开工单"
        self.list = ListPanel("联系台账", self.view)
        self.periods = PeriodRow(shell, (TODAY, YESTERDAY, WEEK, "近 31 天", ALL_TIME), WEEK)
        self.outcomes = ChoiceRow("结果", ((None, "全部"), *ATTEMPT_WORDS.items()))
        self.doubts = ChoiceRow("核查", tuple(_DOUBTS.items()))
        self.search = SearchField(self.shell, "在联系中查找", "编号、标题、单位、备注")
        self.tools = PageTools(self)
        self._whole = 0
        self._build()
        MinuteHand(self, self.view.viewport().update)

    @property
    def query(self) -> LedgerQuery:
        """The query of the list; periods are counted from now."""
        period = self.periods.period
        return LedgerQuery(
            first=period.first,
            last=period.last,
            outcome=self.outcomes.value,
            search=self.search.text(),
            doubtful=self.doubts.value,
        )

    def refresh(self) -> None:
        """Reads the ledger."""
        self.shell.gateway.read(contact_ledger.listing, self._take, key="contact-ledger", query=self.query)

    def back(self) -> bool:
        """Esc: takes the filters away."""
        if not self._narrowed():
            return False
        self.outcomes.show_value(None)
        self.doubts.show_value(False)
        self.search.clear()
        self.refresh()
        return True

    def _narrowed(self) -> bool:
        return self.outcomes.value is not None or self.doubts.value or bool(self.search.text().strip())

    def _take(self, part: LedgerPart) -> None:
        words = self.periods.value
        if self._narrowed():
            empty = ("没有符合条件的联系", "按 Esc 清除筛选。")
        else:
            empty = (f"{words}没有联系记录", "在工单上按 F3 登记联系，或在“话务清单”页导入通话。")
        self.list.show_rows(part.rows, empty)
        whole = sum(part.counts.values())
        self.outcomes.show_counts({None: whole, **{outcome: part.counts.get(outcome, 0) for outcome in ATTEMPT_WORDS}})
        self._whole = whole if self.outcomes.value is None else part.counts.get(self.outcomes.value, 0)
        cut = "" if part.whole else f" · 列出最近的 {len(part.rows):,} 条"
        self.list.count.setText(f"{words} · {self._whole:,} 条{cut}" if part.rows else "")
        self.tools.weigh()

    def chosen(self) -> ContactRow | None:
        """The current contact."""
        row: ContactRow | None = self.view.current
        return row

    def export_listed(self) -> None:
        """Opens the form that exports every contact of the query."""
        ContactsExport(self.shell, self.query, self._whole).open_form()

    def _open_ticket(self, row: ContactRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        correct = action_button(self.shell, "contact-correct", role="filter")
        for tool in (self.search, correct, *self.tools.buttons.values()):
            self.list.add_tool(tool)
        for filters in (self.periods, self.outcomes, self.doubts):
            self.list.add_filters(filters)
            filters.chosen.connect(self.refresh)
        self.search.textChanged.connect(self.refresh)
        self.view.entered_row.connect(self._open_ticket)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.list)


class ContactsExport(ExportForm):
    """Writes every contact of the query, listed or not."""

    def __init__(self, shell: Shell, query: LedgerQuery, count: int) -> None:
        super().__init__(shell, "导出联系台账", about=f"当前筛选的 {count:,} 条联系，导出为 Excel 工作簿；号码隐去。")
        self._query = query
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """联系台账_2026-11-23.xlsx"""
        return f"联系台账_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the rows."""
        arguments: dict[str, Any] = {"query": self._query}
        if self.job is not None:
            arguments |= {"progress": self.job.note, "cancelled": self.job.is_stopped}
        return contact_ledger.export, arguments

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 条"""
        return f"已导出 {outcome.result:,} 条，写后已清点", ()
