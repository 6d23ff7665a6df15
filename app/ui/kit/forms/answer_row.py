"""A question with its answers as numbered buttons: a number key answers it, so does a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import label
from app.ui.look.theme import Theme

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class AnswerButton(QAbstractButton):
    """One answer: its key, then its word; the chosen one is framed, bold, and checked for screen readers.

    With an empty key the word stands alone.
    """

    def __init__(self, theme: Theme, key: str, word: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The room for the number, the bold word and the space around them."""
        return QSize(self._advance(self._key) + self._advance(self.text()) + self._theme.px(32), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """The full size: the words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, frame, number and word."""
        tokens, px = self._theme.tokens, self._theme.px
        chosen, enabled = self.isChecked(), self.isEnabled()
        lit = chosen or (enabled and self.underMouse())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if lit else tokens.line), 2 if chosen else 1))
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.panel if enabled else tokens.background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        left, digit = px(12), self._advance(self._key)
        painter.setFont(self._theme.font(14, bold=True))
        painter.setPen(QColor(tokens.accent if chosen else tokens.second))
        painter.drawText(QRectF(left, 0, digit + 2, self.height()), _MIDDLE, self._key)
        painter.setFont(self._theme.font(14, bold=chosen))
        painter.setPen(QColor(tokens.text if enabled else tokens.second))
        begin = left + digit + px(7)
        painter.drawText(QRectF(begin, 0, self.width() - begin, self.height()), _MIDDLE, self.text())
        painter.end()

    def _advance(self, text: str) -> int:
        return QFontMetrics(self._theme.font(14, bold=True)).horizontalAdvance(text)


class AnswerRow(QWidget):
    """One question. The row has the focus, not its buttons; a frame around it shows the focus.

    `answered` is emitted when a person chooses by number key or click, even the same answer again; `stepped` when the
    arrows move the choice. `choose` emits neither.
    """

    answered = Signal(int)
    stepped = Signal()
    focused = Signal()

    def __init__(self, theme: Theme, mark: str, words: str, answers: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.buttons = tuple(AnswerButton(theme, str(key), word) for key, word in enumerate(answers, start=1))
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(box, gap=theme.px(8))
        for key, button in enumerate(self.buttons, start=1):
            button.clicked.connect(Call(button, self._take, key).run)
            flow.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        if mark:
            head.addWidget(label(mark, "heading"))
        head.addWidget(label(words, "heading"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(box)

    @property
    def key(self) -> int | None:
        """The number of the chosen answer, from 1; None when none is chosen."""
        return next((key for key, button in enumerate(self.buttons, start=1) if button.isChecked()), None)

    def answer(self, key: int) -> None:
        """Answers by number as a person does; a number without an answer does nothing."""
        if 1 <= key <= len(self.buttons):
            self._take(key)

    def choose(self, key: int | None) -> None:
        """Shows an answer as chosen, without a signal; None clears the choice."""
        for number, button in enumerate(self.buttons, start=1):
            button.setChecked(number == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number key answers; left and right go to the neighbouring answer; every other key goes on to the form."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typed = event.text()
        if plain and typed in tuple("123456789") and int(typed) <= len(self.buttons):
            self.answer(int(typed))
        elif plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._step(step)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the frame, and emits that this question is now asked."""
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides the frame."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the frame of the question that has the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    def _take(self, key: int) -> None:
        if self.isEnabled():
            self.choose(key)
            self.answered.emit(key)

    def _step(self, step: int) -> None:
        now = self.key
        self.choose(1 if now is None else max(1, min(len(self.buttons), now + step)))
        self.stepped.emit()
