"""The card of a warning: level and name, why, names, words, trend, facts, tickets, follow-ups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.warning.rows import Card, NameLine
from app.rules.warning.states import LEVEL_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import button_text, chip, label, rule
from app.ui.ticket.facts import grid
from app.ui.warning.plot import DaysPlot
from app.ui.warning.words import (
    LEVEL_LOOKS,
    facts,
    follow_up_lines,
    not_counted_words,
    source_words,
    ticket_words,
    why_words,
)

_NAMES, _WORDS, _TICKETS = 8, 8, 9
_STRONG = ("停业", "闭店", "关门", "倒闭", "失联", "跑路", "人去楼空", "封条")


def card_parts(shell: Shell, card: Card, open_ticket: Callable[[int], None]) -> list[QWidget]:
    """The widgets of a card, from top to bottom."""
    left: list[QWidget] = [label("合并的名称", "heading"), _names(card.names)] if card.names else []
    left.append(grid(facts(card)))
    right: list[QWidget] = [label("信号词", "heading"), _words(card)]
    right += [label("近 30 天件数", "heading"), DaysPlot(shell.theme, card.days)]
    parts = [_head(card), _why(card), _two_columns(left, right), rule(), _tickets_head(card)]
    parts += [_ticket(shell, card, place, open_ticket) for place in range(min(len(card.tickets), _TICKETS))]
    lines = follow_up_lines(card.follow_ups, shell.now())
    if lines:
        parts += [label("复看", "heading"), grid(lines)]
    return parts


def _head(card: Card) -> QWidget:
    row = card.row
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    across.addWidget(chip(LEVEL_WORDS[row.level], LEVEL_LOOKS[row.level][0]))
    across.addWidget(label(row.name, "title", wrap=True, selectable=True), 1)
    return line


def _two_columns(left: list[QWidget], right: list[QWidget]) -> QWidget:
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(24)
    for parts in (left, right):
        column = QVBoxLayout()
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        across.addLayout(column, 1)
    return holder


def _why(card: Card) -> QWidget:
    ground = QFrame()
    ground.setObjectName("clock")
    ground.setProperty("tone", LEVEL_LOOKS[card.row.level][0])
    column = QVBoxLayout(ground)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    column.addWidget(label(why_words(card.row), "strong", wrap=True, selectable=True))
    column.addWidget(label(source_words(card), "second", wrap=True))
    return ground


def _names(names: tuple[NameLine, ...]) -> QWidget:
    holder = QWidget()
    table = QGridLayout(holder)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(12)
    table.setColumnStretch(0, 1)
    for place, line in enumerate(names[:_NAMES]):
        table.addWidget(label(line.text, wrap=True, selectable=True), place, 0)
        table.addWidget(label(f"{line.tickets:,} 件", "strong"), place, 1)
        if line.doubtful:
            reason = "、".join(line.reasons[:2])
            table.addWidget(chip(f"疑似：{reason}" if reason else "疑似", "amber"), place, 2)
    if len(names) > _NAMES:
        table.addWidget(label(f"另有 {len(names) - _NAMES} 个写法", "second"), _NAMES, 0)
    return holder


def _words(card: Card) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    chips = QWidget()
    flow = FlowLayout(chips)
    for word, count in [*card.words.items()][:_WORDS]:
        flow.addWidget(chip(f"{word} {count}", "red" if word in _STRONG else "neutral"))
    if card.words:
        column.addWidget(chips)
    else:
        column.addWidget(label("没有写明停业、失联等词", "second", wrap=True))
    aside = not_counted_words(card)
    if aside:
        column.addWidget(label(aside, "second", wrap=True))
    return holder


def _tickets_head(card: Card) -> QWidget:
    row = card.row
    doubtful = sum(ticket.doubtful for ticket in card.tickets)
    words = f"诉求人 {row.callers:,} 位" + (f"，疑似 {doubtful} 件" if doubtful else "")
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.addWidget(label(f"工单 {len(card.tickets):,}", "heading"))
    across.addWidget(label(words, "second"), 1)
    return line


def _ticket(shell: Shell, card: Card, place: int, open_ticket: Callable[[int], None]) -> QWidget:
    ticket = card.tickets[place]
    holder = _TicketLine(ticket.id, open_ticket)
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    button = KeyButton(shell.theme, f"打开　{place + 1}")
    button.setAccessibleName(button_text(f"打开工单 {ticket.number}"))
    button.clicked.connect(holder.open)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(ticket.title, "strong", wrap=True, selectable=True))
    column.addWidget(label(ticket_words(ticket, shell.now()), "second", wrap=True, selectable=True))
    across.addLayout(column, 1)
    across.addWidget(button)
    return holder


class _TicketLine(QWidget):
    """One ticket of a card with the button that opens it."""

    def __init__(self, ticket_id: int, open_ticket: Callable[[int], None]) -> None:
        super().__init__()
        self._ticket_id, self._open_ticket = ticket_id, open_ticket

    def open(self) -> None:
        """Opens the ticket."""
        self._open_ticket(self._ticket_id)
