"""The page 巡查与对账: where the watch stands, the last reconciliation, and each difference with its acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.base.changes import Change, Outcome
from app.desk.watch import reads as watch_reads
from app.desk.watch.rows import DifferenceRow, LastReconciliation, Reconciled, WatchView
from app.rules.intake.drafts import TicketDraft
from app.rules.watch.states import DifferenceKind
from app.ui.actions.targets import row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools, action_button
from app.ui.kit.labels import ElidedLabel, label, restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import moment
from app.ui.watch import forms, words
from app.ui.watch.strip import WatchStrip

PAGE = "platform-watch"
_GOOD = ("相符", "平台清单与登记库逐件一致。")


class EquationBar(QFrame):
    """The equation of the last reconciliation, and how many differences wait for an act."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("equation")
        self.equation = label("", "title")
        self.rest = ElidedLabel("", "second")
        self.left = label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(16)
        row.addWidget(self.equation)
        row.addWidget(self.rest, 1)
        row.addWidget(self.left)

    def show_last(self, last: LastReconciliation) -> None:
        """Shows the result."""
        self.equation.setText(words.equation_words(last))
        self.rest.setText(words.rest_words(last))
        text, tone = words.left_words(last)
        self.left.setText(text)
        restyle(self.left, ink=tone)
        restyle(self, tone=tone)


class WatchPage(Page):
    """The strip of the watch over the differences of the last reconciliation."""

    name = PAGE
    choose_first = "请先选择一处差异"
    shows = Change.PLATFORM | Change.TICKETS | Change.PEOPLE

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.strip = WatchStrip(shell)
        self.view: WatchView | None = None
        self.last: LastReconciliation | None = None
        self.drafts: dict[str, TicketDraft] = {}
        self._settled = False  # whether the list has had the keyboard
        self.model = RowsModel(words.COLUMNS, lambda row: row.id, shell.now, self)
        self.rows = RowsView(shell, self.model, "对账差异列表")
        self.list = ListPanel("对账", self.rows)
        self.bar = EquationBar()
        self.asked = label("", "strong", wrap=True)
        self.verbs = row_actions(shell, PAGE)
        self.buttons = {entry.id: action_button(shell, entry.id) for entry in self.verbs}
        self.tools = PageTools(self)
        self._build()
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the watch and the last reconciliation again."""
        self.shell.gateway.read(watch_reads.view, self._take_view, key="watch-view")
        self.shell.gateway.read(watch_reads.last_reconciliation, self._take_last, key="last-reconciliation")

    def chosen(self) -> DifferenceRow | None:
        """The current difference."""
        row: DifferenceRow | None = self.rows.current
        return row

    def reconcile(self) -> None:
        """Opens the form for the platform's list."""
        forms.ReconcileForm(self.shell, self._reconciled).open_form()

    def why_no_cause(self) -> str:
        """The reason why no cause can be written; empty when a round was missed."""
        return "" if self.view is not None and self.view.last_missed is not None else "没有漏看的巡查"

    def ask_cause(self) -> None:
        """Opens the form for the cause of the last miss."""
        if self.view is not None and self.view.last_missed is not None:
            forms.CauseForm(self.shell, self.view.last_missed).open_form()

    def tick_watch(self, now: datetime) -> None:
        """Lets the ring run; called every second while the page is in front."""
        self.strip.tick(now)

    def _reconciled(self, outcome: Outcome[Any]) -> None:
        made: Reconciled = outcome.result
        self.drafts = dict(made.drafts)

    def _turn(self) -> None:
        self.shell.gateway.read(watch_reads.view, self._take_view, key="watch-view")

    def _take_view(self, view: WatchView) -> None:
        self.view = view
        self.strip.show_view(view)
        self.asked.setText(f"{view.asked_for}，请对账" if view.asked_for else "")
        restyle(self.asked, ink="amber")
        self.asked.setVisible(bool(view.asked_for))
        self.tools.weigh()

    def _take_last(self, last: LastReconciliation | None) -> None:
        self.last = last
        self.bar.setVisible(last is not None)
        if last is None:
            self.list.show_rows(
                [], ("还没有对账", "在平台上导出或复制清单，按 Alt+Shift+P 核对；交接班时和每天至少一次。")
            )
            self.list.count.setText("")
        else:
            self.bar.show_last(last)
            empty = _GOOD if last.record.holds else ("没有逐件差异", words.rest_words(last))
            self.list.show_rows(last.rows, empty)
            now = self.shell.now()
            who = f"{moment(last.record.at, now)} {last.record.who} · {last.record.list_name}"
            self.list.count.setText(who)
            if last.rows and not self._settled:
                self._settled = True
                self.rows.setFocus(Qt.FocusReason.OtherFocusReason)  # the first list came after the page
        self._weigh(self.chosen())

    def _weigh(self, row: DifferenceRow | None) -> None:
        for entry in self.verbs:
            button = self.buttons[entry.id]
            button.setEnabled(row is not None and not entry.why_not(row))
        take = self.buttons["watch-take"]
        word = "收进" if row is not None and row.kind is DifferenceKind.MISSING_HERE else "以平台为准"
        take.setText(f"{word}　{self.shell.commands.spec('watch-take').keys[0]}")
        take.setAccessibleName(word)

    def _open(self, row: DifferenceRow) -> None:
        if row.ticket_id is not None:
            self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            if tool is not self.tools.buttons.get("watch-cause"):
                self.list.add_tool(tool)
        for button in self.buttons.values():
            self.list.add_tool(button)
        self.list.add_filters(self.asked)
        self.list.add_filters(self.bar)
        self.asked.hide()
        self.bar.hide()
        self.rows.chosen.connect(self._weigh)
        self.rows.entered_row.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self.list, 1)
