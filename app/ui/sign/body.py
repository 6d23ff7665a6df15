"""The content of the cockpit: how many wait, a card for each of the first nine, the question for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.sign import Waiting
from app.desk.ticket.row import TicketRow
from app.ui.kit.labels import ElidedLabel, label
from app.ui.look.icons import icon
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.parts import AlarmReason
from app.ui.sign.card import CockpitCard

CARDS = 9
IN_A_ROW = 5
_GAP, _EDGE, _HEAD, _SIDE = 8, 10, 96, 28


class CockpitBody:
    """Fills its window; `arrange` returns the size for the `waiting` tickets. The place of a card is its key."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self._theme = theme
        self._across = 0
        self.waiting = Waiting(0, ())
        self.cards = [CockpitCard(theme, place) for place in range(1, CARDS + 1)]
        self.count = label("", "strong")
        self.more = label("", "second")
        self.nothing = label("✓ 无待签收")
        self.notice = ElidedLabel("", "error")
        self.reason = AlarmReason()
        self.close_button = QPushButton()
        self.close_button.setAccessibleName("收起签收台")
        self.close_button.setToolTip("收起签收台（Shift+F11 再打开）")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._grid = QGridLayout()
        self._build(window)
        self.dress()

    @property
    def total(self) -> int:
        """The number of tickets to be signed for, with those without a card."""
        return self.waiting.total

    def standing(self) -> list[int]:
        """The tickets of the cards, in order of their places."""
        return [card.row.id for card in self.cards if card.row is not None]

    def say(self, words: str) -> None:
        """Shows a sentence under the cards; an empty one hides it."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def arrange(self, now: datetime, room: QSize) -> QSize:
        """Assigns cards to the waiting tickets, up to half a screen; returns the needed size."""
        px, card = self._theme.px, self.cards[0].sizeHint()
        beside = px(_HEAD + _SIDE) + 2 * _EDGE
        across = max(1, min(IN_A_ROW, (room.width() - beside) // (card.width() + _GAP)))
        down = max(1, (room.height() // 2 - 2 * _EDGE) // (card.height() + _GAP))
        self._set_cards(across, self.waiting.rows[: across * down], now)
        shown = len(self.standing())
        self._count(self.total - shown)
        width = beside + max(min(shown, across) * (card.width() + _GAP), px(130))
        height = max(-(-shown // across) * (card.height() + _GAP) - _GAP, px(44)) + 2 * _EDGE
        if self.reason.open:
            width, height = max(width, px(520)), height + self.reason.sizeHint().height() + _GAP
        if self.notice.text():
            width, height = max(width, px(420)), height + self.notice.sizeHint().height() + _GAP
        return QSize(width, height)

    def _set_cards(self, across: int, rows: Sequence[TicketRow], now: datetime) -> None:
        if across != self._across:
            self._across = across
            for place, card in enumerate(self.cards):
                self._grid.addWidget(card, place // across, place % across)
        for place, card in enumerate(self.cards):
            card.take(rows[place] if place < len(rows) else None, now)
        if self.reason.open and not set(self.reason.tickets) & set(self.standing()):
            self.reason.drop()

    def _count(self, left: int) -> None:
        self.count.setText(f"{self.total} 件")
        self.count.setVisible(bool(self.total))
        self.more.setText(f"另有 {left} 件")
        self.more.setVisible(left > 0)
        self.nothing.setVisible(not self.total)

    def dress(self) -> None:
        """Takes the colours and sizes of the theme."""
        tokens, px = self._theme.tokens, self._theme.px
        self.close_button.setIcon(icon("x", tokens.second))
        side = px(_SIDE) - 2
        box = f"min-width: {side}px; max-width: {side}px; min-height: {side}px; max-height: {side}px; padding: 0;"
        self.close_button.setStyleSheet(f"QPushButton {{ {box} }}")
        self.nothing.setStyleSheet(f"color: {tokens.green}; font-size: {px(15)}px; font-weight: 700;")
        self._across = 0

    def _build(self, window: QWidget) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addStretch(1)
        head.addWidget(label("签收台", "heading"))
        head.addWidget(self.count)
        head.addWidget(self.more)
        head.addStretch(1)
        self._grid.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addLayout(head)
        row.addWidget(self.nothing)
        row.addStretch(1)
        row.addLayout(self._grid)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(window)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_GAP)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(self.reason)
        self.notice.hide()
