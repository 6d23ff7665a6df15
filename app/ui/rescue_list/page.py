"""Whom to save tonight: the score now and with the ticked tickets together, each ticket with what it would do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Change, Outcome
from app.desk.rescue_list import reads as rescue_reads
from app.desk.rescue_list.acts import Urged
from app.desk.rescue_list.rows import RescueList, RescueTicket
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceBox, ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.rescue_list.forms import UrgeForm
from app.ui.rescue_list.strip import RescueStrip
from app.ui.rescue_list.words import (
    COLUMNS,
    EMPTY,
    NARROWED,
    RescueLine,
    effect_lines,
    fact_lines,
    lost_lines,
    state_words,
    unit_words,
    way_line,
)
from app.ui.ticket.facts import grid

_SHOWN = 200
_ALL, _CAN, _CANNOT = "all", "can", "cannot"
_FILTERS = ((_ALL, "全部"), (_CAN, "能挽回"), (_CANNOT, "不能挽回"))


class RescuePage(Page):
    """Opens with the assessment period that runs. Space ticks, Enter opens the ticket, one act urges the ticked."""

    name = "rescue-list"
    choose_first = "请先选择一件工单"
    shows = Change.TICKETS | Change.IMPORTS | Change.RANKINGS | Change.SETTINGS | Change.RETURNS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda line: line.ticket.ticket_id, shell.now, self)
        self.view = RowsView(shell, self.model, "今晚先救谁列表")
        self.view.opens = "打开工单"
        self.list = ListPanel("工单", self.view)
        self.strip = RescueStrip(shell)
        self.states = ChoiceRow("", _FILTERS)
        self.units = ChoiceBox(shell, "承办单位", "全部单位")
        self.detail = DetailPanel(shell, "选择一件工单，这里显示失分、各种结果和还能做的")
        self.tools = PageTools(self, main="rescue-urge")
        self.found: RescueList | None = None
        self.ticked: set[int] = set()
        self._verbs = row_actions(shell, self.name)
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the list of the running assessment period."""
        self.shell.gateway.read(rescue_reads.tonight, self._take, key="rescue-list")

    def back(self) -> bool:
        """Esc: shows every ticket again."""
        if self.states.value == _ALL and self.units.value is None:
            return False
        self.units.show_value(None)
        self.states.show_value(_ALL)
        self._narrow(None)
        return True

    def chosen(self) -> RescueLine | None:
        """The current ticket."""
        line: RescueLine | None = self.view.current
        return line

    def tick(self, line: RescueLine) -> None:
        """Ticks a ticket, or unticks it."""
        self.ticked ^= {line.ticket.ticket_id}
        self._list()

    def clear(self) -> None:
        """Unticks all."""
        self.ticked.clear()
        self._list()

    def ask_urge(self) -> None:
        """Opens the form that sends the ticked tickets."""
        UrgeForm(self.shell, self.picked(), self._take_urged).open_form()

    def picked(self) -> tuple[RescueTicket, ...]:
        """The ticked tickets, by gain."""
        return () if self.found is None else tuple(one for one in self.found.tickets if one.ticket_id in self.ticked)

    def _take(self, found: RescueList) -> None:
        self.found = found
        self.ticked &= {one.ticket_id for one in found.tickets if one.can_gain}
        self.units.offer([(one.unit, unit_words(one)) for one in found.units])
        self._list()

    def _list(self) -> None:
        found = self.found
        if found is None:
            return
        unit = self.units.value
        of_unit = [one for one in found.tickets if unit is None or one.unit == unit]
        can = [one for one in of_unit if one.can_gain]
        parts = {_ALL: of_unit, _CAN: can, _CANNOT: [one for one in of_unit if not one.can_gain]}
        self.states.show_counts({name: len(rows) for name, rows in parts.items()})
        rows = parts[self.states.value]
        lines = [RescueLine(one, one.ticket_id in self.ticked) for one in rows[:_SHOWN]]
        self.list.show_rows(lines, NARROWED if found.tickets else EMPTY)
        more = f"前 {_SHOWN:,} / {len(rows):,} 件" if len(rows) > _SHOWN else f"{len(rows):,} 件"
        self.list.count.setText(f"{more} · 空格勾选 · 数为综合成绩的变化（分），按本期规则精确重算" if rows else "")
        self.strip.show_list(found, self.picked())
        self.view.viewport().update()
        self.tools.weigh()

    def _show(self, line: RescueLine | None) -> None:
        if line is None or self.found is None:
            self.detail.show_nothing()
            return
        one, now = line.ticket, self.shell.now()
        lost = len(lost_lines(one, self.found.whole.weights))
        first = chip(f"失 {lost} 项", "red") if lost else chip(state_words(one)[0], "blue")
        parts: list[QWidget] = [
            first,
            label(one.title, "title", wrap=True, selectable=True),
            grid(fact_lines(line, self.found.whole.weights)),
        ]
        parts += [label("如果", "heading"), grid(effect_lines(one, self.found)), label("现在能做的", "heading")]
        parts += [label(way_line(way, now), "block", wrap=True) for way in one.ways if way.open]
        shut = [label(f"{way.words}：{way.why}", "second", wrap=True) for way in one.ways if not way.open]
        self.detail.show_parts([*parts, *([label("不能做的", "heading"), *shut] if shut else [])], keep_place=True)
        shown = allowed(self._verbs, line)
        self.detail.show_buttons([*shown, "open"])

    def _take_urged(self, _outcome: Outcome[Urged]) -> None:
        self.ticked.clear()
        self.shell.open_page("urges")

    def _narrow(self, _value: object) -> None:
        self.view.begin_list()
        self._list()

    def _toggle(self) -> None:
        self.shell.commands.run("rescue-tick")

    def _press(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle()

    def _open(self, line: RescueLine) -> None:
        self.shell.open_ticket(line.ticket.ticket_id)

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.strip.add_tool(tool)
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        flow.addWidget(self.states)
        flow.addWidget(self.units)
        self.list.add_filters(row)
        self.states.chosen.connect(self._narrow)
        self.units.chosen.connect(self._narrow)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open)
        self.view.clicked.connect(self._press)
        space = QShortcut(QKeySequence("Space"), self.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        body = QWidget()
        beside(body, self.list, self.detail, (760, 380))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(body, 1)
