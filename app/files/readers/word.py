"""Reads Word files (.docx): printed ticket forms as label and value, and tables that list tickets row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from app.base.digits import only_digits
from app.base.errors import FileRefused
from app.files.readers.archives import Archive, check_xml, refuse_bomb, refuse_truncated
from app.files.readers.forms import LABEL_LENGTH, Labels, Tickets, line_pairs, row_pairs, rows_of_tickets
from app.files.shared.headers import HEADER_SEARCHED_ROWS, read_header
from app.files.shared.rows import Merges, Row, Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_DOCUMENT_LIMIT = 64 << 20
_SPAN_LIMIT = 100
# Tables inside tables: deeper ones are taken as text.
_DEEPEST = 4
_LABELS_OF_A_FORM = 2
_LABEL_AND_VALUE = 2
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
# What wraps rows, cells and paragraphs without being any: content controls and tags of one's own.
_WRAPPERS = (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag", f"{_W}ins", f"{_W}moveTo")


def docx_sheets(path: Path, extra: dict[str, str] | None = None) -> Iterator[Sheet]:
    """All forms of a Word file as one sheet, named after the file, and each table that lists tickets as its own.

    Raises:
        FileRefused: damaged, truncated, too large, no Word document, or XML with entities.

    """
    with Archive(path) as archive:
        if _BODY not in archive.names():
            raise FileRefused("文件不是 Word 文档，未导入", hint="请另存为 .docx 后再导入")
        check_xml(archive, _BODY)
        if archive.size(_BODY) > _DOCUMENT_LIMIT:
            raise refuse_bomb()
        data = archive.read(_BODY, limit=_DOCUMENT_LIMIT)
    try:
        document = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise refuse_truncated() from error
    reading = _Reading(path.stem, Labels(extra), extra)
    for body in document.iterfind(f"{_W}body"):
        reading.take_blocks(body)
    yield from reading.sheets()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: its first column, its text, whether it reaches down or continues the one above, the forms in it."""

    column: int
    text: str
    reaches: bool
    continues: bool
    forms: tuple[Any, ...]


class _Reading:
    """Gathers what a document holds, in its order."""

    def __init__(self, name: str, labels: Labels, extra: dict[str, str] | None) -> None:
        self._name, self._labels, self._extra = name, labels, extra
        self._tickets = Tickets(labels)
        self._lists: list[Sheet] = []

    def sheets(self) -> Iterator[Sheet]:
        """The sheets of what was taken."""
        self._tickets.end()
        if self._tickets.done or not self._lists:
            yield Sheet(self._name, rows_of_tickets(self._tickets.done))
        yield from self._lists

    def take_blocks(self, parent: Any, depth: int = 0) -> None:
        """Takes the paragraphs and tables of a body or of a cell."""
        for block in _inside(parent):
            if block.tag == f"{_W}p":
                if pairs := line_pairs(_text(block, ()), self._labels):
                    self._tickets.add(pairs)
            elif block.tag == f"{_W}tbl":
                self._take_table(block, depth)

    def _take_table(self, table: Any, depth: int) -> None:
        rows = [self._cells(row, depth) for row in _inside(table) if row.tag == f"{_W}tr"]
        if self._is_list(rows):
            merges = Merges()
            listed = list(_listed(rows, merges))
            self._lists.append(Sheet(f"{self._name}（表格 {len(self._lists) + 1}）", iter(listed), merges))
            return
        if self._tickets.has_number and any(self._labels.is_number(cell.text) for row in rows for cell in row):
            self._tickets.end()
        form = _Form(self._labels, self._tickets)
        for cells in rows:
            form.take_row(cells)
            for cell in cells:
                for inner in cell.forms:
                    self._take_table(inner, depth + 1)

    def _cells(self, row: Any, depth: int) -> list[_Cell]:
        cells: list[_Cell] = []
        column = 0
        for cell in _inside(row):
            if cell.tag == f"{_W}tc":
                forms = tuple(inner for inner in cell.iter(f"{_W}tbl") if self._is_form(inner, depth))
                forms = tuple(one for one in forms if not any(other in forms for other in one.iterancestors()))
                merge = _merge(cell)
                cells.append(_Cell(column, _text(cell, forms), merge == "restart", merge == "continue", forms))
                column += _span(cell)
        return cells

    def _is_form(self, table: Any, depth: int) -> bool:
        """Whether a table inside a cell has labels of its own rather than being part of the cell's text."""
        if depth >= _DEEPEST:
            return False
        texts = (_text(cell, ()) for cell in table.iter(f"{_W}tc"))
        known = (self._labels.field(text) is not None or self._labels.inline(text) is not None for text in texts)
        return sum(known) >= _LABELS_OF_A_FORM

    def _is_list(self, rows: Sequence[Sequence[_Cell]]) -> bool:
        """Whether one of the first rows is a header: nothing but labels, and most of them known."""
        for cells in rows[: min(HEADER_SEARCHED_ROWS, len(rows) - 1)]:
            texts = [cell.text for cell in cells]
            known = sum(self._labels.field(text) is not None for text in texts)
            if all(texts) and 2 * known > len(texts) and read_header(1, texts, self._extra) is not None:
                return True
        return False


class _Form:
    """Takes the rows of one table as label and value cells."""

    def __init__(self, labels: Labels, tickets: Tickets) -> None:
        self._labels, self._tickets = labels, tickets
        self._waiting = ""
        self._above: dict[int, str] = {}
        self._groups: set[int] = set()

    def take_row(self, cells: Sequence[_Cell]) -> None:
        """Takes one row: pairs, or a further part of the value that a label merged downwards owns."""
        texts = self._texts(cells)
        if len(texts) > 1 and cells[len(cells) - len(texts)].continues and not texts[0]:
            if added := "\n".join(filter(None, texts[1:])):
                self._tickets.extend_last(added)
            return
        if len(texts) == 1 and self._waiting and not self._is_label(texts[0]):
            self._tickets.extend_last(texts[0])
            self._waiting = ""
            return
        pairs = row_pairs(texts, self._labels)
        self._waiting = pairs[-1][0] if len(texts) == 1 and pairs and not pairs[-1][1] else ""
        if pairs:
            self._tickets.add(pairs)

    def _texts(self, cells: Sequence[_Cell]) -> list[str]:
        """The texts of a row, without group labels that reach down beside labels, and with values from above."""
        texts: list[str] = []
        for at, cell in enumerate(cells):
            if self._is_group(cell, cells[at + 1 :]):
                continue
            text = cell.text
            if cell.continues and not text and texts and self._labels.field(texts[-1]) is not None:
                text = self._above.get(cell.column, "")
            if not cell.continues:
                self._above[cell.column] = text
            texts.append(text)
        return texts

    def _is_group(self, cell: _Cell, following: Sequence[_Cell]) -> bool:
        """Whether the cell names a group of rows, each with a label of its own beside it."""
        beside = following[0].text if following else ""
        names = self._is_label(beside) or not self._is_label(cell.text)
        if cell.reaches and len(following) >= _LABEL_AND_VALUE and names:
            self._groups.add(cell.column)
            return True
        if not cell.continues:
            self._groups.discard(cell.column)
            return False
        return not cell.text and (cell.column in self._groups or self._is_label(beside))

    def _is_label(self, text: str) -> bool:
        known = len(text) <= LABEL_LENGTH and self._labels.field(text) is not None
        return bool(text) and (known or self._labels.inline(text) is not None)


def _listed(rows: Sequence[Sequence[_Cell]], merges: Merges) -> Iterator[Row]:
    """The rows of a table by their columns; `merges` takes the cells that are merged downwards."""
    tops: dict[int, int] = {}
    for number, cells in enumerate(rows, 1):
        values = [""] * (cells[-1].column + 1 if cells else 0)
        for cell in cells:
            values[cell.column] = cell.text
            if cell.continues and cell.column in tops:
                merges.add(tops[cell.column], cell.column, number)
            else:
                tops[cell.column] = number
        yield number, values


def _inside(parent: Any) -> Iterator[Any]:
    """The rows, cells or blocks of an element, through what wraps them."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _inside(child)
        else:
            yield child


def _merge(cell: Any) -> str:
    """The part of the cell in cells merged downwards: restart, continue, or "" for none."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return "" if merge is None else str(merge.get(f"{_W}val", "continue"))


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    text = "" if span is None else str(span.get(f"{_W}val", ""))
    return min(max(int(text), 1), _SPAN_LIMIT) if only_digits(text, at_most=4) else 1


def _text(element: Any, but: Sequence[Any]) -> str:
    """The text of a paragraph or cell, without the tables `but`."""
    parts: list[str] = []
    left_out = {node for table in but for node in table.iter()}
    for node in element.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p"):
        if node in left_out:
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("\t")
        elif parts:
            parts.append("\n")
    return "".join(parts).strip()
