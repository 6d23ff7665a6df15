"""Writes tables as one .xlsx: streamed, written aside, counted again and put in place only when whole."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.base.errors import EnvironmentFault, FileRefused, Refused
from app.base.table import Cell, Head, Table
from app.files.shared.aside import write_fault, written_aside
from app.files.writers.counting import count_rows
from app.files.writers.page_setup import Looks, add_looks, rule_lines, set_print_area, set_up_page
from app.files.writers.sheet_rows import close_sheets, rows_of

Progress = Callable[[int], None]
ROWS_PER_SHEET = 1_048_575
_STEP = 200
# Writing starves other threads; a pause of this many seconds each step lets the window draw.
_PAUSE = 0.0002
_NAME_LIMIT = 31
_ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    *,
    head: Head | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, int]:
    """Writes the tables as sheets of one workbook and returns the data rows counted in the file, by sheet.

    Every text is written as text, whatever it begins with; instants become Excel times of Beijing. A table of more
    than 1,048,575 rows goes on in a sheet "名称 (2)". The `head` stands above the first table. `progress` is called
    with the rows done, `cancelled` between rows. On any failure no half file remains and an older file at `path` is
    unchanged.

    Raises:
        EnvironmentFault: the folder is missing, the disk full, or the target open in another program.
        FileRefused: the rows counted in the written file are not those handed over.
        Refused: it was cancelled.

    """
    with written_aside(path) as aside:
        try:
            with tempfile.TemporaryDirectory(prefix="jiesu-desk-", ignore_cleanup_errors=True) as scratch:
                rows = _write(aside, Path(scratch), tables, head, progress, cancelled)
        except XlsxWriterException as error:
            raise _fault(path, error) from error
        counted = count_rows(aside, above=0 if head is None else 1 + len(head.lines))
        if counted != rows:
            raise FileRefused(f"{path.name} 写入后清点不符，没有保存", hint="请重试；若再次出现请联系维护人员")
    return counted


def _fault(path: Path, error: BaseException) -> EnvironmentFault:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, OSError):
        cause = cause.args[0] if cause.args and isinstance(cause.args[0], BaseException) else cause.__cause__
    if isinstance(cause, OSError):
        return write_fault(path, cause)
    return EnvironmentFault(f"{path.name} 无法写入", hint=str(error))


def _write(
    aside: Path,
    scratch: Path,
    tables: Sequence[Table],
    head: Head | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, int]:
    book = xlsxwriter.Workbook(str(aside), {"constant_memory": True, "tmpdir": str(scratch)})
    written = _Written(book, progress, cancelled)
    try:
        for table in tables:
            written.add(table, head)
            head = None
        book.close()
    finally:
        close_sheets(book)
    return written.rows


class _Written:
    """One workbook while it is being written."""

    def __init__(self, book: Any, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.rows: dict[str, int] = {}
        self._book = book
        self._progress = progress
        self._cancelled = cancelled
        self._looks: Looks = add_looks(book)
        self._done = 0

    def add(self, table: Table, head: Head | None) -> None:
        """Writes one table, in as many sheets as it needs."""
        rows = iter(table.rows)
        first = next(rows, None)
        part = 1
        while part == 1 or first is not None:
            name = sheet_name(table.title, part, taken=self.rows)
            sheet = self._book.add_worksheet(name)
            heading = self._begin(sheet, table, head if part == 1 else None)
            self.rows[name], first = self._fill(sheet, table, heading, first, rows)
            self._end(sheet, table, heading, self.rows[name], last=first is None)
            part += 1

    def _begin(self, sheet: Any, table: Table, head: Head | None) -> int:
        """Writes the head and the headings; returns the row of the headings, from 0."""
        heading = 0 if head is None else 1 + len(head.lines)
        set_up_page(sheet, table, self._looks, heading=heading)
        if head is not None:
            sheet.write_string(0, 0, head.title, self._looks.title)
            for at, line in enumerate(head.lines, 1):
                sheet.write_string(at, 0, line, self._looks.line)
        for at, column in enumerate(table.columns):
            sheet.write_string(heading, at, column.heading, self._looks.heading)
        return heading

    def _fill(
        self, sheet: Any, table: Table, heading: int, first: Sequence[Cell] | None, rest: Iterator[Sequence[Cell]]
    ) -> tuple[int, Sequence[Cell] | None]:
        """Rows written, and the first row that no longer fits."""
        into = rows_of(sheet, table.columns, self._looks.of_rows, heading=heading)
        count = 0
        while first is not None and heading + count < ROWS_PER_SHEET:
            count += 1
            into.add(heading + count + 1, first)
            self._done += 1
            if self._done % _STEP == 0:
                into.flush()
                self._pause()
            first = next(rest, None)
        into.end(count)
        return count, first

    def _pause(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Refused("导出已取消，未写入文件")
        if self._progress is not None:
            self._progress(self._done)
        time.sleep(_PAUSE)

    def _end(self, sheet: Any, table: Table, heading: int, count: int, *, last: bool) -> None:
        if table.columns:
            sheet.autofilter(heading, 0, heading + count, len(table.columns) - 1)
        rule_lines(sheet, table, self._looks, heading=heading, last=heading + count)
        notes = table.notes if last else ()
        for step, note in enumerate(notes, heading + count + 2):
            sheet.write_string(step, 0, note, self._looks.line)
        set_print_area(sheet, table, last=heading + count + (1 + len(notes) if notes else 0))


def sheet_name(title: str, part: int, *, taken: dict[str, int]) -> str:
    """A legal sheet name that is not taken: at most 31 characters, "名称 (2)" for the second part."""
    plain = _ILLEGAL_IN_NAME.sub(" ", title).strip().strip("'") or "表"
    plain = f"{plain}_" if plain.lower() == "history" else plain
    lower = {name.lower() for name in taken}
    while True:
        ending = "" if part == 1 else f" ({part})"
        name = plain[: _NAME_LIMIT - len(ending)] + ending
        if name.lower() not in lower:
            return name
        part += 1
