"""One event whole: its head with the shared wording, and its parts, each a list that is walked by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.event.rows import CallerRow, EventPaperRecord, EventTicket, EventView, NoticeRecord
from app.rules.event.callers import CallState
from app.rules.event.states import EventState
from app.rules.shared.masking import mask_text
from app.ui.actions.action import key_words
from app.ui.event import words
from app.ui.event.chart import HourChart
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import bounded, chip, label, restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.scrolling import ScrollPage
from app.ui.kit.table.columns import Column
from app.ui.kit.table.menu import Lines, MenuLine, action_line
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.selection import selected_places
from app.ui.kit.table.view import RowsView

TICKETS, CALLERS, HOURS, NOTICES, WORDINGS, PAPERS = "tickets", "callers", "hours", "notices", "wordings", "papers"
PARTS = (
    (TICKETS, "1 工单"),
    (CALLERS, "2 诉求人"),
    (HOURS, "3 每小时"),
    (NOTICES, "4 告知"),
    (WORDINGS, "5 口径"),
    (PAPERS, "6 文书"),
)
_OPENS = {TICKETS: "打开工单", CALLERS: "打电话，记一件工单的联系", PAPERS: "再写一份"}
TAKE_OUT = "event-take-out"  # its place is the menu of the rows, beside Del
_SHOWN = 140
_TO_CALL = frozenset({CallState.TO_CALL, CallState.TRIED, CallState.PART})


class EventPanel(QFrame):
    """Shows one event; Enter in a list opens what stands there, Del takes it back."""

    ticket_opened = Signal(object)
    caller_called = Signal(object)
    paper_asked = Signal(object)
    tickets_left = Signal(object)
    notice_withdrawn = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.view: EventView | None = None
        self.title = label("", "title", wrap=True)
        self.state = chip("", "neutral")
        self.origin = label("", "second")
        self.counts = label("", "strong", wrap=True)
        self.wording_head = label("", "second")
        self.wording = label("", "block", wrap=True, selectable=True)
        self.parts = ChoiceRow("", PARTS)
        self.said = label("", "block", wrap=True, selectable=True)
        self.said_head = label("", "second", wrap=True)
        self.hours_words = label("", "strong", wrap=True)
        self.chart = HourChart(shell.theme)
        self.stack = QStackedWidget()
        self._lists: dict[str, ListPanel] = {}
        self._parts: dict[str, QWidget] = {}  # each is built when it is first shown
        self._build()

    def show_view(self, view: EventView) -> None:
        """Shows an event; the chosen part and rows stay."""
        changed = self.view is None or self.view.row.id != view.row.id
        self.view = view
        self.title.setText(view.row.title)
        self.state.setText(view.row.state.word)
        restyle(self.state, tone=words.EVENT_TONES[view.row.state])
        self.origin.setText(words.origin_words(view.row))
        self.counts.setText(words.counts_words(view))
        self._show_wording(view)
        for name in self._lists:
            if changed:
                self._lists[name].view.begin_list()
            self._fill(name)
        self.hours_words.setText(_hours_words(view))
        self.chart.show_hours(view.hours)
        self.parts.show_counts({name: len(rows) for name, (rows, _) in self._rows_of(view).items()})

    def list_of(self, part: str) -> ListPanel:
        """The list of a part."""
        self._part(part)
        return self._lists[part]

    def picked_tickets(self) -> list[EventTicket]:
        """The selected tickets, else the current one."""
        view = self.list_of(TICKETS).view
        rows = view.rows.rows
        found = [rows[place] for place in selected_places(view.selectionModel()) if place < len(rows)]
        return found or ([view.current] if view.current is not None else [])

    def several(self) -> tuple[int, ...]:
        """The selected tickets when several are selected in the list in front; none stands for all."""
        picked = self.picked_tickets() if self.parts.value == TICKETS else []
        return tuple(one.ticket_id for one in picked) if len(picked) > 1 else ()

    def take_out(self) -> None:
        """Takes out what is chosen in the part in front."""
        if self.parts.value == TICKETS:
            self._leave()
        elif self.parts.value == NOTICES:
            self._withdraw()

    def why_not_take_out(self) -> str:
        """Why there is nothing to take out in the part in front; empty where there is."""
        if self.parts.value not in {TICKETS, NOTICES}:
            return "请先按 1 到工单，或按 4 到告知"
        return "" if self.list_of(str(self.parts.value)).view.current is not None else "请先在列表中选择"

    def turn(self, part: str) -> None:
        """Brings a part to the front, and the keyboard with it."""
        self.parts.choose(part)
        self._show_part(part)
        if part in self._lists:
            self._lists[part].view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, part: object) -> None:
        self.stack.setCurrentWidget(self._part(str(part)))
        self.wording.setVisible(part != CALLERS and bool(self.wording.text()))

    def _show_wording(self, view: EventView) -> None:
        text = "" if view.wording is None else mask_text(view.wording.text)
        result = view.row.result if view.row.state is EventState.ENDED else ""
        shown = result or text
        self.wording_head.setText("处置结果" if result else words.wording_words(view.wording))
        self.wording.setText(bounded(" ".join(shown.split()), _SHOWN))
        self.wording.setVisible(bool(shown) and self.parts.value != CALLERS)
        self.said.setText(text or "还没有统一口径")
        self.said_head.setText("" if view.wording is None else words.wording_words(view.wording))

    def _part(self, name: str) -> QWidget:
        if name not in self._parts:
            self._parts[name] = self._make(name)
            self.stack.addWidget(self._parts[name])
            self._fill(name)
        return self._parts[name]

    def _make(self, name: str) -> QWidget:
        if name == HOURS:
            return self._hours()
        if name == CALLERS:
            return self._callers()
        if name == TICKETS:
            return self._list(TICKETS, "工单", words.TICKET_COLUMNS, "ticket_id", self._open_ticket, self._leave)
        if name == NOTICES:
            return self._list(NOTICES, "告知", words.NOTICE_COLUMNS, "id", None, self._withdraw)
        if name == WORDINGS:
            return self._list(WORDINGS, "口径各版", words.WORDING_COLUMNS, "id", None, None)
        return self._list(PAPERS, "文书", words.PAPER_COLUMNS, "id", self._write_again, None)

    def _fill(self, name: str) -> None:
        view, panel = self.view, self._lists.get(name)
        if view is None or panel is None:
            return
        panel.show_rows(*self._rows_of(view)[name])
        waiting = sum(one.state in _TO_CALL for one in view.callers)
        said = {
            TICKETS: "按派单先后 · 回车打开，Del 移出；选中多件时批量只办选中的",
            CALLERS: f"待联系 {waiting:,} 位 · 一次只记一件工单的联系",
            NOTICES: "Del 撤回记错的" if view.notices else "",
            PAPERS: "回车再写一份" if view.papers else "",
        }
        panel.count.setText(said.get(name, ""))

    def _rows_of(self, view: EventView) -> dict[str, tuple[Sequence[Any], tuple[str, str]]]:
        return {
            TICKETS: (view.tickets, words.NO_TICKETS),
            CALLERS: (view.callers, words.NO_CALLERS),
            NOTICES: (view.notices, words.NO_NOTICES),
            WORDINGS: (tuple(reversed(view.wordings)), words.NO_WORDINGS),
            PAPERS: (tuple(reversed(view.papers)), words.NO_PAPERS),
        }

    def _row_lines(self, view: RowsView) -> Lines:
        """What the menu of a row begins with: what Enter does, and taking it out."""
        chosen = view.currentIndex().isValid()
        opens = [MenuLine(view.opens, view.open_current, key_words("Return"), allowed=chosen)] if view.opens else []
        return [*opens, action_line(self._shell, TAKE_OUT, allowed=chosen)]

    def _leave(self) -> None:
        found = self.picked_tickets()
        if found:
            self.tickets_left.emit(found)

    def _withdraw(self) -> None:
        current: NoticeRecord | None = self._lists[NOTICES].view.current
        if current is not None:
            self.notice_withdrawn.emit(current)

    def _open_ticket(self, row: EventTicket) -> None:
        self.ticket_opened.emit(row)

    def _call(self, row: CallerRow) -> None:
        self.caller_called.emit(row)

    def _write_again(self, row: EventPaperRecord) -> None:
        self.paper_asked.emit(row)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.title, 1)
        top.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        for part in (self.counts, self.wording_head, self.wording, self.parts):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.parts.chosen.connect(self._show_part)
        self._show_part(TICKETS)

    def _callers(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        panel = self._list(CALLERS, "诉求人", words.CALLER_COLUMNS, "key", self._call, None)
        beside = ScrollPage()
        said = QVBoxLayout(beside)
        said.setContentsMargins(0, 8, 0, 0)
        said.setSpacing(8)
        said.addWidget(label("统一口径", "heading"))
        said.addWidget(self.said_head)
        said.addWidget(self.said)
        said.addWidget(label("回车拨打：只为一件工单记一次联系；同号的其余工单逐件再记。", "hint", wrap=True))
        said.addStretch(1)
        beside.setFixedWidth(self._shell.theme.px(250))
        row.addWidget(panel, 1)
        row.addWidget(beside)
        return box

    def _hours(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.hours_words)
        column.addWidget(self.chart, 1)
        return box

    def _list(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        key: str,
        enter: Callable[[Any], None] | None,
        remove: Callable[[], None] | None,
    ) -> ListPanel:
        view = RowsView(self._shell, RowsModel(tuple(columns), _Key(key), self._shell.now, self), f"群体事件{title}")
        panel = ListPanel(title, view)
        panel.setObjectName("bare")
        if enter is not None:
            view.opens = _OPENS[name]
            view.entered_row.connect(enter)
        if remove is not None:
            shortcut = QShortcut(QKeySequence("Del"), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(remove)
            view.row_lines = partial(self._row_lines, view)
        self._lists[name] = panel
        return panel


class _Key:
    """The key of a row: one of its attributes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, row: Any) -> Any:
        return getattr(row, self._name)


def _hours_words(view: EventView) -> str:
    if not view.hours:
        return ""
    shown = sum(one.tickets for one in view.hours)
    most = max(view.hours, key=lambda one: one.tickets)
    peak = f"，最多一小时 {most.tickets} 件（{most.words} 时）" if most.tickets else ""
    return f"近 {len(view.hours) - 1} 小时 {shown:,} 件，本小时已来 {view.hours[-1].tickets} 件{peak}"
