"""The page of expired tickets: unreported ones first, with a text to send or read out and the report's record."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView

from app.base.changes import Change
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import targets as escalation_targets
from app.desk.escalation.brief import Brief, brief
from app.desk.escalation.reads import Figure
from app.desk.escalation.rows import EscalationRow
from app.desk.shared.context import Desk
from app.desk.shared.corrections import CorrectionRow, corrections
from app.rules.escalation.states import EscalationState
from app.rules.escalation.targets import Target
from app.ui.escalation.detail import EscalationChoice, EscalationDetail
from app.ui.escalation.filters import EscalationFilters
from app.ui.escalation.targets_form import TargetsForm
from app.ui.escalation.words import COLUMNS
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

_ORDER = list(EscalationState)


class EscalationsPage(Page):
    """Opens with the last seven days and everything unreported; several rows are reported at once."""

    name = "escalations"
    choose_first = "请先选择一条到期工单"
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
        self.tools = PageTools(self)
        self._rows: list[EscalationRow] = []
        self._build()
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the escalations of the period."""
        start, end = self.filters.instants()
        self.shell.gateway.read(escalation_acts.listing, self._take, key="escalations", start=start, end=end)

    def back(self) -> bool:
        """Esc: shows all figures, units and streets again."""
        if not self.filters.narrows():
            return False
        self.filters.widen_all()
        return True

    def text(self) -> str:
        """The text of the chosen rows as of now; empty when none is to be reported."""
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

    def chosen(self) -> EscalationChoice | None:
        """The chosen rows with their text and the earlier recipients, latest first."""
        rows = self.picked()
        if not rows:
            return None
        past = sorted((row for row in self._rows if row.reported_at), key=_reported_when, reverse=True)
        known = tuple(dict.fromkeys(row.reported_to for row in past))
        return EscalationChoice(rows, self.text(), self.detail.brief, known)

    def _take(self, rows: list[EscalationRow]) -> None:
        self._rows = sorted(rows, key=lambda row: _ORDER.index(row.state))
        self._list()

    def _list(self) -> None:
        self.filters.show_figures(self._rows)
        shown = [row for row in self._rows if self.filters.passes(row)]
        if self._rows and self.filters.figures.value is Figure.OPEN:
            empty = ("到期工单都已上报", "新的到期工单会出现在这里，并弹窗提醒。")
        elif self._rows:
            empty = ("没有符合条件的上报", "按 Esc 查看全部。")
        else:
            empty = ("没有到期未办结的工单", "工单到期仍未办结时会自动列在这里，由班组长上报并留下记录。")
        self.list.show_rows(shown, empty)
        waiting = sum(row.state is EscalationState.OPEN for row in shown)
        self.list.count.setText(f"{len(shown):,} 条 · 待上报 {waiting:,} 条" if shown else "")
        self.tools.weigh()

    def _show(self, *_: object) -> None:
        rows = self.picked()
        self.detail.show_rows(rows)
        if len(rows) == 1 and rows[0].corrections:
            self.shell.gateway.read(_corrections, self._take_corrections, key="escalation-corrections", row=rows[0])
        waiting = [row.id for row in rows if row.state is EscalationState.OPEN]
        if waiting:
            self.shell.gateway.read(brief, self._take_brief, key="escalation-brief", ids=waiting)

    def _take_brief(self, brief: Brief) -> None:
        self.detail.take_brief(brief)

    def _take_corrections(self, found: tuple[int, tuple[CorrectionRow, ...]]) -> None:
        self.detail.take_corrections(*found)

    def _turn(self) -> None:
        self.view.viewport().update()
        self.detail.turn()

    def edit_targets(self) -> None:
        """Reads the table of recipients and opens the form that edits it."""
        self.shell.gateway.read(escalation_targets.listing, self._open_targets, key="report-targets")

    def _open_targets(self, targets: tuple[Target, ...]) -> None:
        TargetsForm(self.shell, targets).open_form()

    def _open_ticket(self, row: EscalationRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_filters(self.filters)
        self.filters.period_chosen.connect(self.refresh)
        self.filters.narrowed.connect(self._list)
        self.view.chosen.connect(self._show)
        self.view.selectionModel().selectionChanged.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        self.detail.open_requested.connect(self.view.open_current)
        beside(self, self.list, self.detail, (700, 420))


def _corrections(desk: Desk, *, row: EscalationRow) -> tuple[int, tuple[CorrectionRow, ...]]:
    """The corrections of a report, with its id."""
    return row.id, corrections(desk, line_ids=row.corrections)


def _reported_when(row: EscalationRow) -> float:
    return row.reported_at.timestamp() if row.reported_at else 0.0
