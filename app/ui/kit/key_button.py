"""A button whose key stands beside its word in small letters, so that the word is read first."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from app.ui.look.theme import Theme

WIDE = "\u3000"
_GAP, _ICON_GAP = 6, 4


class KeyButton(QPushButton):
    """`text()` is "word　key", joined by a wide space and separated only when painted. An icon stands before."""

    def __init__(self, theme: Theme, text: str, *, strong: bool = False) -> None:
        super().__init__(text)
        self._theme = theme
        self._strong = strong

    def sizeHint(self) -> QSize:
        """As wide as the word in its weight and the small key beside it."""
        words, key = self._widths()
        plain = self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(words + key - plain, 0)

    def minimumSizeHint(self) -> QSize:
        """The full size: the words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the styled button without text, then icon, word and key in the middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()  # type: ignore[attr-defined]  # missing in the stubs
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        size = self.iconSize() if not self.icon().isNull() else QSize(0, 0)
        before = size.width() + _ICON_GAP if size.width() else 0
        (word, key), (words, keys) = self._parts(), self._widths()
        left = (self.width() - before - words - keys) // 2
        if before:
            corner = QPoint(left, (self.height() - size.height()) // 2)
            self.icon().paint(painter, QRect(corner, size))
        word_colour, key_colour = self._colours()
        painter.setFont(self._theme.font(14, bold=self._is_strong()))
        painter.setPen(QColor(word_colour))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRect(left + before, 0, words + 2, self.height()), middle, word)
        if key:
            painter.setFont(self._theme.font(12))
            painter.setPen(QColor(key_colour))
            painter.drawText(QRect(left + before + words + _GAP, 0, keys, self.height()), middle, key)
        painter.end()

    def _parts(self) -> tuple[str, str]:
        word, parted, key = self.text().rpartition(WIDE)
        return (word, key) if parted else (key, "")

    def _is_strong(self) -> bool:
        return self._strong or bool(self.property("primary"))

    def _widths(self) -> tuple[int, int]:
        word, key = self._parts()
        wide = QFontMetrics(self._theme.font(14, bold=self._is_strong())).horizontalAdvance(word)
        return wide, QFontMetrics(self._theme.font(12)).horizontalAdvance(key) + _GAP if key else 0

    def _colours(self) -> tuple[str, str]:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.second, tokens.second
        return (tokens.on_accent, tokens.on_accent) if self.property("primary") else (tokens.text, tokens.second)
