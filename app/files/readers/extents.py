"""Scans the XML of a worksheet before it is parsed: how far it reaches and how much is only formatting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from app.base.errors import FileRefused
from app.files.readers.archives import Archive, refuse_doctype
from app.files.readers.odd_cells import column_place, may_be_odd
from app.files.shared.rows import BLANK_ROWS_THAT_END_A_SHEET, Merges

# A long tail of formatted rows is not even inflated when at least so many bytes of it are left.
_TAIL_WORTH_SKIPPING = 16 << 20
_OVERLAP = 64
_WIDTHS = (26, 52, 702, 16384)
_WIDER = (
    re.compile(rb' r="[A-Z]{2,3}\d'),
    re.compile(rb' r="(?:[B-Z][A-Z]|[A-Z]{3})\d'),
    re.compile(rb' r="[A-Z]{3}\d'),
)
_LAST_ROW = 1_048_576
# Columns behind XFD, the last one there is.
_NO_COLUMN = rb"[A-Z]{4}|[YZ][A-Z]{2}|X[G-Z][A-Z]|XF[E-Z]"
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b")
_MERGED = re.compile(rb"mergeCell ref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"[^>]*?\sr=[\"'](\d+)[\"']")


@dataclass(slots=True)
class Extent:
    """How far a worksheet reaches: rows, an upper bound of its columns, bytes seen, whether the rest is blank.

    `counted` is the number of row elements met so far, for writers that leave out row numbers; `merges` are the areas
    merged downwards, `has_odd` whether some cell may show an error or a formula without its result.
    """

    rows: int = 0
    columns: int = 26
    size: int = 0
    blank_tail: bool = False
    counted: int = 0
    merges: Merges = field(default_factory=Merges)
    has_odd: bool = False


class Tags:
    """The byte patterns of one worksheet's rows and values; some writers put a namespace prefix before them."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix
        self.row = b"<" + prefix + b"row"
        self.end = b"</" + prefix + b"sheetData"
        self.value = (b"<" + prefix + b"v>", b"<" + prefix + b"v ", b"<" + prefix + b"is>")

    @classmethod
    def of(cls, start: bytes) -> Tags:
        """The tags as the beginning of the worksheet spells them."""
        found = _SHEET_DATA.search(start)
        return cls(found.group(1) if found else b"")

    def last_value(self, piece: bytes) -> int:
        """The position of the last value of the piece, or -1."""
        return max(piece.rfind(tag) for tag in self.value)

    def number_at(self, piece: bytes, at: int) -> int:
        """The number of the row whose tag stands at `at`, or 0 when it has none."""
        found = _ROW_NUMBER.match(piece, at, at + 400)
        if found is None:
            return 0
        if len(found.group(1)) > len(str(_LAST_ROW)) or int(found.group(1)) > _LAST_ROW:
            raise refuse_stray()
        return int(found.group(1))


def refuse_stray() -> FileRefused:
    """The error for a worksheet with a row or cell where no table has one."""
    return FileRefused("工作表里有单元格的位置不对，未导入", hint="请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入")


def look_over(archive: Archive, name: str) -> Extent:
    """Inflates one worksheet, at most up to a long blank tail, and returns its extent.

    Raises:
        FileRefused: damaged, too large, XML with a document type, or a cell far outside the rows of the sheet.

    """
    extent, tags, carry, blank, tier = Extent(), None, b"", 0, 0
    declared = archive.size(name)
    for chunk in archive.chunks(name):
        if tags is None:
            refuse_doctype(chunk)
            tags = Tags.of(chunk)
        piece = carry + chunk
        extent.size += len(chunk)
        while tier < len(_WIDER) and _WIDER[tier].search(piece):
            tier += 1
        extent.has_odd = extent.has_odd or may_be_odd(piece)
        if b"g" in piece and b"mergeCell " in piece:
            _take_merges(extent.merges, piece)
        blank = _blank_rows(tags, piece, blank)
        _reach(extent, tags, piece)
        if _strays(extent.rows).search(piece):
            raise refuse_stray()
        carry = chunk[-_OVERLAP:]
        if blank >= BLANK_ROWS_THAT_END_A_SHEET and declared - extent.size > _TAIL_WORTH_SKIPPING:
            extent.blank_tail = True
            break
    extent.columns = _WIDTHS[tier]
    return extent


def _take_merges(merges: Merges, piece: bytes) -> None:
    for column, top, bottom in _MERGED.findall(piece):
        merges.add(int(top), column_place(column), int(bottom))


def _blank_rows(tags: Tags, piece: bytes, before: int) -> int:
    last = tags.last_value(piece)
    return before + piece.count(tags.row) if last < 0 else piece.count(tags.row, last)


def _reach(extent: Extent, tags: Tags, piece: bytes) -> None:
    extent.counted += piece.count(tags.row)
    at = piece.rfind(tags.row, 0, max(0, len(piece) - _OVERLAP // 2))
    extent.rows = max(extent.rows, extent.counted, tags.number_at(piece, at) if at >= 0 else 0)


def _strays(rows: int) -> re.Pattern[bytes]:
    """Finds a cell whose own reference is outside all columns, or a row more than twice as far as the rows seen.

    Memory is taken for what cells say of themselves, wherever they stand.
    """
    digits = str(max(rows, 9))
    return _pattern(int(digits[0]), len(digits))


@cache
def _pattern(first: int, length: int) -> re.Pattern[bytes]:
    far = rb"[0-9]{%d}" % (length + 1)
    if first < 9:
        far += rb"|[%d-9][0-9]{%d}" % (first + 1, length - 1)
    return re.compile(rb' r="(?:%s|[A-Z]{1,3}(?:%s))' % (_NO_COLUMN, far))
