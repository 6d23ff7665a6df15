"""Puts numbers into a paper's Word file without touching anything else of it, and a last page behind it."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from app.files.readers.papers import BODY, PARSER, W, paragraphs, texts_of

# Where a text stands: its paragraph, its first sign, the one after its last.
Place = tuple[int, int, int]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def put_texts(content: bytes, texts: Mapping[Place, str], *, under_title: tuple[str, str] | None = None) -> bytes:
    """A Word file with other texts at these places; all else stays as it is, byte for byte where it can.

    `under_title` is the text of the line under the title and what it becomes; where no paragraph has that text, the new
    one becomes the first paragraph of the document.
    """

    def change(document: Any) -> None:
        found = paragraphs(document)
        for paragraph, start, end in sorted(texts, reverse=True):
            _put(texts_of(found[paragraph]), start, end, texts[paragraph, start, end])
        if under_title is not None:
            _head(found, *under_title)

    return _changed(content, change)


def add_page(content: bytes, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A Word file with one page more: a heading and a ruled table."""

    def change(document: Any) -> None:
        body = document.find(f"{W}body")
        end = body.find(f"{W}sectPr")
        place = len(body) if end is None else list(body).index(end)
        for block in reversed((_page_break(), _heading(title), _table(head, rows))):
            body.insert(place, block)

    return _changed(content, change)


def _changed(content: bytes, change: Any) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            data = before.read(member)
            if member.filename == BODY:
                document = etree.fromstring(data, PARSER)
                change(document)
                data = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
            after.writestr(member, data)
    return into.getvalue()


def _put(nodes: Sequence[Any], start: int, end: int, text: str) -> None:
    """Replaces the signs from `start` up to `end` of a paragraph; the first text element touched takes the new ones."""
    at, written = 0, False
    for node in nodes:
        own = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        if first < last:
            node.text = own[:first] + ("" if written else text) + own[last:]
            node.set(_SPACE, "preserve")
            written = True
        at += len(own)


def _head(found: Sequence[Any], was: str, now: str) -> None:
    for paragraph in found:
        nodes = texts_of(paragraph)
        if nodes and "".join(node.text or "" for node in nodes).strip() == was.strip():
            _put(nodes, 0, sum(len(node.text or "") for node in nodes), now)
            return
    if found:
        fresh = _paragraph(now)
        style = found[0].find(f"{W}pPr")
        if style is not None:
            fresh.insert(0, copy.deepcopy(style))
        found[0].addprevious(fresh)


def _page_break() -> Any:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}br").set(f"{W}type", "page")
    return paragraph


def _heading(text: str) -> Any:
    paragraph = _paragraph(text)
    style = etree.Element(f"{W}pPr")
    etree.SubElement(style, f"{W}pStyle").set(f"{W}val", "Heading1")
    paragraph.insert(0, style)
    return paragraph


def _paragraph(text: str) -> Any:
    paragraph = etree.Element(f"{W}p")
    node = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
    node.text = text
    node.set(_SPACE, "preserve")
    return paragraph


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    table = etree.Element(f"{W}tbl")
    looks = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(looks, f"{W}tblW").attrib.update({f"{W}w": "5000", f"{W}type": "pct"})
    borders = etree.SubElement(looks, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = etree.SubElement(borders, f"{W}{side}")
        line.attrib.update({f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0", f"{W}color": "auto"})
    grid = etree.SubElement(table, f"{W}tblGrid")
    for _ in head:
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(8844 // len(head)))
    for number, cells in enumerate((head, *rows)):
        row = etree.SubElement(table, f"{W}tr")
        looks = etree.SubElement(row, f"{W}trPr")
        etree.SubElement(looks, f"{W}cantSplit")
        if number == 0:
            etree.SubElement(looks, f"{W}tblHeader")
        for text in cells:
            etree.SubElement(row, f"{W}tc").append(_paragraph(text))
    return table
