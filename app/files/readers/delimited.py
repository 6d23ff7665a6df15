"""Reads CSV and TSV in the encodings that offices really write, and what can be read of damaged ones."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from app.files.readers.decoding import mark_unreadable, mended_lines
from app.files.shared.rows import BrokenRow, Row, Sheet, until_blank

_SAMPLE = 1 << 16
# Each read from the disk releases the interpreter lock and takes it back at once, which starves other threads.
_BUFFER = 1 << 20
_FIELD_LIMIT = 4 << 20
# A cell with more line breaks than any reply has: a quote was opened and never closed.
_LINES_IN_A_CELL = 1000
# A line with so many columns as the row before it is a row of its own.
_OWN_COLUMNS = 3
_DELIMITERS = ("\t", ",", ";", "|")

csv.field_size_limit(_FIELD_LIMIT)


def delimited_sheets(path: Path, encoding: str | None) -> Iterator[Sheet]:
    """The one sheet of a text file, named after the file; without an encoding each line is read in its own."""
    if encoding is None:
        rows = map(mark_unreadable, rows_of_text(mended_lines(path), delimiter_of(_mended_start(path))))
        yield Sheet(path.stem, until_blank(rows))
        return
    with path.open(encoding=encoding, newline="", buffering=_BUFFER) as text:
        yield Sheet(path.stem, until_blank(rows_of_text(text, _delimiter_of(path, encoding))))


def rows_of_text(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """The rows of delimited text, numbered from 1 as a spreadsheet would show them.

    A quote that is opened and never closed is taken as a sign of its line: the lines after it are rows of their own.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter)
    number, width, taken = 0, 0, source.taken
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            row, source.at_end = [], True
        if row is None:
            return
        number += 1
        if (len(taken) > 1 or source.at_end) and source.is_open_quote(row, width, delimiter):
            cells = _line_alone(source.give_back(), width, delimiter)
            reader = csv.reader(source, delimiter=delimiter)
        else:
            cells = [_plain(cell) if cell[:1] == "=" else cell for cell in row]
        taken.clear()
        if number == 1 and len(cells) <= 2 and str(cells[:1]).lower().startswith("['sep="):
            continue
        width = len(cells)
        yield number, cells


class _Lines:
    """The lines of a text, which can be given back: `taken` are those of the row being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.at_end = False

    def __iter__(self) -> Iterator[str]:
        taken = self.taken
        for line in chain(_emptied(self._back), self._lines):
            taken.append(line)
            yield line
            if len(taken) > _LINES_IN_A_CELL:
                break
        self.at_end = True

    def is_open_quote(self, row: Sequence[object], width: int, delimiter: str) -> bool:
        """Whether a row of several lines, or at the end, swallowed rows behind a quote that is never closed."""
        if self.at_end and len(self.taken) > _LINES_IN_A_CELL:
            return True
        holds = self._holds_row(width, delimiter)
        if len(row) == width and not (self.at_end or holds):
            return False
        if _is_whole(self.taken, delimiter):
            return len(row) != width and width >= _OWN_COLUMNS and holds
        return True

    def _holds_row(self, width: int, delimiter: str) -> bool:
        return any(line.count(delimiter) >= max(width - 1, 1) for line in self.taken[1:])

    def give_back(self) -> str:
        """The first line of the row being read; the others come again."""
        self._back.extendleft(reversed(self.taken[1:]))
        self.at_end = False
        return self.taken[0]


def _emptied(back: deque[str]) -> Iterator[str]:
    while back:
        yield back.popleft()


def _is_whole(lines: list[str], delimiter: str) -> bool:
    """Whether the quotes of one row are paired."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _line_alone(line: str, width: int, delimiter: str) -> list[object]:
    """The cells of a line in which quotes count for nothing; a broken row when they are not as many as before."""
    cells: list[object] = [_unquoted(cell[:_FIELD_LIMIT]) for cell in line.rstrip("\r\n").split(delimiter)]
    if width and len(cells) != width:
        return BrokenRow(cells, "这一行的引号没有配对，分不清各栏；请对照原文件改好后再导入")
    return cells


def _unquoted(cell: str) -> str:
    paired = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return _plain(cell[1:-1].replace('""', '"') if paired else cell)


def _plain(cell: str) -> str:
    """Takes the text out of ="0012", as exports write it to keep Excel from changing a number."""
    return cell[2:-1] if len(cell) >= 3 and cell.startswith('="') and cell.endswith('"') else cell


def _delimiter_of(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as text:
        return delimiter_of(text.read(_SAMPLE))


def _mended_start(path: Path) -> str:
    lines: list[str] = []
    size = 0
    for line in mended_lines(path):
        lines.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return "".join(lines)


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts the beginning of a text into the most columns; a tab when nothing does."""
    head = sample.lstrip("\ufeff")
    if head[:4].lower() == "sep=" and len(head) > 4:
        return head[4]
    return max(_DELIMITERS, key=lambda one: _columns(head, one))


def _columns(sample: str, delimiter: str) -> int:
    widest = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            widest = max(widest, sum(1 for cell in row if cell.strip()))
            if number > 30:
                break
    except csv.Error:
        return widest
    return widest
