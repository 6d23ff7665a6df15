"""Reads the paragraphs of a paper's Word file with the content controls in which its figures stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from app.base.errors import FileRefused
from app.files.readers.archives import Archive, check_xml, refuse_bomb
from app.rules.paper.comparison import Line, Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
LIMIT = 64 << 20
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What stands in the file and is not read: the old place of what was moved, and the copy of a drawing for old programs.
_UNREAD = (f"{W}moveFrom", f"{W}del", f"{_MC}Fallback")
# A figure's tag has this sign (see PrintedFigure.tag); controls of one's own have not.
_MARK = "|"


def read_lines(path: Path) -> list[Line]:
    """The paragraphs of a Word file in their order, those in tables with the names of their row and column.

    Raises:
        FileRefused: no Word file, damaged, or too large.

    """
    return _lines(read_body(path))


def lines_in(content: bytes) -> list[Line]:
    """The paragraphs of a Word file that was read before.

    Raises:
        FileRefused: it is damaged.

    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _lines(archive.read(BODY))


def _lines(body: bytes) -> list[Line]:
    document = parsed(body)
    labels = _labels(document)
    return [Line(tuple(_pieces(paragraph)), labels.get(paragraph, "")) for paragraph in paragraphs(document)]


def read_body(path: Path) -> bytes:
    """The main part of a Word file, as XML.

    Raises:
        FileRefused: no Word file, damaged, or too large.

    """
    with Archive(path) as archive:
        if BODY not in archive.names():
            raise FileRefused(f"{path.name} 不是 Word 文档", hint="请在 WPS 或 Word 中另存为 .docx 再放回")
        check_xml(archive, BODY)
        if archive.size(BODY) > LIMIT:
            raise refuse_bomb()
        return archive.read(BODY, limit=LIMIT)


def parsed(body: bytes) -> Any:
    """The XML of a main part.

    Raises:
        FileRefused: it is damaged.

    """
    try:
        return etree.fromstring(body, PARSER)
    except etree.XMLSyntaxError as error:
        raise FileRefused("这个 Word 文件的内容不完整", hint="请在 WPS 或 Word 中打开，另存后再放回") from error


def paragraphs(document: Any) -> list[Any]:
    """The paragraphs that are read, in their order."""
    return [one for one in document.iter(f"{W}p") if not _is_unread(one)]


def texts_of(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph itself, in their order, without those of a text box in it."""
    return [node for node in paragraph.iter(f"{W}t") if _owner(node) is paragraph and not _is_unread(node)]


def _pieces(paragraph: Any) -> Iterator[Piece]:
    pieces: list[tuple[Any, str, str]] = []
    for node in texts_of(paragraph):
        control, tag = _control(node)
        if pieces and pieces[-1][0] is control:
            pieces[-1] = (control, tag, pieces[-1][2] + (node.text or ""))
        else:
            pieces.append((control, tag, node.text or ""))
    for _, tag, text in pieces:
        yield Piece(text, tag)


def _control(node: Any) -> tuple[Any, str]:
    """The content control of a figure in which a text stands, with its tag; (None, "") for plain text."""
    for ancestor in node.iterancestors(f"{W}sdt"):
        tag = ancestor.find(f"{W}sdtPr/{W}tag")
        value = "" if tag is None else str(tag.get(f"{W}val", ""))
        if _MARK in value:
            return ancestor, value
    return None, ""


def _owner(node: Any) -> Any:
    return next(node.iterancestors(f"{W}p"), None)


def _is_unread(node: Any) -> bool:
    return next(node.iterancestors(*_UNREAD), None) is not None


def _labels(document: Any) -> dict[Any, str]:
    """For each paragraph in a table, the first cell of its row and the head of its column; both "" in the head."""
    labels: dict[Any, str] = {}
    for table in document.iter(f"{W}tbl"):
        rows = [[_cell(cell) for cell in _own(row, "tc")] for row in _own(table, "tr")]
        if not rows:
            continue
        caption = "".join(text for _, text in rows[0])[:20]
        labels |= {paragraph: f"{caption}\0\0" for inside, _ in rows[0] for paragraph in inside}
        for cells in rows[1:]:
            name = next((text for _, text in cells if any(sign.isalpha() for sign in text)), "")
            for column, (inside, _) in enumerate(cells):
                head = rows[0][column][1] if column < len(rows[0]) else ""
                for paragraph in inside:
                    labels[paragraph] = f"{caption}\0{name}\0{head}"
    return labels


def _own(parent: Any, name: str) -> list[Any]:
    """The rows of a table, or the cells of a row, through what wraps them, without those of inner tables."""
    nearest = parent if parent.tag == f"{W}tbl" else next(parent.iterancestors(f"{W}tbl"), None)
    return [one for one in parent.iter(f"{W}{name}") if next(one.iterancestors(f"{W}tbl"), None) is nearest]


def _cell(cell: Any) -> tuple[list[Any], str]:
    inside = list(cell.iter(f"{W}p"))
    return inside, "".join(node.text or "" for node in cell.iter(f"{W}t"))
