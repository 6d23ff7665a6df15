"""The parts of the alarm window: its draggable head, the line of old ones, and the question why a sign-for is late."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.line_breaks import broken
from app.ui.look.icons import pixmap
from app.ui.look.theme import Theme

_HEAD, _LINE, _NOTE = 52, 26, 20  # heights in pixels: the first line, each further one, the note
_WIDEST_CLOCK = "00:00:00"


class AlarmHead(QWidget):
    """Colour, words and clock; amber, or red when a deadline is about to be missed."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = self.aside = self.note = self.clock = ""
        self.pressing = self._aside_below = False
        self._clock_width = 0
        self.lines: list[tuple[str, bool]] = [("", True)]
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

    def show_words(self, words: str, aside: str, note: str, clock: str, *, pressing: bool) -> None:
        """Shows how many there are, `aside` when the first runs out, and a second line; repaints after a change."""
        if (words, aside, note, clock, pressing) == (self.words, self.aside, self.note, self.clock, self.pressing):
            return
        if (words, aside, note, pressing) == (self.words, self.aside, self.note, self.pressing):
            self.clock = clock
            self.update(self._clock_place())  # every second: the rest of the head stays as it is painted
            return
        if pressing != self.pressing or not self.close_button.styleSheet():
            self.pressing = pressing
            self.dress()
            if (around := self.parentWidget()) is not None:
                around.update()
        taller = bool(note) != bool(self.note)
        self.words, self.aside, self.note, self.clock = words, aside, note, clock
        if taller:
            self.updateGeometry()  # else the layout keeps the old height, and the second line is cut off
        self.setAccessibleName("，".join(part for part in (words, aside, note) if part))
        self._wrap()
        self.update()

    def dress(self) -> None:
        """The small button takes the colours of the head."""
        sheet = "QPushButton { background: %s; color: %s; border: none; font-size: %dpx; padding: 0; min-height: 0; }"
        hover = "QPushButton:hover { border: 1px solid %s; border-radius: 4px; }"
        ink = self._theme.tokens.on_badge
        self.close_button.setStyleSheet(sheet % (self.colour, ink, self._theme.px(18)) + hover % ink)
        self.update()

    def sizeHint(self) -> QSize:
        """The size, higher with every line more."""
        px = self._theme.px
        return QSize(px(640), px(_HEAD + _LINE * (len(self.lines) - 1) + (_NOTE if self.note else 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps the words anew, and places the small button at the right."""
        super().resizeEvent(event)
        self._wrap()
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
        upper = self._upper()
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.clock)
        if self._clock_place().contains(event.rect()):
            painter.end()
            return
        for place, (line, bold) in enumerate(self.lines):
            painter.setFont(self._theme.font(18, bold=True) if bold else self._theme.font(15))
            _cut(painter, upper.translated(0, px(_LINE) * place), line)
        if self.aside and not self._aside_below:
            beside = QFontMetrics(font).horizontalAdvance(self.words) + px(22)
            painter.setFont(self._theme.font(15))
            _cut(painter, upper.adjusted(beside, 0, 0, 0), self.aside)
        if self.note:
            painter.setFont(self._theme.font(14))
            below = px(_HEAD - 10 + _LINE * (len(self.lines) - 1))
            _cut(painter, QRect(px(18), below, self.width() - px(36), px(_NOTE + 6)), self.note)
        painter.end()

    def _upper(self) -> QRect:
        """The first line, up to the clock at its right end."""
        px = self._theme.px
        return QRect(px(18), 0, self.close_button.x() - px(28), px(_HEAD))

    def _clock_place(self) -> QRect:
        """Where the clock stands, without anything else."""
        upper = self._upper()
        return QRect(upper.right() - self._clock_width + 1, upper.top(), self._clock_width, upper.height())

    def _wrap(self) -> None:
        """Breaks the words into lines that fit beside the clock; what stands aside goes below where it does not fit."""
        px, bold = self._theme.px, QFontMetrics(self._theme.font(18, bold=True))
        self._clock_width = bold.horizontalAdvance(_WIDEST_CLOCK) + px(4)
        room = self.width() - px(18) - px(66) - bold.horizontalAdvance(self.clock) - px(14)
        words = broken(self.words, lambda text: bold.horizontalAdvance(text) <= room)
        aside = QFontMetrics(self._theme.font(15)).horizontalAdvance(self.aside)
        beside = bold.horizontalAdvance(words[-1]) + px(22) + aside
        self._aside_below = bool(self.aside) and (len(words) > 1 or beside > room)
        before, self.lines = self.lines, [(line, True) for line in words]
        if self._aside_below:
            self.lines.append((self.aside, False))
        if len(before) != len(self.lines):
            self.updateGeometry()

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


class OldLine(QFrame):
    """One grey line for everything that ran out long ago: how many, the oldest, and one act."""

    settled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("quiet")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.mark = QLabel()
        self.words = label("", "strong")
        self.note = ElidedLabel("", "second")
        self.button = KeyButton(theme, "", strong=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.settled)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.mark)
        row.addWidget(self.words)
        row.addWidget(self.note, 1)
        row.addWidget(self.button)
        self.dress()
        self.hide()

    def show_old(self, count: int, age: str, came_old: int) -> None:
        """Shows how many there are; those that came in old go to 历史未结, others are acknowledged."""
        self.setVisible(count > 0)
        if not count:
            return
        self.words.setText(f"早已超期 {count:,} 件，最久 {age}")
        away = f"其中 {came_old:,} 件" if came_old < count else ""
        self.note.setText(f"{away}导入时已超期，不再响铃" if came_old else "响满一个班次，不再响铃")
        word = f"归入历史未结 {came_old:,} 件" if came_old else f"确认这 {count:,} 件"
        self.button.setText(f"{word}　H")
        self.button.setAccessibleName(word)

    def dress(self) -> None:
        """Takes the colours of the theme."""
        tokens, side = self._theme.tokens, self._theme.px(18)
        self.mark.setPixmap(pixmap("history", tokens.second, side, self.devicePixelRatioF()))
        self.setStyleSheet(f"QFrame#quiet {{ background: {tokens.neutral_soft}; border: none; border-radius: 5px; }}")


class AlarmReason(QFrame):
    """Asks why tickets are signed for late: a number key takes an offered reason, or it is typed.

    A digit takes an offered reason only while nothing is typed. The typed text stays until it is sent or discarded.
    """

    given = Signal(list, str)  # ticket ids, reason
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.tickets: list[int] = []
        self.offered: tuple[str, ...] = ()
        self.question = ElidedLabel("", "error")
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setPlaceholderText("按数字选用，或写明超时原因后回车")
        self.field.setAccessibleName("超时签收原因")
        self.field.installEventFilter(self)
        self.send = QPushButton("签收 回车")
        self.send.setAccessibleName("写明原因并签收")
        self.send.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.send.clicked.connect(self.give)
        self._choices = QWidget()
        self._choices.setObjectName("plain")
        self._flow = FlowLayout(self._choices)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.question)
        column.addWidget(self._choices)
        column.addLayout(row)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether a reason is being asked for."""
        return not self.isHidden()

    def offer(self, reasons: Sequence[str]) -> None:
        """Offers these reasons by the number keys, in place of earlier ones."""
        if tuple(reasons) == self.offered:
            return
        self.offered = tuple(reasons)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        for place, reason in enumerate(self.offered, start=1):
            choice = QPushButton(f"{place}　{reason}")
            choice.setAccessibleName(reason)
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.clicked.connect(Call(choice, self.take, place).run)
            self._flow.addWidget(choice)
        self._choices.setVisible(bool(self.offered))

    def ask(self, tickets: list[int], question: str) -> None:
        """Asks for a reason; asking for the same tickets again keeps the typed text."""
        if tickets != self.tickets:
            self.field.clear()
        self.tickets = tickets
        self.question.setText(question)
        self.show()

    def take(self, place: int) -> None:
        """Sends the offered reason of this number."""
        if self.send.isEnabled() and 1 <= place <= len(self.offered):
            self.given.emit(self.tickets, self.offered[place - 1])

    def give(self) -> None:
        """Sends the typed reason, or asks again when there is none."""
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the empty field takes an offered reason; digits of an input method's composition do not."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = event.key() - Qt.Key.Key_0
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if plain and not event.isAutoRepeat() and not self.field.text() and 1 <= place <= len(self.offered):
                self.take(place)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Esc discards; other keys stay in the strip, so that digits cannot answer an alarm."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.drop()
            self.given_up.emit()
        event.accept()


def _cut(painter: QPainter, box: QRect, text: str) -> None:
    """One line of text, shortened to its box."""
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fitting)
