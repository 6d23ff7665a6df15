"""Small honest files of every kind that the readers open: what the fuzzing starts from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

import docx
import openpyxl
import xlwt

from tests.corpus import evidence

HEADERS = ("工单编号", "标题", "主要内容", "派单时间", "来电人", "联系电话", "承办单位")
ROWS = [
    (
        f"热线-261122-{at:06}",
        "健身房闭店",
        "要求退费，商户不接电话",
        "2026-11-22 10:00:00",
        "王某",
        "13800000000",
        "某所",
    )
    for at in range(1, 9)
]
CALLS = [("拨打时间", "号码", "结果", "时长")] + [("2026-11-22 10:00:00", "13800000000", "接通", "1分5秒")] * 5


@cache
def seeds() -> dict[str, bytes]:
    """Name → content; the ending of a name says nothing to the readers."""
    makers: dict[str, Callable[[], bytes]] = {
        "t.xlsx": _xlsx,
        "inline.xlsx": _inline_xlsx,
        "t.xls": _xls,
        "t.csv": lambda: _text(",").encode("utf-8-sig"),
        "gb.csv": lambda: _text(",").encode("gb18030"),
        "t.tsv": lambda: _text("\t").encode("utf-16"),
        "calls.csv": lambda: "\n".join(",".join(row) for row in CALLS).encode(),
        "t.docx": _docx,
        "html.xls": _html,
        "xml.xls": _spreadsheet_xml,
        "p.jpg": evidence.photo,
        "p.png": evidence.png,
        "p.pdf": evidence.pdf,
        "s.wav": evidence.wav,
        "e.docx": evidence.docx,
        "z.zip": lambda: evidence.zipped({"a/b.txt": b"made up" * 50}),
    }
    return {name: make() for name, make in makers.items()}


def _text(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(row) for row in [HEADERS, *ROWS])


def _xlsx() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in [HEADERS, *ROWS]:
        book.active.append(row)
    book.active["H2"] = date(2026, 11, 22)
    book.create_sheet("话务").append(CALLS[0])
    book.save(made)
    return made.getvalue()


def _inline_xlsx() -> bytes:
    cells = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{chr(65 + x)}{at}" t="inlineStr"><is><t>{text}</t></is></c>' for x, text in enumerate(row))
        + "</row>"
        for at, row in enumerate([HEADERS, *ROWS], 1)
    )
    return workbook_of(f"<sheetData>{cells}</sheetData>")


def workbook_of(inside: str, **parts: bytes) -> bytes:
    """A workbook of one sheet with this inside; `parts` replace members by the names book, rels, strings."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{inside}</worksheet>',
    }
    names = {"book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels", "strings": "xl/sharedStrings.xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (members | {names[part]: body for part, body in parts.items()}).items():
            archive.writestr(name, text)
    return made.getvalue()


def _xls() -> bytes:
    book, made = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("工单")
    for at, row in enumerate([HEADERS, *ROWS]):
        for x, text in enumerate(row):
            sheet.write(at, x, text)
        sheet.write(at, 8, at * 1.5)
    book.save(made)
    return made.getvalue()


def _docx() -> bytes:
    document, made = docx.Document(), io.BytesIO()
    table = document.add_table(rows=len(HEADERS), cols=2)
    for at, (label, text) in enumerate(zip(HEADERS, ROWS[0], strict=True)):
        table.cell(at, 0).text, table.cell(at, 1).text = label, text
    document.add_paragraph("工单编号：热线-261122-000009")
    document.save(made)
    return made.getvalue()


def _html() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f'<td rowspan="1" colspan="1">{text}</td>' for text in row) + "</tr>"
        for row in [HEADERS, *ROWS]
    )
    return f'<html><meta charset="utf-8"><table>{rows}</table></html>'.encode()


def _spreadsheet_xml() -> bytes:
    rows = "".join(
        f'<Row ss:Index="{at}">'
        + "".join(f'<Cell ss:Index="{x}"><Data ss:Type="String">{text}</Data></Cell>' for x, text in enumerate(row, 1))
        + "</Row>"
        for at, row in enumerate([HEADERS, *ROWS], 1)
    )
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet ss:Name="表"><Table>{rows}'
        "</Table></Worksheet></Workbook>"
    ).encode()
