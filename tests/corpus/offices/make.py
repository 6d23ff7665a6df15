"""Makes the corpus anew with the real programs (soffice, ssconvert, pandoc, abiword).

`python -m tests.corpus.offices.make`; takes two minutes.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email import encoders
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
from docx.document import Document
from openpyxl.styles import Alignment

from tests.corpus.offices.calls import CALL_HEADERS, CALLS, call_cells
from tests.corpus.offices.tickets import FOOTER, HEADERS, TICKETS, TITLE, moment, spelt

FILES = Path(__file__).parent / "files"
_FIELDS = tuple(HEADERS)
_DATES = {"dispatched_at": "yyyy-mm-dd hh:mm:ss", "imported_deadline": "yyyy/m/d h:mm"}
_CSV = "csv:Text - txt - csv (StarCalc):"
# Name of the file → the filter of LibreOffice Calc that writes it.
_CALC = {
    "calc.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "calc-macros.xlsm": "xlsm:Calc MS Excel 2007 VBA XML",
    "calc-97.xls": "xls:MS Excel 97",
    "calc-utf8.csv": f"{_CSV}44,34,76,1",
    "calc-gbk.csv": f"{_CSV}44,34,67,1",
    "calc-utf16.csv": f"{_CSV}9,34,65535,1",
    "calc-gb18030-semicolon.csv": f"{_CSV}59,34,85,1,,0,true",
    "calc.html": "html:HTML (StarCalc)",
    "calc.ods": "ods:calc8",
    "calc.fods": "fods:OpenDocument Spreadsheet Flat XML",
    "calc.dif": "dif:DIF",
    "calc.slk": "slk:SYLK",
    "calc.pdf": "pdf:calc_pdf_Export",
}
_WRITER = {
    "writer.docx": "docx:MS Word 2007 XML",
    "writer.html": "html:HTML (StarWriter)",
    "writer.doc": "doc:MS Word 97",
    "writer.rtf": "rtf:Rich Text Format",
    "writer.odt": "odt:writer8",
}
_GNUMERIC = {
    "gnumeric.xlsx": "Gnumeric_Excel:xlsx",
    "gnumeric-97.xls": "Gnumeric_Excel:excel_biff8",
    "gnumeric.html": "Gnumeric_html:html40",
    "gnumeric.gnumeric": "Gnumeric_XmlIO:sax",
    "gnumeric-tab.txt": "Gnumeric_stf:stf_assistant",
}
_PANDOC = {"pandoc.docx": "docx", "pandoc.html": "html", "pandoc.md": "gfm", "pandoc.epub": "epub"}


def _source_workbook(path: Path) -> Path:
    """The workbook that the spreadsheet programs open: a merged title, real dates, numbers, a merged unit, a footer."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "工单明细"
    sheet.append([TITLE])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(_FIELDS))
    sheet.append(list(HEADERS.values()))
    for ticket in TICKETS:
        sheet.append([_cell(field, ticket) for field in _FIELDS])
        for field, shown in _DATES.items():
            cell = sheet.cell(sheet.max_row, _FIELDS.index(field) + 1)
            cell.number_format = shown if _has_time(cell.value) else "yyyy-mm-dd"
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a merchant that begins with = is no formula
    unit = _FIELDS.index("unit") + 1
    sheet.merge_cells(start_row=3, end_row=4, start_column=unit, end_column=unit)
    sheet.append([FOOTER])
    for field in _FIELDS:
        sheet.column_dimensions[sheet.cell(2, _FIELDS.index(field) + 1).column_letter].width = 24
    book.create_sheet("填写说明").append(["请勿修改表头"])
    book.save(path)
    return path


def _has_time(value: object) -> bool:
    return isinstance(value, datetime) and bool(value.hour or value.minute)


def _cell(field: str, ticket: dict[str, object]) -> object:
    """What the source workbook holds: times as dates, a mobile as a number, a mere day as that day."""
    if field == "dispatched_at":
        return moment(field, ticket)
    if field == "imported_deadline":
        at = moment(field, ticket)
        return at if _has_time(at) else at - timedelta(days=1)
    text = spelt(field, ticket)
    return int(text) if field == "phones" and text.isdigit() else text


def _text(field: str, ticket: dict[str, object]) -> str:
    """A cell as a text: 2026年11月24日 9时5分30秒 for a dispatch, a mere day for a deadline at its end."""
    value = _cell(field, ticket)
    if not isinstance(value, datetime):
        return str(value)
    if field == "dispatched_at":
        return f"{value.year}年{value.month}月{value.day}日 {value.hour}时{value.minute}分{value.second}秒"
    return f"{value:%Y-%m-%d %H:%M}" if _has_time(value) else f"{value:%Y/%m/%d}"


def _source_form(path: Path) -> Path:
    """Print forms as a platform prints them into Word: label and value cells, two pairs a row, one form a page."""
    document: Document = docx.Document()
    for ticket in TICKETS:
        document.add_heading("示例热线受理工单", level=1)
        table = document.add_table(rows=0, cols=4)
        table.style = "Table Grid"
        short = [field for field in _FIELDS if field not in ("title", "content")]
        for left, right in zip(short[::2], [*short[1::2], ""], strict=False):
            pairs = [(HEADERS[one], _text(one, ticket)) if one else ("", "") for one in (left, right)]
            for cell, text in zip(table.add_row().cells, [text for pair in pairs for text in pair], strict=True):
                cell.text = text
        for field in ("title", "content"):
            cells = table.add_row().cells
            cells[0].text = HEADERS[field]
            cells[1].merge(cells[3]).text = _text(field, ticket)
        document.add_page_break()
    document.save(str(path))
    return path


def _source_page(path: Path, *, charset: str = "utf-8") -> Path:
    """A list page of a web platform: a menu in a table of its own, scripts, entities, nested markup in cells."""
    head = "".join(f"<th nowrap><span>{escape(HEADERS[field])}</span></th>" for field in _FIELDS)
    shown = [[escape(_text(field, one)).replace("\n", "<br/>") for field in _FIELDS] for one in TICKETS]
    rows = "".join(
        "<tr onclick='show(1)'>" + "".join(f"<td><div>{text}&nbsp;</div></td>" for text in texts) + "</tr>\n"
        for texts in shown
    )
    menu = "<table><tr><td><a href='#'>首页</a></td><td>退出</td></tr></table>"
    page = (
        f"<!DOCTYPE html><html><head><meta charset={charset}><title>工单列表</title>"
        "<script>var a='<table>';</script><style>td{color:#333}</style></head>"
        f"<body>{menu}<!-- <table> --><table class=list><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{FOOTER}</p></body></html>"
    )
    path.write_bytes(page.encode(charset, "xmlcharrefreplace"))
    return path


def _web_archive(path: Path, page: Path) -> None:
    """One file as a browser saves a page with all it needs: quoted-printable parts under one boundary."""
    archive = MIMEMultipart("related", type="text/html", boundary="----MultipartBoundary--示例".encode().hex())
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = "https://example.invalid/list"
    archive["Subject"] = "=?utf-8?Q?=E5=B7=A5=E5=8D=95=E5=88=97=E8=A1=A8?="
    for kind, name, body in (("html", "list", page.read_bytes()), ("css", "a.css", b"td { color: #333 }")):
        part = MIMEBase("text", kind)
        part.set_payload(body)
        encoders.encode_quopri(part)
        part["Content-Location"] = f"https://example.invalid/{name}"
        archive.attach(part)
    path.write_bytes(archive.as_bytes())


def _list_document(path: Path) -> Path:
    """A Word file that lists the tickets in one table, row by row."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=1, cols=len(_FIELDS))
    for cell, text in zip(table.rows[0].cells, HEADERS.values(), strict=True):
        cell.text = text
    for ticket in TICKETS:
        for cell, field in zip(table.add_row().cells, _FIELDS, strict=True):
            cell.text = _text(field, ticket)
    document.save(str(path))
    return path


def _call_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [list(CALL_HEADERS), *(call_cells(call) for call in CALLS)]:
        sheet.append(row)
    book.save(path)
    return path


def _call_exports(folder: Path) -> None:
    """Lists as phone systems write them: numbers shielded for Excel, a comma at the end of lines, a signature."""
    shielded = [[f'="{cell}"' if str(cell).isdigit() else str(cell) for cell in call_cells(call)] for call in CALLS]
    lines = [",".join([*row, ""]) for row in [list(CALL_HEADERS), *shielded]]
    (folder / "pbx-gbk.csv").write_bytes(("\r\n".join(["通话记录", *lines, ""])).encode("gbk"))
    lines = ["\t".join(map(str, row)) for row in [list(CALL_HEADERS), *map(call_cells, CALLS)]]
    (folder / "pbx-utf16.txt").write_bytes("\r\n".join(lines).encode("utf-16"))


def main() -> None:
    """Writes every file of the corpus."""
    FILES.mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        folder = Path(made)
        book = _source_workbook(folder / "source.xlsx")
        form = _source_form(folder / "form.docx")
        page = _source_page(folder / "page.html")
        listed = _list_document(folder / "list.docx")
        calls = _call_workbook(folder / "calls.xlsx")
        for name, kind in _CALC.items():
            _soffice(book, kind, FILES / name)
        for name, kind in _WRITER.items():
            _soffice(form, kind, FILES / name)
        _soffice(listed, "docx:MS Word 2007 XML", FILES / "writer-list.docx")
        _soffice(page, "xls:MS Excel 97", FILES / "calc-of-page.xls", infilter="HTML (StarCalc)")
        _soffice(calls, f"{_CSV}44,34,67,1", FILES / "calls-calc-gbk.csv")
        for name, kind in _GNUMERIC.items():
            _run(["ssconvert", "-T", kind, str(book), str(FILES / name)])
        _run(["ssconvert", "-T", "Gnumeric_Excel:xlsx", str(calls), str(FILES / "calls-gnumeric.xlsx")])
        for name, kind in _PANDOC.items():
            _run(["pandoc", "-f", "html", "-t", kind, "-s", str(page), "-o", str(FILES / name)])
        for name in ("abiword.docx", "abiword.abw"):
            _run(["abiword", f"--to={name.rpartition('.')[2]}", "-o", str(FILES / name), str(form)])
        _source_page(FILES / "page-gbk.html", charset="gbk")
        shutil.copy(page, FILES / "page-utf8.xls")
        _web_archive(FILES / "browser.mht", page)
        shutil.copy(FILES / "calc-97.xls", FILES / "renamed.et")
    _call_exports(FILES)


def _soffice(source: Path, kind: str, target: Path, *, infilter: str = "") -> None:
    with TemporaryDirectory() as out:
        given = [f"--infilter={infilter}"] if infilter else []
        profile = f"-env:UserInstallation=file://{source.parent}/profile"
        _run(["soffice", profile, "--headless", *given, "--convert-to", kind, "--outdir", out, str(source)])
        (made,) = _made(Path(out), source.stem)
        shutil.move(made, target)


def _made(folder: Path, stem: str) -> Iterator[Path]:
    """The one file that was made; Calc writes a text file for each sheet when it is asked for all."""
    return (path for path in sorted(folder.glob(f"{stem}*")) if path.is_file())


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr.decode(errors='replace')[-400:]}")


if __name__ == "__main__":
    main()
