"""Painted chips: a word on a soft ground, with an icon where the word alone is not conspicuous enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.look.icons import icon as icon_of
from app.ui.look.theme import Theme
from app.ui.look.tokens import Tokens

if TYPE_CHECKING:
    from app.rules.law.urgency import UrgencyLevel

HEIGHT = 24
_EDGE, _ICON, _GAP = 6, 14, 3
_SIZE = 14
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def tone_ground(tokens: Tokens, tone: str) -> str:
    """The soft colour under a word of this tone."""
    return tokens.accent_soft if tone == "blue" else str(getattr(tokens, f"{tone}_soft"))


def tone_colour(tokens: Tokens, tone: str) -> str:
    """The colour of a word of this tone."""
    return {"blue": tokens.accent, "neutral": tokens.second}.get(tone) or str(getattr(tokens, tone))


def chip_width(theme: Theme, word: str, icon: str = "") -> int:
    """The full width of a chip."""
    plain = QFontMetrics(theme.font(_SIZE, bold=True)).horizontalAdvance(word) + theme.px(2 * _EDGE)
    return plain + (theme.px(_ICON + _GAP) if icon else 0)


def paint_chip(painter: QPainter, theme: Theme, box: QRectF, word: str, tone: str, icon: str = "") -> None:
    """Paints a chip from the left of a box, no wider than it; where the icon has no room the word stands alone."""
    if icon and chip_width(theme, word, icon) > box.width():
        icon = ""
    body = QRectF(box.x(), box.y(), min(box.width(), chip_width(theme, word, icon)), box.height())
    colour = QColor(tone_colour(theme.tokens, tone))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone_ground(theme.tokens, tone)))
    painter.drawRoundedRect(body, 3, 3)
    if icon:
        side = theme.px(_ICON)
        left = round(body.x()) + theme.px(_EDGE) - 1
        top = round(body.y() + (body.height() - side) / 2)
        icon_of(icon, colour.name(), side).paint(painter, left, top, side, side)
        body.setLeft(left + side + theme.px(_GAP) - theme.px(_EDGE))
    painter.setFont(theme.font(_SIZE, bold=True))
    painter.setPen(colour)
    painter.drawText(body, _CENTRE, word)


class LevelChip(QLabel):
    """The chip of a ticket's level of urgency; it follows the theme."""

    def __init__(self, theme: Theme, level: UrgencyLevel) -> None:
        super().__init__(level.word)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme, self.level = theme, level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: UrgencyLevel) -> None:
        """Shows another level."""
        self.level = level
        self.setText(level.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size of icon and word."""
        return QSize(chip_width(self._theme, self.level.word, self.level.icon), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The full size: the chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        level = self.level
        paint_chip(painter, self._theme, QRectF(self.rect()), level.word, level.tone, level.icon)
        painter.end()
