"""The parts of an export form while it writes and after it has written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui.kit.labels import label


class WorkPart(QWidget):
    """An indeterminate progress bar, since rows stream, and the rows written so far."""

    def __init__(self, least_width: int) -> None:
        super().__init__()
        self.words = label("", "second", wrap=True)
        self.words.setMinimumWidth(least_width)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("正在导出")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(bar)
        column.addWidget(self.words)

    def say(self, words: str) -> None:
        """Shows the progress."""
        self.words.setText(words)


class ResultPart(QWidget):
    """The count in green, and what it consists of."""

    def __init__(self, least_width: int) -> None:
        super().__init__()
        self.counted = label("", wrap=True, selectable=True)
        self.counted.setProperty("chip", True)
        self.counted.setProperty("tone", "green")
        self.lines = label("", "second", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        for words in (self.counted, self.lines):
            words.setMinimumWidth(least_width)
            column.addWidget(words)

    def show_result(self, headline: str, lines: Sequence[str]) -> None:
        """Shows the count."""
        self.counted.setText(f"✓ {headline}")
        self.lines.setText("\n".join(lines))
