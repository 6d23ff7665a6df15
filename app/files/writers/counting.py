"""Opens a written workbook again and counts its rows, streaming, so that the window never waits for it."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from app.base.errors import FileRefused

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 256 << 10
_ROW = re.compile(rb'<row r="(\d+)"')
_LONGEST_TAG = 32


def count_rows(path: Path, *, above: int = 0) -> dict[str, int]:
    """The data rows of each sheet: those under the heading, up to the first missing row.

    `above` is the number of rows that stand above the heading of the first sheet.

    Raises:
        FileRefused: the workbook cannot be read.

    """
    try:
        with zipfile.ZipFile(path) as book:
            return {
                name: max(_rows(book, part) - 1 - (0 if at else above), 0)
                for at, (name, part) in enumerate(_sheets(book))
            }
    except (OSError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError) as error:
        raise FileRefused(f"{path.name} 写入后无法读取", hint="请重试") from error


def _sheets(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names with the members that hold them, in the order of the tabs."""
    links = {
        link.get("Id"): str(link.get("Target", "")).lstrip("/")
        for link in etree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    tabs = etree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return [(str(tab.get("name")), f"xl/{links[tab.get(_LINK)].removeprefix('xl/')}") for tab in tabs]


def _rows(book: zipfile.ZipFile, part: str) -> int:
    """The number of consecutive rows from the first; inflating lets other threads run."""
    last, tail = 0, b""
    with book.open(part) as file:
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            end = len(piece) - _LONGEST_TAG
            for found in _ROW.finditer(piece):
                number = int(found[1])
                if number == last + 1 and (found.end() < len(piece)):
                    last = number
                elif number > last + 1:
                    return last
            tail = piece[max(end, 0) :]
    return last
