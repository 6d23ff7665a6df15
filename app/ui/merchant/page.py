"""The page of merchants: the list, and under it the names, doubts and decisions of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter

from app.base.changes import Change
from app.desk.event.acts import Source
from app.desk.merchant import acts as merchant_acts
from app.desk.merchant import reads as merchant_reads
from app.desk.merchant.rows import MerchantDetail, MerchantList, MerchantRow
from app.desk.queue.rows import QueueQuery
from app.rules.event.texts import LONGEST_TITLE
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow, FilterBar
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.merchant.words import (
    COLUMNS,
    EMPTY,
    LINE_COLUMNS,
    NARROW,
    NO_LINES,
    READING,
    Line,
    facts,
    lines_of,
    proposal_words,
)
from app.ui.ticket.facts import grid

_AGAIN, _DOUBTFUL = "again", "doubtful"
_CHOICES = ((None, "全部"), (_AGAIN, "近 30 天 2 件以上"), (_DOUBTFUL, "有待确认"))


@dataclass(frozen=True, slots=True)
class ChosenMerchant:
    """The chosen merchant and the chosen line under it."""

    row: MerchantRow
    line: Line | None
    forms: tuple[str, ...]


class LinesView(RowsView):
    """The names of a merchant; 1 says yes to a doubt, 2 says no."""

    said = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answers a doubt by a single key."""
        keypad = Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_1, Qt.Key.Key_2) and not event.modifiers() & ~keypad:
            self.said.emit(event.key() == Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)


class MerchantsPage(Page):
    """Enter goes from a merchant to its names and doubts, from there to the tickets; 1 and 2 answer a doubt."""

    name = "merchants"
    choose_first = "请先选择一家商户"
    shows = Change.TICKETS | Change.MERCHANTS | Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "商户列表")
        self.view.opens = "看名称和待确认"
        self.list = ListPanel("商户", self.view)
        self.line_model = RowsModel(LINE_COLUMNS, lambda line: line.key, shell.now, self)
        self.lines = LinesView(shell, self.line_model, "名称和待确认列表")
        self.lines.opens = "看工单"
        self.line_list = ListPanel("名称和待确认", self.lines)
        self.states = ChoiceRow("", _CHOICES)
        self.search = SearchField(shell, "搜索商户", "商户名称")
        self.tools = PageTools(self)
        self.detail = DetailPanel(shell, "选择一家商户，这里显示行业、地址、电话和工单")
        self._verbs = row_actions(shell, self.name)
        self._found = MerchantList((), 0, "")
        self._shown: MerchantDetail | None = None
        self._wanted: int | None = None
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins in the list of merchants."""
        super().showEvent(event)
        if not event.spontaneous():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reads the merchants."""
        self.shell.gateway.read(merchant_reads.listing, self._take, key="merchants", text=self.search.text())

    def back(self) -> bool:
        """Esc: from the names back to the merchants, then to all of them."""
        if self.lines.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.states.value is None and not self.search.text():
            return False
        self.states.show_value(None)
        self.search.clear()
        self._narrow()
        return True

    def chosen(self) -> ChosenMerchant | None:
        """The chosen merchant with the chosen line and the selected names."""
        row: MerchantRow | None = self.view.current
        if row is None:
            return None
        places = sorted(index.row() for index in self.lines.selectionModel().selectedRows())
        lines = [self.line_model.rows[place] for place in places if place < len(self.line_model.rows)]
        return ChosenMerchant(row, self.lines.current, tuple(line.name.form for line in lines if line.name is not None))

    def event_source(self) -> Source | None:
        """What a mass event of the current merchant is made from."""
        row: MerchantRow | None = self.view.current
        return None if row is None else Source(row.name[:LONGEST_TITLE], merchant_id=row.id)

    def picked(self) -> tuple[int, ...]:
        """The selected merchants."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self.model.rows[place].id for place in places if place < len(self.model.rows))

    def merge(self) -> None:
        """Makes the selected merchants one."""
        picked = self.picked()
        self._wanted = min(picked, default=None)
        self.shell.gateway.submit(merchant_acts.merge, person=self.shell.person, merchant_ids=picked)

    def _take(self, found: MerchantList) -> None:
        self._found = found
        self._narrow()

    def _narrow(self, _value: object = None) -> None:
        rows = [row for row in self._found.rows if self._fits(row)]
        narrow = self.states.value is not None or bool(self.search.text())
        empty = NARROW if narrow else EMPTY
        if self._found.reading:
            empty = (READING, f"{self._found.reading} 件")
        self.list.show_rows(rows, empty)
        again = sum(row.in_30_days > 1 for row in self._found.rows)
        doubtful = sum(row.doubts > 0 for row in self._found.rows)
        self.states.show_counts({None: len(self._found.rows), _AGAIN: again, _DOUBTFUL: doubtful})
        words = f"{len(self._found.rows):,} 家" + (f" · 待确认 {self._found.proposals:,} 对" if doubtful else "")
        if self._found.reading:
            words = f"{READING}：{self._found.reading} 件"
        self.list.count.setText(words if self._found.rows or self._found.reading else "")
        if self._wanted is not None and self.view.choose_key(self._wanted):
            self._wanted = None
        self.tools.weigh()

    def _fits(self, row: MerchantRow) -> bool:
        if self.states.value == _AGAIN:
            return row.in_30_days > 1
        return self.states.value is None or row.doubts > 0

    def _show(self, row: MerchantRow | None) -> None:
        if row is None:
            self._shown = None
            self.line_list.show_rows([], NO_LINES)
            self.line_list.count.setText("")
            self.detail.show_nothing()
            return
        self.shell.gateway.read(merchant_reads.detail, self._show_detail, key="merchant", merchant_id=row.id)

    def _show_detail(self, found: MerchantDetail | None) -> None:
        row: MerchantRow | None = self.view.current
        if found is None or row is None or found.row.id != row.id:
            return
        self._shown = found
        there = self.lines.hasFocus()
        self.line_list.show_rows(lines_of(found), NO_LINES)
        if self.lines.hasFocus() and not there:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # a list that was empty takes it with its first rows
        doubts = f" · 待确认 {len(found.proposals)}，回车到这里按 1 是、2 否" if found.proposals else ""
        self.line_list.count.setText(f"{len(found.names)} 个名称{doubts}")
        self._show_facts(None)

    def _show_facts(self, _line: object) -> None:
        found = self._shown
        if found is None:
            return
        line: Line | None = self.lines.current
        parts = [
            label(found.row.name, "title", wrap=True, selectable=True),
            grid(facts(found, self.shell.now())),
        ]
        if line is not None and line.proposal is not None:
            one = line.proposal
            parts += [
                label("可能是同一商户", "heading"),
                chip(f"疑似 {one.score:.0%}", "amber"),
                grid([("另一家", one.name), ("理由", proposal_words(one)), ("工单", f"{one.tickets:,} 件")]),
            ]
        self.detail.show_parts(parts, keep_place=True)
        shown = allowed(self._verbs, self.chosen())
        first = "merchant-confirm" if "merchant-confirm" in shown else ""
        self.detail.show_buttons([*shown, "event-open", "tickets"], first)

    def _enter(self, _row: MerchantRow) -> None:
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_line(self, line: Line) -> None:
        """Enter on a name or a doubt opens its tickets; on a doubt those of both."""
        if line.proposal is not None:
            pair = (line.proposal.first, line.proposal.second)
            read = self.shell.gateway.read
            read(merchant_reads.tickets_of, self._open_ids, key="merchant-tickets", merchant_ids=pair)
        else:
            self._open_tickets()

    def _open_tickets(self) -> None:
        if self._shown is not None:
            self._open_ids(self._shown.ticket_ids)

    def _open_ids(self, ticket_ids: tuple[int, ...]) -> None:
        name = self._shown.row.name if self._shown is not None else ""
        self.shell.open_queue(QueueQuery(only=tuple(ticket_ids)), name)

    def _say(self, yes: bool) -> None:
        self.shell.commands.run("merchant-confirm" if yes else "merchant-refuse")

    def _search(self, _text: str) -> None:
        self.refresh()

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_filters(FilterBar([[self.states, self.search]]))
        self.states.chosen.connect(self._narrow)
        self.search.textChanged.connect(self._search)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        self.lines.chosen.connect(self._show_facts)
        self.lines.entered_row.connect(self._open_line)
        self.lines.said.connect(self._say)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        self.detail.add_action("event-open")
        tickets = self.detail.add_button("tickets", "看工单", "看这家商户的工单")
        tickets.clicked.connect(self._open_tickets)
        self.detail.serve_menu(self.lines)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(10)
        both.addWidget(self.list)
        both.addWidget(self.line_list)
        both.setSizes([420, 260])
        beside(self, both, self.detail, (760, 360))
