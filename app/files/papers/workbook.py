"""Writes a paper as a workbook: its text on a sheet, each table and chart on a sheet of its own, numbers as numbers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.base.errors import FileRefused
from app.files.papers.charts import counts_by_one
from app.files.papers.word import clean
from app.files.shared.aside import written_aside
from app.files.writers.tables import sheet_name
from app.rules.paper.layout import numbered
from app.rules.paper.model import Chart, ChartForm, Paper, Paragraph, PrintedFigure, Section, Table, TableCell

TEXT_SHEET = "正文"
_FORMS = {ChartForm.COLUMNS: "column", ChartForm.BARS: "bar", ChartForm.LINES: "line"}
_SHARE = re.compile(r"-?[0-9]+(\.[0-9]+)?%")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_FACE, _HEAD_FACE = {"font_name": "仿宋", "font_size": 11}, {"font_name": "黑体", "font_size": 11}
_A4 = 9
# The width of the text's column, the Chinese signs that it holds, and the height of a line.
_WIDTH, _SIGNS, _LINE = 100, 46, 15.5


def write_workbook(path: Path, paper: Paper, title: str, lines: Sequence[str]) -> None:
    """Writes a paper as an .xlsx; `title` and `lines` (whose, of when, how counted) stand over each table.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: a sheet is missing in the written file; it was not put in place.

    """
    with written_aside(path) as aside:
        book = xlsxwriter.Workbook(str(aside), {"in_memory": True})
        try:
            sheets = _Writer(book, paper, title, lines).write()
        finally:
            _close(book)
        with zipfile.ZipFile(aside) as package:
            found = sum(name.startswith("xl/worksheets/sheet") for name in package.namelist())
        if found != sheets:
            raise FileRefused(f"{path.name} 写入后核对不符，没有保存", hint="请重试；若再次出现请联系维护人员")


def _close(book: Any) -> None:
    try:
        book.close()
    except XlsxWriterException as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


@dataclass(slots=True)
class _Formats:
    title: Any
    line: Any
    head: Any
    text: Any
    number: Any
    decimal: Any
    share: Any
    wrapped: Any
    heading: Any


class _Writer:
    def __init__(self, book: Any, paper: Paper, title: str, lines: Sequence[str]) -> None:
        self._book, self._paper, self._title, self._lines = book, paper, title, lines
        self._names: dict[str, int] = {}
        cell = {**_FACE, "border": 1, "align": "center", "valign": "vcenter"}
        self._formats = _Formats(
            title=book.add_format({**_HEAD_FACE, "font_size": 16}),
            line=book.add_format(_FACE),
            head=book.add_format({**cell, **_HEAD_FACE, "text_wrap": True, "bg_color": "#E7ECF3"}),
            text=book.add_format({**cell, "num_format": "@"}),
            number=book.add_format({**cell, "num_format": "0"}),
            decimal=book.add_format({**cell, "num_format": "0.0"}),
            share=book.add_format({**cell, "num_format": "0.0%"}),
            wrapped=book.add_format({**_FACE, "text_wrap": True, "valign": "top"}),
            heading=book.add_format({**_HEAD_FACE, "font_size": 12}),
        )

    def write(self) -> int:
        """Writes every sheet and returns their number."""
        blocks = [*numbered(self._paper)]
        told = any(isinstance(block, Paragraph) for _text, block in blocks)
        if told:
            self._text_sheet(blocks)
        for caption, block in blocks:
            if isinstance(block, Table):
                self._table(caption if told else block.caption, block)
            elif isinstance(block, Chart):
                self._chart(caption, block)
        return len(self._names)

    def _sheet(self, name: str) -> Any:
        name = sheet_name(name, 1, taken=self._names)
        self._names[name] = 1
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _text_sheet(self, blocks: Sequence[tuple[str, Any]]) -> None:
        sheet = self._sheet(TEXT_SHEET)
        sheet.set_column(0, 0, _WIDTH)
        sheet.write_string(0, 0, clean(self._title), self._formats.title)
        row = self._write_lines(sheet)
        for caption, block in blocks:
            if isinstance(block, Section):
                sheet.write_string(row, 0, clean(caption), self._formats.heading)
            elif isinstance(block, Paragraph):
                text = clean(block.text)
                sheet.set_row(row, _LINE * (1 + len(text) // _SIGNS))
                sheet.write_string(row, 0, text, self._formats.wrapped)
            else:
                sheet.write_string(row, 0, f"（见工作表：{clean(caption)}）", self._formats.line)
            row += 1
        sheet.freeze_panes(1, 0)

    def _write_lines(self, sheet: Any) -> int:
        for row, line in enumerate(self._lines, start=1):
            sheet.write_string(row, 0, clean(line), self._formats.line)
        return 1 + len(self._lines)

    def _table(self, caption: str, table: Table) -> None:
        sheet = self._sheet(caption.replace("　", " ").split("（")[0])
        landscape = len(table.head) > 8
        if landscape:
            sheet.set_landscape()
        sheet.write_string(0, 0, clean(self._title), self._formats.title)
        top = self._write_lines(sheet)
        for column, (words, width) in enumerate(zip(table.head, table.widths, strict=True)):
            sheet.write_string(top, column, clean(words), self._formats.head)
            sheet.set_column(column, column, max(8, width * 100 / sum(table.widths)))
        for row, line in enumerate(table.lines, start=top + 1):
            for column, cell in enumerate(line):
                self._cell(sheet, row, column, cell)
        sheet.freeze_panes(top + 1, min(2, len(table.head) - 1))
        sheet.repeat_rows(top)

    def _cell(self, sheet: Any, row: int, column: int, cell: TableCell) -> None:
        """A number as a number, with the format of its text; anything else as text."""
        value: object = cell.value if isinstance(cell, PrintedFigure) else cell
        text = cell.text if isinstance(cell, PrintedFigure) else str(cell)
        if isinstance(value, int) and text == str(value):
            sheet.write_number(row, column, value, self._formats.number)
        elif isinstance(cell, PrintedFigure) and _SHARE.fullmatch(text):
            sheet.write_number(row, column, float(text[:-1]) / 100, self._formats.share)
        elif isinstance(cell, PrintedFigure) and _DECIMAL.fullmatch(text):
            sheet.write_number(row, column, float(text), self._formats.decimal)
        elif text:
            sheet.write_string(row, column, clean(text), self._formats.text)
        else:
            sheet.write_blank(row, column, None, self._formats.text)

    def _chart(self, caption: str, chart: Chart) -> None:
        name = caption.replace("　", " ")
        sheet = self._sheet(name)
        name = sheet.get_name()
        for column, words in enumerate(("", *(series.name for series in chart.series))):
            sheet.write_string(0, column, clean(words), self._formats.head)
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, clean(category), self._formats.text)
            for column, series in enumerate(chart.series, start=1):
                value = series.values[row - 1]
                if value is not None:
                    whole = float(value).is_integer()
                    sheet.write_number(row, column, value, self._formats.number if whole else self._formats.decimal)
        last = len(chart.categories)
        drawn = self._book.add_chart({"type": _FORMS[chart.form]})
        for column in range(1, len(chart.series) + 1):
            drawn.add_series(
                {
                    "name": [name, 0, column],
                    "categories": [name, 1, 0, last, 0],
                    "values": [name, 1, column, last, column],
                    "data_labels": {"value": chart.form is not ChartForm.LINES},
                }
            )
        drawn.set_title({"name": clean(caption), "overlay": False})
        axis = {"name": chart.unit, "min": 0} | ({"major_unit": 1} if counts_by_one(chart) else {})
        drawn.set_y_axis(axis if chart.form is not ChartForm.BARS else {"reverse": True})
        drawn.set_x_axis(axis if chart.form is ChartForm.BARS else {})
        drawn.set_legend({"none": len(chart.series) == 1, "position": "bottom"})
        sheet.set_column(0, 0, 24)
        sheet.freeze_panes(1, 1)
        sheet.insert_chart(0, len(chart.series) + 2, drawn, {"x_scale": 1.4, "y_scale": 1.3})
