"""The left half of the callback: the subject of the call, the numbers, the script, the earlier attempts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk.survey.sheet import CallbackSheet
from app.desk.ticket.rows import TicketDetail
from app.rules.shared.time_left import clock_time
from app.rules.survey.callback_order import CallState, Place
from app.ui.frame.shell import Shell
from app.ui.kit.forms.number_list import NumberList
from app.ui.kit.labels import chip, label, restyle, rule
from app.ui.kit.scrolling import ScrollPage
from app.ui.queue.row_words import status_chip
from app.ui.ticket.facts import event_block
from app.ui.ticket.timeline import Timeline, contacts


class TicketSide(QFrame):
    """Shows one ticket at a time; its numbers stay masked until `show_revealed`."""

    reveal_requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("回访的工单")
        self._shell = shell
        self.numbers = NumberList(shell)
        self.reveal = QPushButton("显示号码　F8")
        self.reveal.setAccessibleName("显示号码")
        self.reveal.setToolTip("显示完整号码，并记入日志（F8）")
        self.reveal.setProperty("link", True)
        self.reveal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reveal.clicked.connect(self.reveal_requested)
        self._caller = label("", "strong", wrap=True)
        self._head, self._body = QVBoxLayout(), QVBoxLayout()
        self._numbers_box = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("工单内容")
        self._scroll.setProperty("stop", True)
        self._build()
        self.show_nothing()

    def show_sheet(self, sheet: CallbackSheet) -> None:
        """Shows a ticket from its top."""
        self._fill(sheet)
        self._show_numbers(sheet.detail)
        self._scroll.verticalScrollBar().setValue(0)

    def show_revealed(self, detail: TicketDetail) -> None:
        """Shows the numbers in full; the chosen one stays chosen."""
        self._show_numbers(detail)

    def show_nothing(self) -> None:
        """Shows that there is no ticket to dial."""
        _empty(self._head)
        _empty(self._body)
        self._numbers_box.hide()

    def _show_numbers(self, detail: TicketDetail) -> None:
        self._numbers_box.show()
        self._caller.setText(f"来电人　{detail.ticket.caller or '未登记姓名'}")
        self.numbers.show_numbers(detail.phones)
        self.reveal.setVisible(bool(detail.phones) and not detail.revealed)

    def _fill(self, sheet: CallbackSheet) -> None:
        _empty(self._head)
        _empty(self._body)
        detail, row = sheet.detail, sheet.detail.row
        self._head.addLayout(self._number_line(detail))
        self._head.addWidget(label(row.title, "title", wrap=True, selectable=True))
        places = " · ".join(part for part in (row.street, row.merchant, row.unit and f"{row.unit}承办") if part)
        if places:
            self._head.addWidget(label(places, "second", wrap=True, selectable=True))
        if sheet.place is not None:
            self._head.addWidget(_place_words(sheet.place))
        self._head.addWidget(rule())
        event = event_block(detail)
        if event is not None:
            self._body.addWidget(event)
        self._add_text("诉求", detail.ticket.content or "（工单没有主要内容）")
        self._add_text("答复", detail.ticket.reply or detail.ticket.result or "（没有登记答复，请先看时间线）")
        if sheet.promises:
            self._body.addWidget(label("承诺", "heading"))
            text = "\n".join(
                f"{clock_time(promise.at)}{'' if promise.call else ' 前'}　{promise.said}" for promise in sheet.promises
            )
            self._body.addWidget(label(text, "block", wrap=True, selectable=True))
        self._body.addWidget(label("话术", "heading"))
        self._body.addWidget(label("\n".join(sheet.phrases), "block", wrap=True, selectable=True))
        self._body.addWidget(label("联系与回访记录", "heading"))
        tried = contacts(detail, self._shell.now())
        self._body.addWidget(Timeline(self._shell, tried) if tried else label("还没有联系过", "second"))

    def _number_line(self, detail: TicketDetail) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(detail.row.number, "second", selectable=True))
        line.addStretch(1)
        line.addWidget(chip(*status_chip(detail.row, self._shell.now())))
        return line

    def _add_text(self, heading: str, text: str) -> None:
        self._body.addWidget(label(heading, "heading"))
        self._body.addWidget(label(text, wrap=True, selectable=True))

    def _build(self) -> None:
        dial = QVBoxLayout(self._numbers_box)
        dial.setContentsMargins(0, 0, 0, 0)
        dial.setSpacing(4)
        who = QHBoxLayout()
        who.addWidget(self._caller, 1)
        who.addWidget(self.reveal)
        dial.addLayout(who)
        dial.addWidget(self.numbers)
        page = ScrollPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        for part in (self._head, self._body):
            part.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self._numbers_box)
        column.addLayout(self._body)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 4, 12)
        outer.addWidget(self._scroll)


def _place_words(place: Place) -> QLabel:
    """The reason why this caller is dialled now, or is better dialled later."""
    wait = place.state in {CallState.LATER, CallState.NEXT_SHIFT}
    advice = f"建议 {clock_time(place.call_at)} 再拨" if wait else f"拨打次序第 {place.rank}"
    words = label("：".join(part for part in (advice, "；".join(place.reasons)) if part), "block", wrap=True)
    restyle(words, tone="amber" if wait or place.state is CallState.GIVE_UP else "blue")
    return words


def _empty(column: QVBoxLayout | QHBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            _empty(inner)
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
