"""Finds the cells of a worksheet that show an error, or hold a formula that nobody calculated: both read as blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from app.base.errors import FileRefused
from app.files.readers.archives import Archive
from app.files.shared.rows import OddCells

_ERROR_SIGN = b"v>#"
_FORMULA_SIGNS = (b"f></", b"f><v></", b"f><v/>", b"f><v />", b"<f ")
_CELLS_AT_MOST = 100_000
_LONGEST = 200
_CELL = re.compile(rb"<((?:\w+:)?)c\s([^>]*[^/])>(.{0,20000}?)</\1c>", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_KIND = re.compile(rb"\bt=[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def may_be_odd(piece: bytes) -> bool:
    """Whether a part of a worksheet may have such a cell; looks for one rare letter first, which is far faster."""
    if b"#" in piece and _ERROR_SIGN in piece:
        return True
    return b"f" in piece and any(sign in piece for sign in _FORMULA_SIGNS)


def odd_cells(archive: Archive, name: str) -> OddCells:
    """The cells of a worksheet that show an error (#REF!) or hold a formula without its result (=A1+1).

    Raises:
        FileRefused: damaged, or more of them than any table has.

    """
    found: OddCells = {}
    count = 0
    for piece in _whole_rows(archive, name):
        if not may_be_odd(piece):
            continue
        for cell in _CELL.finditer(piece):
            place, text = _PLACE.search(cell[2]), _shown(cell[2], cell[3])
            if place is None or not text:
                continue
            count += 1
            if count > _CELLS_AT_MOST:
                raise FileRefused(
                    "工作表里显示为错误的单元格太多，未导入", hint="请用 Excel 或 WPS 打开、改好公式后另存再导入"
                )
            found.setdefault(int(place[2]), []).append((column_place(place[1]), text))
    return found


def column_place(letters: bytes) -> int:
    """The place of a column from 0 by its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _whole_rows(archive: Archive, name: str) -> Iterator[bytes]:
    rest = b""
    for chunk in archive.chunks(name):
        piece = rest + chunk
        cut = piece.rfind(b"</", 0, piece.rfind(b"row>") + 1)
        if cut >= 0:
            yield piece[:cut]
        rest = piece[max(cut, 0) :] if cut >= 0 or len(piece) < _LONGEST << 16 else b""
    yield rest


def _shown(attributes: bytes, inside: bytes) -> str:
    """What the cell shows or holds in place of a value; "" when it has one or is blank."""
    kind, value = _KIND.search(attributes), _VALUE.search(inside)
    if kind is not None and kind[1] == b"e":
        return value[1].decode("utf-8", "replace")[:_LONGEST] if value else "#ERR!"
    if value is not None or (kind is not None and kind[1] in (b"str", b"inlineStr")) or not _HAS_FORMULA.search(inside):
        return ""
    formula = _FORMULA.search(inside)
    return "=" + unescape(formula[1].decode("utf-8", "replace"))[:_LONGEST] if formula else "=（没有算出的公式）"
