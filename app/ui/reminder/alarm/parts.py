"""The parts of the alarm window: its draggable head, and the strip that asks why a sign-for is late."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import ElidedLabel
from app.ui.look.theme import Theme


class AlarmHead(QWidget):
    """Colour, words and clock; amber, or red when a deadline is about to be missed."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = self.note = self.clock = ""
        self.pressing = False
        self._grip: QPoint | None = None
        self.close_button = QPushButton("×", self)
        self.close_button.setAccessibleName("暂时关闭")
        self.close_button.setToolTip("暂时关闭（Esc）：不算确认，无人作答会再次响铃")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(self.closed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def colour(self) -> str:
        """The colour of the ground."""
        return self._theme.tokens.badge_red if self.pressing else self._theme.tokens.badge_amber

    def show_words(self, words: str, note: str, clock: str, *, pressing: bool) -> None:
        """Shows what rings; repaints only after a change."""
        if (words, note, clock, pressing) == (self.words, self.note, self.clock, self.pressing):
            return
        if bool(note) != bool(self.note):
            self.updateGeometry()
        if pressing != self.pressing or not self.close_button.styleSheet():
            self.pressing = pressing
            self.dress()
            if (around := self.parentWidget()) is not None:
                around.update()
        self.words, self.note, self.clock = words, note, clock
        self.setAccessibleName("，".join(part for part in (words, note) if part))
        self.update()

    def dress(self) -> None:
        """The small button takes the colours of the head."""
        sheet = "QPushButton { background: %s; color: %s; border: none; font-size: %dpx; padding: 0; min-height: 0; }"
        hover = "QPushButton:hover { border: 1px solid %s; border-radius: 4px; }"
        ink = self._theme.tokens.on_badge
        self.close_button.setStyleSheet(sheet % (self.colour, ink, self._theme.px(18)) + hover % ink)
        self.update()

    def sizeHint(self) -> QSize:
        """The size, higher with a second line."""
        return QSize(self._theme.px(640), self._theme.px(72 if self.note else 52))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Places the small button at the right."""
        super().resizeEvent(event)
        side = self._theme.px(28)
        self.close_button.setGeometry(self.width() - side - self._theme.px(10), self._theme.px(12), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, words and clock."""
        px = self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.colour))
        painter.setPen(QColor(self._theme.tokens.on_badge))
        font = self._theme.font(18, bold=True)
        painter.setFont(font)
        clock = QFontMetrics(font).horizontalAdvance(self.clock)
        right = self.close_button.x() - px(10)
        upper = QRect(px(18), 0, right - px(18), px(52))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.clock)
        room = upper.adjusted(0, 0, -clock - px(14), 0)
        words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        if self.note:
            painter.setFont(self._theme.font(14))
            lower = QRect(px(18), px(42), self.width() - px(36), px(26))
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.note)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Starts dragging the window."""
        self._grip = event.globalPosition().toPoint() - self.window().pos()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the window."""
        if self._grip is not None:
            self.window().move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stops dragging."""
        self._grip = None
        super().mouseReleaseEvent(event)


class AlarmReason(QFrame):
    """Asks why tickets are signed for late; the typed text stays until it is sent or discarded."""

    given = Signal(list, str)  # ticket ids, reason
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.tickets: list[int] = []
        self.question = ElidedLabel("", "error")
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setPlaceholderText("超时原因，回车签收")
        self.field.setAccessibleName("超时签收原因")
        self.send = QPushButton("签收 回车")
        self.send.setAccessibleName("写明原因并签收")
        self.send.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.send.clicked.connect(self.give)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.question)
        column.addLayout(row)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether a reason is being asked for."""
        return not self.isHidden()

    def ask(self, tickets: list[int], question: str) -> None:
        """Asks for a reason; asking for the same tickets again keeps the typed text."""
        if tickets != self.tickets:
            self.field.clear()
        self.tickets = tickets
        self.question.setText(question)
        self.show()

    def give(self) -> None:
        """Sends the reason, or asks again when it is empty."""
        reason = self.field.text().strip()
        if not self.send.isEnabled():
            return
        if not reason:
            self.question.setText("请先写明超时原因")
            return
        self.given.emit(self.tickets, reason)

    def drop(self) -> None:
        """Closes the question."""
        self.tickets = []
        self.field.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Esc discards; other keys stay in the strip, so that digits cannot answer an alarm."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.drop()
            self.given_up.emit()
        event.accept()
