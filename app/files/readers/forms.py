"""Reads printed ticket forms (.docx) and ticket pages as text: label → value, several tickets one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from app.base.errors import FileRefused
from app.files.readers.archives import Archive, check_xml, refuse_bomb, refuse_truncated
from app.files.shared.headers import NUMBER, OTHER_NUMBER, clean, spellings
from app.files.shared.rows import Row, Sheet
from app.rules.ticket.fields import TICKET_FIELDS, Kind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_DOCUMENT_LIMIT = 64 << 20
_LABEL_LENGTH = 20
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_INLINE = re.compile(r"([^：:\n]{1,20}?)\s{0,8}[：:]\s*(.*)$", re.DOTALL)
_BEFORE_LABEL = re.compile(r"(?<!\s)\s+(?=[^\s：:]{2,20}\s{0,8}[：:])")
_LONG_FIELDS = frozenset(header for one in TICKET_FIELDS if one.kind is Kind.LONG_TEXT for header in one.headers)

Pair = tuple[str, str]


class Labels:
    """The labels a form may carry: the shipped headers and those people named."""

    def __init__(self, extra: dict[str, str] | None = None) -> None:
        known = {name: field for name, (field, _) in spellings().items()}
        known.update({clean(header): field for header, field in (extra or {}).items()})
        self._fields = known
        numbers = {name for name, field in known.items() if field == NUMBER}
        self._numbers = numbers
        self._others = {name for name, field in known.items() if field == OTHER_NUMBER}

    def field(self, text: str) -> str | None:
        """The field a label names; None when it is not known."""
        return self._fields.get(clean(text)) if len(text) <= _LABEL_LENGTH else None

    def is_number(self, text: str) -> bool:
        """Whether the label begins a ticket."""
        return clean(text) in self._numbers

    def inline(self, text: str) -> Pair | None:
        """The known label and the value of a text like 工单编号：1; None for any other text."""
        found = _INLINE.match(text.lstrip())
        if found is None or self.field(found.group(1)) is None:
            return None
        return found.group(1).strip(), found.group(2).strip()


class Tickets:
    """Gathers pairs into tickets: a repeated number label begins the next one."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._pairs: list[Pair] = []
        self.done: list[list[Pair]] = []

    @property
    def has_number(self) -> bool:
        """Whether the ticket being gathered has its number."""
        return any(self._labels.is_number(label) for label, _ in self._pairs)

    @property
    def last_label(self) -> str:
        """The label gathered last, "" when there is none."""
        return self._pairs[-1][0] if self._pairs else ""

    def add(self, pairs: list[Pair]) -> None:
        """Takes the pairs of one row or line."""
        if self.has_number and any(self._labels.is_number(label) for label, _ in pairs):
            self.end()
        self._pairs += pairs

    def extend_last(self, text: str) -> None:
        """A further line of the value gathered last."""
        if self._pairs:
            label, value = self._pairs[-1]
            self._pairs[-1] = (label, f"{value}\n{text}" if value else text)

    def end(self) -> None:
        """Closes the ticket being gathered."""
        if len(self._pairs) > 1:
            self.done.append(self._pairs)
        self._pairs = []


def rows_of_tickets(tickets: list[list[Pair]]) -> Iterator[Row]:
    """Tickets as rows: the n-th ticket is row n; a header row goes before where the labels change."""
    before: tuple[str, ...] = ()
    for number, pairs in enumerate(tickets, 1):
        labels = tuple(label for label, _ in pairs)
        if labels != before:
            yield number, labels
            before = labels
        yield number, tuple(value for _, value in pairs)


def docx_sheets(path: Path, extra: dict[str, str] | None = None) -> Iterator[Sheet]:
    """All tickets of a Word file as one sheet, named after the file.

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
    labels = Labels(extra)
    tickets = Tickets(labels)
    for block in document.iterfind(f"{_W}body/*"):
        _take_block(block, labels, tickets)
    tickets.end()
    yield Sheet(path.stem, rows_of_tickets(tickets.done))


def _take_block(block: Any, labels: Labels, tickets: Tickets) -> None:
    if block.tag == f"{_W}p":
        pairs = line_pairs(_text(block), labels)
        if pairs:
            tickets.add(pairs)
    elif block.tag == f"{_W}tbl":
        _take_table(block, labels, tickets)
    elif block.tag == f"{_W}sdt":
        for inner in block.iterfind(f"{_W}sdtContent/*"):
            _take_block(inner, labels, tickets)


def _take_table(table: Any, labels: Labels, tickets: Tickets) -> None:
    if tickets.has_number and any(labels.is_number(_text(cell)) for cell in table.iter(f"{_W}tc")):
        tickets.end()
    waiting = ""
    for row in table.iterfind(f"{_W}tr"):
        cells = [(_text(cell), _continues(cell)) for cell in row.iterfind(f"{_W}tc")]
        if len(cells) > 1 and cells[0][1] and not cells[0][0]:
            if added := "\n".join(text for text, _ in cells[1:] if text):
                tickets.extend_last(added)
            continue
        texts = [text for text, _ in cells]
        if len(texts) == 1 and waiting and labels.inline(texts[0]) is None and labels.field(texts[0]) is None:
            tickets.extend_last(texts[0])
            waiting = ""
            continue
        pairs = _row_pairs(texts, labels)
        waiting = pairs[-1][0] if len(texts) == 1 and pairs and not pairs[-1][1] else ""
        if pairs:
            tickets.add(pairs)


def _row_pairs(texts: list[str], labels: Labels) -> list[Pair]:
    """Label cell, value cell, label cell, value cell …; known labels keep the step when a value cell is missing."""
    pairs: list[Pair] = []
    at = 0
    while at < len(texts):
        text = texts[at]
        following = texts[at + 1] if at + 1 < len(texts) else None
        if not text or (inline := labels.inline(text)) is not None:
            if text and inline is not None:
                pairs.append(inline)
            at += 1
        elif following is None or (labels.field(following) is not None and len(text) <= _LABEL_LENGTH):
            if labels.field(text) is not None:
                pairs.append((_label(text), ""))
            at += 1
        elif len(text) <= _LABEL_LENGTH:
            pairs.append((_label(text), following))
            at += 2
        else:
            at += 1
    return pairs


def _label(text: str) -> str:
    return "".join(text.split()).rstrip("：:")


def _continues(cell: Any) -> bool:
    """Whether the cell is the lower part of cells merged downwards."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _text(element: Any) -> str:
    parts: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("\t")
        elif parts:
            parts.append("\n")
    return "".join(parts).strip()


def line_pairs(line: str, labels: Labels) -> list[Pair]:
    """The `标签：值` pairs of one line; several may stand in it when the first label is known."""
    first = labels.inline(line)
    if first is None:
        return []
    if labels.field(first[0]) in _LONG_FIELDS:
        return [first]
    pairs: list[Pair] = []
    for part in _BEFORE_LABEL.split(line.strip()):
        pair = labels.inline(part)
        if pair is not None:
            pairs.append(pair)
        elif pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {part}")
    return pairs
