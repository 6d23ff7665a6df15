"""Writes tables as one .xlsx: streamed, set up for printing, written aside and put in place only when whole."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.base.errors import EnvironmentFault, Refused
from app.base.table import Cell, Kind, Table
from app.files.shared.aside import write_fault
from app.files.writers.sheet_rows import close_sheets, rows_of

Progress = Callable[[int], None]
ROWS_PER_SHEET = 1_048_575
_STEP = 200
# Writing starves other threads; a pause of this many seconds each step lets the window draw.
_PAUSE = 0.0002
_NAME_LIMIT = 31
_ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")
_A4 = 9
_FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"num_format": "@"},
    Kind.LONG_TEXT: {"num_format": "@", "text_wrap": True},
    Kind.INTEGER: {"num_format": "0"},
    Kind.DECIMAL: {"num_format": "0.0"},
    Kind.PERCENT: {"num_format": "0.0%"},
    Kind.TIME: {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
}
_HEADING = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF3", "border": 1}


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, int]:
    """Writes the tables as sheets of one workbook and returns the data rows written by sheet.

    Every text is written as text, whatever it begins with; instants become Excel times of Beijing. A table of more
    than 1,048,575 rows goes on in a sheet "名称 (2)". `progress` is called with the rows done, `cancelled`
    between rows. On any failure no half file remains and an older file at `path` is unchanged.

    Raises:
        EnvironmentFault: the folder is missing, the disk full, or the target open in another program.
        Refused: it was cancelled.

    """
    if not path.parent.is_dir():
        raise EnvironmentFault(f"文件夹不存在：{path.parent}", hint="请先新建文件夹，或换一个位置")
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="jiesu-desk-", ignore_cleanup_errors=True) as scratch:
            rows = _write(aside, Path(scratch), tables, progress, cancelled)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(aside, path)
    except (OSError, XlsxWriterException) as error:
        raise _fault(path, error) from error
    finally:
        aside.unlink(missing_ok=True)
    return rows


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
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, int]:
    book = xlsxwriter.Workbook(str(aside), {"constant_memory": True, "tmpdir": str(scratch)})
    written = _Written(book, progress, cancelled)
    try:
        for table in tables:
            written.add(table)
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
        self._heading = book.add_format(_HEADING)
        self._formats = {kind: book.add_format({"valign": "top", **looks}) for kind, looks in _FORMATS.items()}
        self._done = 0

    def add(self, table: Table) -> None:
        """Writes one table, in as many sheets as it needs."""
        rows = iter(table.rows)
        first = next(rows, None)
        part = 1
        while part == 1 or first is not None:
            name = sheet_name(table.title, part, taken=self.rows)
            sheet = self._begin(name, table)
            self.rows[name], first = self._fill(sheet, table, first, rows)
            self._end(sheet, table, self.rows[name], last=first is None)
            part += 1

    def _begin(self, name: str, table: Table) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width, self._formats[column.kind])
            sheet.write_string(0, at, column.heading, self._heading)
        return sheet

    def _fill(
        self, sheet: Any, table: Table, first: Sequence[Cell] | None, rest: Iterator[Sequence[Cell]]
    ) -> tuple[int, Sequence[Cell] | None]:
        """Rows written, and the first row that no longer fits."""
        into = rows_of(sheet, [(column.kind, self._formats[column.kind]) for column in table.columns])
        count = 0
        while first is not None and count < ROWS_PER_SHEET:
            count += 1
            into.add(count + 1, first)
            self._done += 1
            if self._done % _STEP == 0:
                into.flush()
                self._tell()
            first = next(rest, None)
        into.end(count)
        return count, first

    def _tell(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Refused("导出已取消，未写入文件")
        if self._progress is not None:
            self._progress(self._done)
        time.sleep(_PAUSE)

    def _end(self, sheet: Any, table: Table, count: int, *, last: bool) -> None:
        if table.columns:
            sheet.autofilter(0, 0, count, len(table.columns) - 1)
        if last:
            for step, note in enumerate(table.notes, count + 2):
                sheet.write_string(step, 0, note)


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
