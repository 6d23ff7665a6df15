"""A text too long for a label: whole, read-only, in a field that scrolls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QPlainTextEdit

# The field lays out a paragraph in one piece: one of 30,000 characters would hold the window for 90 ms.
_PARAGRAPH = 1_000
_SHOWN_LINES = 14


class LongText(QPlainTextEdit):
    """Shows all of a text; a paragraph of more than 1,000 characters is broken, after a sentence where there is one."""

    def __init__(self, text: str) -> None:
        super().__init__("\n".join(piece for line in text.splitlines() for piece in pieces(line)))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(f"全文 {len(text):,} 字")
        self.setToolTip("文字较长，可在此框内滚动查看全文")
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _SHOWN_LINES)


def pieces(line: str) -> Iterator[str]:
    """The line in pieces of at most 1,000 characters that end after a sentence where one ends in their second half."""
    while len(line) > _PARAGRAPH:
        ends = [found.end() for found in re.finditer("[。！？；]", line[:_PARAGRAPH])]
        cut = ends[-1] if ends and ends[-1] > _PARAGRAPH // 2 else _PARAGRAPH
        yield line[:cut]
        line = line[cut:]
    yield line
