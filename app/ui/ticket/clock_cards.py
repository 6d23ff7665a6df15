"""The clocks of a ticket as cards; the chosen card explains its deadline."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.ticket.rows import ClockRow
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.shared.time_left import time_left
from app.rules.ticket.states import ClockState
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import label, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.kit.words import deadline, moment
from app.ui.queue.row_words import TONES

_LEAST_CARD = 104
_GAP = 8
_RUNNING = frozenset({ClockState.RUNNING, ClockState.OVERDUE})
_ENDED = ("按时 ", "超时 ", "历史 ")


def card_words(clock: ClockRow, now: datetime) -> tuple[str, str]:
    """The words and tone of a card at `now`: 剩 03:12 red, 11-28 24:00 blue, 已完成 02:44 green."""
    if clock.due_at is None:
        return "—", "neutral"
    if clock.state in _RUNNING:
        left = time_left(clock.due_at, now, clock.started_at)
        tone = TONES[left.level]
        if now >= clock.due_at:
            return left.text, tone
        soon = clock.due_at - now < timedelta(hours=24) and not left.text.startswith("今日")
        return (f"剩 {left.text}" if soon else deadline(clock.due_at, now)), tone
    if clock.state is ClockState.HISTORY:
        return f"历史 {deadline(clock.due_at, now)}", "neutral"
    ended = f" {moment(clock.ended_at, now)}" if clock.ended_at is not None else ""
    if clock.state is ClockState.MET:
        return f"按时{ended}", "green"
    if clock.state is ClockState.MET_LATE:
        return f"超时{ended}", "red"
    return "已停止", "neutral"


class Figure(QWidget):
    """The running figure. It paints itself, since a label would lay out the whole panel every second."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.text = ""
        self._tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, tone: str) -> None:
        """Shows other words or another colour."""
        self.text, self._tone = words, tone
        self.update()

    def sizeHint(self) -> QSize:
        """The size of one line, as wide as a date with its time."""
        metrics = QFontMetrics(self._shell.theme.font(15, bold=True))
        return QSize(metrics.horizontalAdvance("11-28 24:00"), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the words, shortened where there is no room."""
        tokens = self._shell.theme.tokens
        named = {"blue": tokens.accent, "neutral": tokens.second}
        painter = QPainter(self)
        painter.setFont(self._shell.theme.font(15, bold=True))
        painter.setPen(QColor(named.get(self._tone) or str(getattr(tokens, self._tone))))
        shown = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        set_tip(self, self.text if shown != self.text else "")
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class ClockCard(QFrame):
    """The card of one clock; a click or Enter explains it."""

    clicked = Signal()

    def __init__(self, shell: Shell, clock: ClockRow) -> None:
        super().__init__()
        self.setObjectName("clock")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击查看为什么是这个时限")
        self.clock = clock
        self._figure = Figure(shell)
        self._words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 5, 6, 6)
        column.setSpacing(1)
        self._heading = label(CLOCK_WORDS[clock.name])
        column.addWidget(self._heading)
        column.addWidget(self._figure)

    def tick(self, now: datetime) -> None:
        """Updates the clock when its text or tone has changed."""
        words, tone = card_words(self.clock, now)
        if self._words != words or self.property("tone") != tone:
            self._words = words
            ended = words[:2] if words.startswith(_ENDED) else ""  # a date beside the word has no room in the card
            self._figure.show_words(words.removeprefix(ended).strip(), tone)
            self._heading.setText(" · ".join(filter(None, [CLOCK_WORDS[self.clock.name], ended])))
            self.setAccessibleName(f"{CLOCK_WORDS[self.clock.name]} {words}")
        restyle(self, tone=tone)

    def words(self) -> str:
        """The shown words."""
        return self._words

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for the explanation."""
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space ask for the explanation."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class ClockCards(QWidget):
    """The cards in as many columns as fit, and under them the calculation of the chosen one."""

    def __init__(self, shell: Shell, clocks: tuple[ClockRow, ...], now: datetime) -> None:
        super().__init__()
        self._shell = shell
        self.cards = [ClockCard(shell, clock) for clock in clocks]
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._columns = 0
        self.why = label("", "second", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        column.addWidget(self.why)
        for card in self.cards:
            card.clicked.connect(Call(card, self.explain, card).run)
        self._arrange(3)
        self.tick(now)
        self.explain(self._first_pressing())

    def tick(self, now: datetime) -> None:
        """Updates the cards; called every second."""
        for card in self.cards:
            card.tick(now)

    def explain(self, card: ClockCard | None) -> None:
        """Shows the calculation of one clock."""
        reasons = card.clock.explanation if card is not None else ()
        self.why.setText(f"为什么是这个时限：{' · '.join(reasons).replace('· →', '→')}" if reasons else "")
        self.why.setVisible(bool(reasons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Uses fewer columns when it is narrow."""
        super().resizeEvent(event)
        self._arrange(max(1, (self.width() + _GAP) // (self._shell.theme.px(_LEAST_CARD) + _GAP)))

    def _arrange(self, columns: int) -> None:
        columns = max(1, min(columns, len(self.cards)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for place in range(max(3, len(self.cards))):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def _first_pressing(self) -> ClockCard | None:
        running = [card for card in self.cards if card.clock.state in _RUNNING and card.clock.due_at is not None]
        if running:
            return min(running, key=lambda card: card.clock.due_at.timestamp() if card.clock.due_at else 0.0)
        return self.cards[0] if self.cards else None
