"""Reads tables in disguise: HTML named .xls and the XML spreadsheets of old exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from lxml import etree

from app.base.digits import only_digits
from app.files.readers.archives import refuse_doctype, refuse_truncated
from app.files.readers.decoding import mark_unreadable, mended_lines, text_encoding
from app.files.readers.forms import Labels, form_rows, is_form
from app.files.shared.headers import HEADER_SEARCHED_ROWS, read_header
from app.files.shared.rows import Merges, Row, Sheet, until_blank

_CHUNK = 1 << 16
_TAIL = 1 << 12
_SPAN_LIMIT = 500
_DIGITS = 7
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_FOLDED = re.compile(r"[\t\r\n\f\v\xa0]|  ")
# Line breaks and the edges of blocks, which end a line too, while a cell's text is put together.
_BREAK, _EDGE = "\ufdd0", "\ufdd1"
_EDGES = re.compile(rf" ?{_BREAK}?(?: ?{_EDGE})+ ?")
_BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
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
    yield html_sheet(path.stem, _pieces(path))


def html_sheet(name: str, pieces: Iterable[str]) -> Sheet:
    """All tables of an HTML text, which comes in pieces, as one sheet; print forms as a row for each ticket."""
    merges, labels = Merges(), Labels()
    rows = until_blank(map(mark_unreadable, _html_rows(pieces, merges)))
    head = list(islice(rows, HEADER_SEARCHED_ROWS))
    listed = any(read_header(number, cells) is not None for number, cells in head)
    if not listed and is_form((cells for _, cells in head), labels):
        return Sheet(name, form_rows(chain(head, rows), labels))
    return Sheet(name, chain(head, rows), merges)


def _pieces(path: Path) -> Iterator[str]:
    encoding = _html_encoding(path)
    if encoding is None:
        yield from mended_lines(path)
        return
    with path.open(encoding=encoding, errors="replace") as text:
        while piece := text.read(_CHUNK):
            yield piece


def _html_rows(pieces: Iterable[str], merges: Merges) -> Iterator[Row]:
    parser = etree.HTMLPullParser(events=("end",), tag="tr", no_network=True, remove_comments=True)
    spread = _Spread(merges)
    for piece in pieces:
        parser.feed(piece)
        yield from _rows_of(parser, spread)
    parser.close()
    yield from _rows_of(parser, spread)


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


def _rows_of(parser: Any, spread: _Spread) -> Iterator[Row]:
    for _, row in parser.read_events():
        yield spread.next_row([cell for cell in row if cell.tag in ("td", "th")])
        row.clear()
        while row.getprevious() is not None and row.getprevious().tag == "tr":
            del row.getparent()[row.getparent().index(row) - 1]


class _Spread:
    """Writes merged cells out: a value stands in the first cell of its area only, and `merges` says how far down."""

    def __init__(self, merges: Merges) -> None:
        self._merges = merges
        self._held: dict[int, int] = {}
        self._row = 0

    def next_row(self, cells: list[Any]) -> Row:
        """The next row of the table."""
        self._row += 1
        values: list[str] = []
        for cell in cells:
            self._pass_held(values)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            at = len(values)
            values.append(_text(cell))
            values.extend([""] * (across - 1))
            if down > 1:
                self._held.update(dict.fromkeys(range(at, at + across), down - 1))
                self._merges.add(self._row, at, self._row + down - 1)
        self._pass_held(values)
        return self._row, values

    def _pass_held(self, values: list[str]) -> None:
        """Leaves the places blank that cells from above reach down to."""
        while len(values) in self._held:
            at = len(values)
            values.append("")
            self._held[at] -= 1
            if not self._held[at]:
                del self._held[at]


def _span(cell: Any, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), _SPAN_LIMIT) if only_digits(text, at_most=_DIGITS) else 1


def _text(cell: Any) -> str:
    if len(cell) == 0:
        text = cell.text
        if text is None:
            return ""
        return text.strip() if _FOLDED.search(text) is None else _SPACES.sub(" ", text).strip()
    for part in cell.iter():
        if part.tag == "br":
            part.tail = _BREAK + (part.tail or "")
        elif part.tag in _BLOCKS:
            part.text, part.tail = _EDGE + (part.text or ""), _EDGE + (part.tail or "")
    text = _SPACES.sub(" ", "".join(cell.itertext()))
    lines = (line.strip() for line in _EDGES.sub(_BREAK, text).split(_BREAK))
    return "\n".join(lines).strip()


def spreadsheet_xml_sheets(path: Path) -> Iterator[Sheet]:
    """The worksheets of an "XML Spreadsheet 2003" file.

    Raises:
        FileRefused: damaged, truncated, or XML with a document type.

    """
    with path.open("rb") as file:
        refuse_doctype(file.read(1 << 18))
    sheets: list[Sheet] = []
    try:
        tags = (f"{_SS}Row", f"{_SS}Worksheet")
        walk = etree.iterparse(
            str(path), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        current: list[Row] = []
        merges = Merges()
        for _, element in walk:
            if element.tag == tags[1]:
                sheets.append(Sheet(str(element.get(f"{_SS}Name", "")), until_blank(iter(current)), merges))
                current, merges = [], Merges()
            else:
                index = str(element.get(f"{_SS}Index", ""))
                number = int(index) if only_digits(index, at_most=_DIGITS) else (current[-1][0] + 1 if current else 1)
                current.append((number, _xml_cells(element, number, merges)))
            element.clear()
    except etree.XMLSyntaxError as error:
        raise refuse_truncated() from error
    yield from sheets


def _xml_cells(row: Any, number: int, merges: Merges) -> list[str]:
    values: list[str] = []
    for cell in row.iter(f"{_SS}Cell"):
        index = str(cell.get(f"{_SS}Index", ""))
        if only_digits(index, at_most=_DIGITS):
            values.extend([""] * (min(int(index), 1000) - 1 - len(values)))
        if only_digits(down := str(cell.get(f"{_SS}MergeDown", "")), at_most=_DIGITS):
            merges.add(number, len(values), number + int(down))
        data = cell.find(f"{_SS}Data")
        values.append("" if data is None else "".join(data.itertext()))
        merged = str(cell.get(f"{_SS}MergeAcross", "0"))
        values.extend([""] * (min(int(merged), _SPAN_LIMIT) if only_digits(merged, at_most=_DIGITS) else 0))
    return values
