"""Reads tables in disguise: HTML named .xls and the XML spreadsheets of old exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from app.base.digits import only_digits
from app.files.readers.archives import refuse_doctype, refuse_truncated
from app.files.readers.decoding import mark_unreadable, mended_lines, text_encoding
from app.files.shared.rows import Row, Sheet, until_blank

_CHUNK = 1 << 16
_TAIL = 1 << 12
_SPAN_LIMIT = 500
_DIGITS = 7
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_FOLDED = re.compile(r"[\t\r\n\f\v\xa0]|  ")
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def html_sheets(path: Path) -> Iterator[Sheet]:
    """All tables of an HTML file as one sheet, named after the file.

    Raises:
        FileRefused: the end of the file is missing, or its text cannot be read.

    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read().replace(b"\0", b"").lower()
    if b"</table" not in tail and b"</html" not in tail:
        raise refuse_truncated()
    yield Sheet(path.stem, until_blank(map(mark_unreadable, enumerate(_html_rows(path), 1))))


def _html_rows(path: Path) -> Iterator[list[str]]:
    parser = etree.HTMLPullParser(events=("end",), tag="tr", no_network=True, remove_comments=True)
    held: dict[int, tuple[int, str]] = {}
    encoding = _html_encoding(path)
    if encoding is None:
        for line in mended_lines(path):
            parser.feed(line)
            yield from _rows_of(parser, held)
    else:
        with path.open(encoding=encoding, errors="replace") as text:
            while piece := text.read(_CHUNK):
                parser.feed(piece)
                yield from _rows_of(parser, held)
    parser.close()
    yield from _rows_of(parser, held)


def _html_encoding(path: Path) -> str | None:
    """The declared encoding, with GB2312 and GBK read as GB18030, which contains them; None for a mixed one."""
    with path.open("rb") as file:
        start = file.read(_TAIL)
    declared = _CHARSET.search(start)
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in ("gb2312", "gbk", "gb18030", "x-gbk", "hz-gb-2312"):
        try:
            start.decode("utf-8")
        except UnicodeError:
            return "gb18030"
    return text_encoding(path)


def _rows_of(parser: Any, held: dict[int, tuple[int, str]]) -> Iterator[list[str]]:
    for _, row in parser.read_events():
        yield _spread([cell for cell in row if cell.tag in ("td", "th")], held)
        row.clear()
        while row.getprevious() is not None and row.getprevious().tag == "tr":
            del row.getparent()[row.getparent().index(row) - 1]


def _spread(cells: list[Any], held: dict[int, tuple[int, str]]) -> list[str]:
    """One row with merged cells written out: a value stands in the first cell of its area only."""
    values: list[str] = []
    for cell in cells:
        while len(values) in held:
            _take_held(values, held)
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        at = len(values)
        values.append(_text(cell))
        values.extend([""] * (across - 1))
        if down > 1:
            held.update({at + step: (down - 1, "") for step in range(across)})
    while len(values) in held:
        _take_held(values, held)
    return values


def _take_held(values: list[str], held: dict[int, tuple[int, str]]) -> None:
    at = len(values)
    left, text = held.pop(at)
    values.append(text)
    if left > 1:
        held[at] = (left - 1, text)


def _span(cell: Any, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), _SPAN_LIMIT) if only_digits(text, at_most=_DIGITS) else 1


def _text(cell: Any) -> str:
    if len(cell) == 0:
        text = cell.text
        if text is None:
            return ""
        return text.strip() if _FOLDED.search(text) is None else _SPACES.sub(" ", text).strip()
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = "\n".join(_SPACES.sub(" ", line).strip() for line in "".join(cell.itertext()).split("\n"))
    return lines.strip()


def spreadsheet_xml_sheets(path: Path) -> Iterator[Sheet]:
    """The worksheets of an "XML Spreadsheet 2003" file.

    Raises:
        FileRefused: damaged, truncated, or XML with a document type.

    """
    with path.open("rb") as file:
        refuse_doctype(file.read(1 << 18))
    rows: dict[str, list[Row]] = {}
    try:
        tags = (f"{_SS}Row", f"{_SS}Worksheet")
        walk = etree.iterparse(
            str(path), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        current: list[Row] = []
        for _, element in walk:
            if element.tag == tags[1]:
                rows[str(element.get(f"{_SS}Name", ""))] = current
                current = []
            else:
                index = str(element.get(f"{_SS}Index", ""))
                number = int(index) if only_digits(index, at_most=_DIGITS) else (current[-1][0] + 1 if current else 1)
                current.append((number, _xml_cells(element)))
            element.clear()
    except etree.XMLSyntaxError as error:
        raise refuse_truncated() from error
    for name, found in rows.items():
        yield Sheet(name, until_blank(iter(found)))


def _xml_cells(row: Any) -> list[str]:
    values: list[str] = []
    for cell in row.iter(f"{_SS}Cell"):
        index = str(cell.get(f"{_SS}Index", ""))
        if only_digits(index, at_most=_DIGITS):
            values.extend([""] * (min(int(index), 1000) - 1 - len(values)))
        data = cell.find(f"{_SS}Data")
        values.append("" if data is None else "".join(data.itertext()))
        merged = str(cell.get(f"{_SS}MergeAcross", "0"))
        values.extend([""] * (min(int(merged), _SPAN_LIMIT) if only_digits(merged, at_most=_DIGITS) else 0))
    return values
