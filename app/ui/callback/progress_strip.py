"""How today's callbacks stand: the figures in words and one bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.surveys import CallbackProgress
from app.ui.labels import ElidedLabel, label
from app.ui.shell import Shell
from app.ui.theme import Theme

NOTHING = CallbackProgress(0, 0, 0)


def progress_words(progress: CallbackProgress) -> str:
    """The figures in one line."""
    return (
        f"今日 已回访 {progress.called_today:,}　无法联系 {progress.unreachable_today:,}　待回访 {progress.waiting:,}"
    )


class ProgressStrip(QWidget):
    """Title, figures, bar: called back green, given up amber, still to call empty."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.figures = ElidedLabel("", "second")
        self.figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._bar = _Bar(shell.theme)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label("回访满意度调查", "title"))
        line.addStretch(1)
        line.addWidget(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._bar)
        self.show_progress(NOTHING)

    def show_progress(self, progress: CallbackProgress) -> None:
        """Shows new figures."""
        self.figures.setText(progress_words(progress))
        self._bar.progress = progress
        self._bar.setAccessibleName(progress_words(progress))
        self._bar.update()


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.progress = NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(80, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, told = self._theme.tokens, self.progress
        total = told.called_today + told.unreachable_today + told.waiting
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), QColor(tokens.track))
        painter.setPen(Qt.PenStyle.NoPen)
        begin = 0.0
        for count, colour in ((told.called_today, tokens.green), (told.unreachable_today, tokens.amber)):
            width = self.width() * count / total if total else 0.0
            painter.fillRect(QRectF(begin, 0, width, self.height()), QColor(colour))
            begin += width
        painter.end()
