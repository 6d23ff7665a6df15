"""Expired tickets: those still to be reported first, a text ready to be read out, and the record that it was done."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.changes import Change
from app.desk import escalation
from app.desk.rows import EscalationRow
from app.rules.states import ESCALATION_STATE_WORDS, EscalationState
from app.ui.labels import chip, label
from app.ui.pages import Page
from app.ui.shell import Shell
from app.ui.supervision.escalation_words import COLUMNS, STATE_LOOKS, facts, overdue_words, ready_text
from app.ui.supervision.report_form import ReportForm
from app.ui.tables.beside import beside
from app.ui.tables.detail_panel import DetailPanel
from app.ui.tables.filters import ChoiceRow
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.minute_hand import MinuteHand
from app.ui.tables.model import RowsModel
from app.ui.tables.view import RowsView
from app.ui.ticket_panel.facts import grid, text_block

_SHOWN_STATES = (EscalationState.OPEN, EscalationState.REPORTED)


class EscalationsPage(Page):
    """Opens with the tickets that nobody has reported yet."""

    shows = Change.ESCALATIONS | Change.TICKETS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "到期上报列表")
        self.list = ListPanel("到期上报", self.view)
        words = [(state, ESCALATION_STATE_WORDS[state]) for state in _SHOWN_STATES]
        self.states = ChoiceRow("状态", ((None, "全部"), *words))
        self.detail = DetailPanel(shell, "选择一条，这里是可以直接念的上报文字")
        self.last_form: ReportForm | None = None
        self._rows: list[EscalationRow] = []
        self._shown: int | None = None
        self._told = ""
        self._build()
        shell.commands.bind("escalation-report", self._report)
        shell.commands.bind("escalation-copy", self._copy)
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the escalations."""
        self.shell.gateway.read(escalation.listing, self._take, key="escalations")

    def back(self) -> bool:
        """Esc: shows all states again."""
        if self.states.value is None:
            return False
        self.states.choose(None)
        return True

    def text(self) -> str:
        """The text of the chosen escalation, as of now; empty when none is chosen."""
        row: EscalationRow | None = self.view.current
        return ready_text(row, self.shell.now(), self.shell.person.name) if row is not None else ""

    def _take(self, rows: list[EscalationRow]) -> None:
        order = list(EscalationState)
        self._rows = sorted(rows, key=lambda row: order.index(row.state))
        counts = {state: sum(row.state is state for row in rows) for state in _SHOWN_STATES}
        self.states.show_counts({None: len(rows), **counts})
        self._list()

    def _list(self) -> None:
        wanted = self.states.value
        shown = [row for row in self._rows if wanted is None or row.state is wanted]
        if self._rows and wanted is EscalationState.OPEN:
            empty = ("到期工单都已上报", "新的到期工单会出现在这里，并弹窗提醒。")
        elif self._rows:
            empty = ("还没有上报记录", "按 Esc 看全部。")
        else:
            empty = ("没有到期未办结的工单", "工单到期仍未办结时会自动列在这里，由班组长上报并留下记录。")
        self.list.show_rows(shown, empty)
        waiting = sum(row.state is EscalationState.OPEN for row in self._rows)
        self.list.count.setText(f"{len(shown):,} 条 · 待上报 {waiting:,} 条，待上报在前" if shown else "")

    def _show(self, row: EscalationRow | None) -> None:
        if row is None:
            self._shown = None
            self.detail.show_nothing()
            return
        same, self._shown = row.id == self._shown, row.id
        is_open = row.state is EscalationState.OPEN
        self._told = overdue_words(row, self.shell.now())
        parts: list[QWidget] = [_head(row), label(row.ticket_title, "title", wrap=True, selectable=True)]
        if is_open:
            parts += [label("上报文字", "heading"), text_block(self.text())]
        parts.append(grid(facts(row)))
        self.detail.show_parts(parts, keep_place=same)
        names = ("escalation-report", "escalation-copy", "open") if is_open else ("open",)
        self.detail.show_buttons(names, names[0])

    def _turn(self) -> None:
        """Time has gone on: the words change when the time over does."""
        self.view.viewport().update()
        row: EscalationRow | None = self.view.current
        is_open = row is not None and row.state is EscalationState.OPEN
        if row is not None and is_open and overdue_words(row, self.shell.now()) != self._told:
            self._show(row)

    def _chosen(self) -> EscalationRow | None:
        if not self.isVisible():
            self.shell.open_page("escalations")
            return None
        row: EscalationRow | None = self.view.current
        if row is None:
            self.shell.say("请先选择一条到期工单", "amber")
        return row

    def _report(self) -> None:
        row = self._chosen()
        if row is None:
            return
        if row.state is not EscalationState.OPEN:
            self.shell.say(f"{row.ticket_number} 已由{row.reported_by}上报给{row.reported_to}", "amber")
            return
        offered = [each.reported_to for each in sorted(self._rows, key=_reported_when, reverse=True)]
        known = list(dict.fromkeys(name for name in offered if name))
        self.last_form = ReportForm(self.shell, row, self.text(), offered=known)
        self.last_form.open_form()

    def _copy(self) -> None:
        if self._chosen() is not None:
            QGuiApplication.clipboard().setText(self.text())
            self.shell.say("已复制上报文字", "green")

    def _open_ticket(self, row: EscalationRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        self.list.add_filters(self.states)
        self.states.chosen.connect(lambda _value: self._list())
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        self.detail.add_action("escalation-report")
        self.detail.add_action("escalation-copy")
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(lambda _checked=False: self._open_ticket(self.view.current))
        beside(self, self.list, self.detail, (700, 420))


def _reported_when(row: EscalationRow) -> float:
    return row.reported_at.timestamp() if row.reported_at else 0.0


def _head(row: EscalationRow) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label(row.ticket_number, "second", wrap=True, selectable=True), 1)
    line.addWidget(chip(ESCALATION_STATE_WORDS[row.state], STATE_LOOKS[row.state][0]))
    return box
