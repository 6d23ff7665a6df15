"""Expired tickets: those still to be reported first, a text ready to be sent or said, the record of the report."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView

from app.base.changes import Change
from app.desk import escalation, report_targets
from app.desk.escalation_brief import Brief, brief
from app.desk.escalation_figures import Figure
from app.desk.rows import EscalationRow
from app.rules.report_targets import Target
from app.rules.states import EscalationState
from app.ui.actions import button_words
from app.ui.key_button import KeyButton
from app.ui.pages import Page
from app.ui.shell import Shell
from app.ui.supervision.escalation_detail import EscalationDetail
from app.ui.supervision.escalation_filters import EscalationFilters
from app.ui.supervision.escalation_words import COLUMNS
from app.ui.supervision.escalations_export import EscalationsExport
from app.ui.supervision.report_form import ReportForm
from app.ui.supervision.targets_form import TargetsForm
from app.ui.tables.beside import beside
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.minute_hand import MinuteHand
from app.ui.tables.model import RowsModel
from app.ui.tables.view import RowsView

_ORDER = list(EscalationState)


class EscalationsPage(Page):
    """Opens with the last seven days and whatever nobody has reported yet; several rows are reported in one go."""

    shows = Change.ESCALATIONS | Change.TICKETS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "到期上报列表")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list = ListPanel("到期上报", self.view)
        self.filters = EscalationFilters(shell)
        self.detail = EscalationDetail(shell)
        self.last_form: Any = None
        self._rows: list[EscalationRow] = []
        self._build()
        bind = shell.commands.bind
        bind("escalation-report", self._report)
        bind("escalation-copy", self._copy)
        bind("escalation-export", self._export)
        bind("report-targets", self._targets)
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the escalations of the period."""
        start, end = self.filters.instants()
        self.shell.gateway.read(escalation.listing, self._take, key="escalations", start=start, end=end)

    def back(self) -> bool:
        """Esc: shows all figures, units and streets again."""
        if not self.filters.narrows():
            return False
        self.filters.widen_all()
        return True

    def text(self) -> str:
        """The text of what is chosen, as of now; empty when nothing of it is to be reported."""
        return self.detail.text()

    def picked(self) -> tuple[EscalationRow, ...]:
        """The chosen rows: those still to be reported when several are chosen."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = tuple(self.model.rows[place] for place in places if place < len(self.model.rows))
        if len(rows) > 1:
            waiting = tuple(row for row in rows if row.state is EscalationState.OPEN)
            return waiting or rows[:1]
        current = self.view.current
        return rows or ((current,) if current is not None else ())

    def _take(self, rows: list[EscalationRow]) -> None:
        self._rows = sorted(rows, key=lambda row: _ORDER.index(row.state))
        self._list()

    def _list(self) -> None:
        self.filters.show_figures(self._rows)
        shown = [row for row in self._rows if self.filters.passes(row)]
        if self._rows and self.filters.figures.value is Figure.OPEN:
            empty = ("到期工单都已上报", "新的到期工单会出现在这里，并弹窗提醒。")
        elif self._rows:
            empty = ("没有符合条件的上报", "按 Esc 看全部。")
        else:
            empty = ("没有到期未办结的工单", "工单到期仍未办结时会自动列在这里，由班组长上报并留下记录。")
        self.list.show_rows(shown, empty)
        waiting = sum(row.state is EscalationState.OPEN for row in shown)
        self.list.count.setText(f"{len(shown):,} 条 · 待上报 {waiting:,} 条" if shown else "")
        self.export.setEnabled(bool(shown))

    def _show(self, *_: object) -> None:
        rows = self.picked()
        self.detail.show_rows(rows)
        waiting = [row.id for row in rows if row.state is EscalationState.OPEN]
        if waiting:
            self.shell.gateway.read(brief, self._take_brief, key="escalation-brief", ids=waiting)

    def _take_brief(self, told: Brief) -> None:
        self.detail.take_brief(told)

    def _turn(self) -> None:
        self.view.viewport().update()
        self.detail.turn()

    def _chosen(self) -> tuple[EscalationRow, ...]:
        if not self.isVisible():
            self.shell.open_page("escalations")
            return ()
        rows = self.picked()
        if not rows:
            self.shell.say("请先选择一条到期工单", "amber")
        return rows

    def _report(self) -> None:
        rows = self._chosen()
        if not rows:
            return
        first = rows[0]
        if first.state is EscalationState.REPORTED:
            self.shell.say(f"{first.ticket_number} 已由{first.reported_by}上报给{first.reported_to}", "amber")
        elif first.state is EscalationState.CANCELLED:
            self.shell.say(f"{first.ticket_number} 的上报已撤销：{first.note}", "amber")
        else:
            past = sorted((row for row in self._rows if row.reported_at), key=_reported_when, reverse=True)
            known = list(dict.fromkeys(row.reported_to for row in past))
            self._open(ReportForm(self.shell, rows, self.text(), brief=self.detail.brief, known=known))

    def _copy(self) -> None:
        if not self._chosen():
            return
        text = self.text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.shell.say("已复制上报文字", "green")
        else:
            self.shell.say("所选的没有要上报的", "amber")

    def _export(self) -> None:
        if not self.isVisible():
            self.shell.open_page("escalations")
        if self.model.rows:
            self._open(EscalationsExport(self.shell, tuple(self.model.rows), period=self.filters.periods.value))

    def _targets(self) -> None:
        self.shell.gateway.read(report_targets.listing, self._open_targets, key="report-targets")

    def _open_targets(self, targets: tuple[Target, ...]) -> None:
        self._open(TargetsForm(self.shell, targets))

    def _open(self, form: Any) -> None:
        self.last_form = form
        form.open_form()

    def _open_ticket(self, row: EscalationRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        for name in ("report-targets", "escalation-export"):
            button = self._tool(name)
            if name == "escalation-export":
                self.export = button
        self.list.add_filters(self.filters)
        self.filters.period_chosen.connect(self.refresh)
        self.filters.narrowed.connect(self._list)
        self.view.chosen.connect(self._show)
        self.view.selectionModel().selectionChanged.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        self.detail.asked_to_open.connect(self.view.open_current)
        beside(self, self.list, self.detail, (700, 420))

    def _tool(self, name: str) -> KeyButton:
        spec = self.shell.commands.spec(name)
        button = KeyButton(self.shell.theme, button_words(spec))
        button.setAccessibleName(spec.text)
        button.setToolTip(spec.hint)
        button.setProperty("filter", True)
        button.clicked.connect(self.shell.commands.action(name).trigger)
        self.list.add_tool(button)
        return button


def _reported_when(row: EscalationRow) -> float:
    return row.reported_at.timestamp() if row.reported_at else 0.0
