"""The page of the month's hinges: what is to be closed in the period, each line with its ticket."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.base.changes import Change
from app.desk.closing import reads as closing_reads
from app.desk.closing.rows import ClosingLine, ClosingView
from app.rules.closing.kinds import ClosingKind
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import previous_name
from app.ui.closing.strip import HingeStrip
from app.ui.closing.words import COLUMNS
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceRow, FilterBar
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

PAGE = "closing"
_RUNNING, _BEFORE = "running", "before"
_EMPTY = ("没有要收官的事项", "漏联、可转化的回访、没提交的申请、在审的答复、与平台不一致的工单会列在这里。")


class ClosingPage(Page):
    """Enter opens the ticket of a line; the list may be narrowed to a kind, and shown for the period before."""

    name = PAGE
    choose_first = "请先选择一行"
    shows = (
        Change.TICKETS
        | Change.CONTACTS
        | Change.EXCLUSIONS
        | Change.PLATFORM
        | Change.IMPORTS
        | Change.SETTINGS
        | Change.RANKINGS
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.strip = HingeStrip(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "收官清单")
        self.list = ListPanel("收官清单", self.view)
        self.periods = ChoiceRow("考核期", ((_RUNNING, "本考核期"), (_BEFORE, "上一考核期")))
        self.kinds = ChoiceRow("事项", ((None, "全部"), *((kind, kind.word) for kind in ClosingKind)))
        self.filters = FilterBar(((self.periods,), (self.kinds,)))
        self.shown: ClosingView | None = None
        self._settled = False  # whether the list has had the keyboard
        self._build()
        MinuteHand(self, self.refresh)

    def refresh(self) -> None:
        """Reads the list of the shown period."""
        self.shell.gateway.read(closing_reads.closing, self._take, key="closing", period=self._period())

    def back(self) -> bool:
        """Esc: shows every kind again, then the running period."""
        if self.kinds.value is not None:
            self.kinds.choose(None)
            return True
        if self.periods.value == _RUNNING:
            return False
        self.periods.choose(_RUNNING)
        return True

    def chosen(self) -> ClosingLine | None:
        """The current line."""
        row: ClosingLine | None = self.view.current
        return row

    def _period(self) -> str:
        """The name of the shown period; empty for the running one."""
        if self.periods.value == _RUNNING or self.shown is None:
            return ""
        running = self.shown.running
        return write_period(previous_name(running.name, running.rules))

    def _take(self, view: ClosingView) -> None:
        self.shown = view
        self.strip.show_view(view)
        self._list()

    def _list(self, _value: object = None) -> None:
        if self.shown is None:
            return
        view = self.shown
        rows = [line for line in view.lines if self.kinds.value in (None, line.kind)]
        self.kinds.show_counts({None: len(view.lines), **view.counts})
        self.list.show_rows(rows, _EMPTY if not view.lines else ("没有这一类事项", "按 Esc 看全部。"))
        self.list.count.setText(f"{len(rows):,} 件" if rows else "")
        if rows and not self._settled:
            self._settled = True
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the first list came after the page

    def _open(self, row: ClosingLine) -> None:
        if row.ticket_id is not None:
            self.shell.open_ticket(row.ticket_id)
        else:
            self.shell.say(f"{row.number} 还没有入库：请在“巡查与对账”收进，或导入平台的导出", "amber")

    def _turn(self, _value: object) -> None:
        self.refresh()

    def _build(self) -> None:
        self.list.add_filters(self.filters)
        self.periods.chosen.connect(self._turn)
        self.kinds.chosen.connect(self._list)
        self.view.entered_row.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self.list, 1)
