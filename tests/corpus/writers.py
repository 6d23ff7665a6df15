"""Writes messy files of every kind the desk receives."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
import msoffcrypto
import openpyxl
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from app.files.readers.zips import Stored, zip_of

Rows = Sequence[Sequence[object]]


def xlsx(path: Path, sheets: dict[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def xlsx_shared(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook of texts that keeps them in a shared table, as Excel does."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write_string(at, column, str(value))
    return path


def xls(path: Path, sheets: dict[str, Rows]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
    book.save(str(path))
    return path


def text(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    path.write_bytes(made.getvalue().encode(encoding))
    return path


def html(path: Path, rows: Rows, *, encoding: str = "utf-8", charset: str = "utf-8") -> Path:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    path.write_bytes(f"{page}<body><table border=1>{body}</table></body></html>".encode(encoding))
    return path


def spreadsheet_xml(path: Path, rows: Rows, *, prolog: str = "") -> Path:
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="工单"><Table>{lines}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def forms(path: Path, tickets: Iterable[Sequence[tuple[str, str]]]) -> Path:
    """Print forms: a title, then a table of label and value cells, two pairs in a row, long values merged."""
    document = docx.Document()
    for pairs in tickets:
        document.add_paragraph("示例热线受理工单")
        table = document.add_table(rows=0, cols=4)
        short = [pair for pair in pairs if pair[0] not in ("标题", "主要内容")]
        for left, right in zip(short[::2], [*short[1::2], ("", "")], strict=False):
            cells = table.add_row().cells
            for cell, value in zip(cells, (*left, *right), strict=True):
                cell.text = value
        for label, value in pairs:
            if label in ("标题", "主要内容"):
                cells = table.add_row().cells
                cells[0].text = label
                cells[1].merge(cells[3]).text = value
    document.save(str(path))
    return path


def encrypted(path: Path, plain: Path) -> Path:
    with plain.open("rb") as file, path.open("wb") as out:
        OOXMLFile(file).encrypt("示例密码", out)
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    return path


def with_member(path: Path, source: Path, member: str, data: bytes) -> Path:
    """A copy of a zipped document with one member replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != member:
                new.writestr(info, old.read(info))
        new.writestr(member, data)
    return path


def bomb(path: Path, source: Path, member: str, gigabytes: float, *, declared: int | None = None) -> Path:
    """A copy of a workbook in which a member unpacks to so many GB of blanks; the header may lie about it.

    The same packed megabyte is written again and again, so that making a bomb takes no time.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(b'<?xml version="1.0"?><worksheet><sheetData>') + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    times = int(gigabytes * 1024)
    data = head + block * times + packer.flush()
    size = times << 20 if declared is None else declared
    with zipfile.ZipFile(source) as old:
        kept = [Stored.of(name, old.read(name)) for name in old.namelist() if name != member]
    path.write_bytes(zip_of([*kept, Stored(member.encode(), zipfile.ZIP_DEFLATED, 0, size, data)]))
    return path


def sheet_xml(rows: Iterable[str]) -> bytes:
    """The XML of a worksheet from the XML of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def inline_row(number: int, cells: Sequence[Any]) -> str:
    """One row as XML with inline strings, columns from A on."""
    made = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{value}</t></is></c>' for at, value in enumerate(cells)
    )
    return f'<row r="{number}">{made}</row>'
