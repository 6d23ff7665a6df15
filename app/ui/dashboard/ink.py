"""What the drawn parts of the board share: sizes at the board's own scale, fonts, blended colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.ui.look.theme import Theme, contrast
from app.ui.look.tokens import Tokens

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class Ink:
    """Sizes and fonts of a board; `factor` enlarges all of them, for a screen read from afar."""

    def __init__(self, theme: Theme, factor: float = 1.0) -> None:
        self.theme, self.factor = theme, factor

    @property
    def tokens(self) -> Tokens:
        """The colours of the present theme."""
        return self.theme.tokens

    def px(self, size: float) -> int:
        """A size in pixels at the scale of the desk and of the board."""
        return round(self.theme.scale * size * self.factor / 100)

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The desk's font at `size` px before scaling."""
        return self.theme.font(round(size * self.factor), bold=bold)

    def tone(self, name: str) -> QColor:
        """The colour of a word of this tone; "" is plain text."""
        colours = {"": self.tokens.text, "blue": self.tokens.accent, "neutral": self.tokens.second}
        return QColor(colours.get(name) or str(getattr(self.tokens, name)))


def blend(ground: str, colour: str, share: float) -> str:
    """A colour between two, `share` of the way to the second."""
    below, above = QColor(ground), QColor(colour)
    parts = (
        round(first + (second - first) * share)
        for first, second in zip(
            (below.red(), below.green(), below.blue()), (above.red(), above.green(), above.blue()), strict=True
        )
    )
    return QColor(*parts).name()


def readable(ground: str, tokens: Tokens) -> str:
    """Of the two text colours the one with more contrast on this ground."""
    return max((tokens.text, tokens.on_accent), key=lambda colour: contrast(colour, ground))


def say(painter: QPainter, box: QRectF, flags: int, text: str) -> None:
    """Draws one line, shortened where it has no room."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, flags, shown)


def frame_focus(painter: QPainter, box: QRectF, ink: Ink) -> None:
    """Draws the frame of the part that has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = painter.pen()
    pen.setColor(QColor(ink.tokens.accent))
    pen.setWidth(2)
    painter.setPen(pen)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
