"""One figure of the board: 52 px, its word, what it is taken over, its change; it opens its tickets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.dashboard.ink import LEFT, Ink, frame_focus, say

FIGURE, WORD, NOTE = 52, 18, 14
_LEAST = 24


@dataclass(frozen=True, slots=True)
class TileFace:
    """What a tile says; tones as of chips, "" for plain text. A pale figure rests on too few callbacks."""

    figure: str
    unit: str
    word: str
    fraction: str = ""
    note: str = ""
    tone: str = ""
    note_tone: str = "neutral"
    pale: bool = False


class Tile(QAbstractButton):
    """A figure that is pressed like a button."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self.face = TileFace("—", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_face(self, face: TileFace) -> None:
        """Shows other words."""
        self.face = face
        parts = (face.word, f"{face.figure}{face.unit}", face.fraction, face.note, "有效回访较少" if face.pale else "")
        self.setAccessibleName(" ".join(filter(None, parts)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room for the figure and the two lines under it."""
        figure = QFontMetrics(self._ink.font(FIGURE, bold=True)).horizontalAdvance(self.face.figure)
        return QSize(figure + self._ink.px(34), self._ink.px(60 + 26 + 22))

    def minimumSizeHint(self) -> QSize:
        """A narrower tile shortens its lines, never its height."""
        return QSize(self._ink.px(84), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints figure, word and change."""
        ink, face = self._ink, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width()
        painter.setFont(self._fitting())
        painter.setPen(QColor(ink.tokens.second) if face.pale else ink.tone(face.tone))
        painter.drawText(QRectF(0, 0, wide, ink.px(60)), LEFT, face.figure)
        after = painter.fontMetrics().horizontalAdvance(face.figure) + ink.px(2)
        painter.setFont(ink.font(18))
        painter.setPen(QColor(ink.tokens.second))
        painter.drawText(QRectF(after, ink.px(24), wide - after, ink.px(32)), LEFT, face.unit)
        painter.setFont(ink.font(WORD, bold=True))
        painter.setPen(ink.tone(face.tone))
        line = QRectF(0, ink.px(60), wide, ink.px(26))
        say(painter, line, LEFT, face.word)
        after = painter.fontMetrics().horizontalAdvance(face.word) + ink.px(8)
        painter.setFont(ink.font(NOTE))
        painter.setPen(QColor(ink.tokens.second))
        say(painter, line.adjusted(after, 0, 0, 0), LEFT, face.fraction)
        painter.setPen(ink.tone(face.note_tone))
        say(painter, QRectF(0, ink.px(86), wide, ink.px(22)), LEFT, face.note)
        if self.hasFocus():
            frame_focus(painter, QRectF(self.rect()), ink)
        painter.end()

    def _fitting(self) -> QFont:
        """The font of the figure: 52 px, less only where a narrow tile would cut it."""
        size, room = FIGURE, self.width() - (self._ink.px(20) if self.face.unit else 0)
        font = self._ink.font(size, bold=True)
        while size > _LEAST and QFontMetrics(font).horizontalAdvance(self.face.figure) > room:
            size -= 4
            font = self._ink.font(size, bold=True)
        return font
