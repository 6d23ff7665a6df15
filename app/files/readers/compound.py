"""Checks an OLE compound file before it is read: a circular chain of sectors would use up all memory."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from mmap import mmap

from app.base.errors import FileRefused
from app.files.readers.archives import refuse_truncated
from app.files.shared.rows import OddCells

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA
_END = 0xFFFFFFFE
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL_STREAM = 4096
_WORKBOOKS = frozenset({"Workbook", "Book"})
_SHARED_STRINGS, _DIMENSIONS = 0x00FC, 0x0200
_BEGIN, _END_OF_PART, _SHEET = 0x0809, 0x000A, 0x0085
# Records that begin with their cell's row and column: numbers, texts, formulas, blanks, runs of them.
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406})
_COLUMNS = 256
_BOOLEAN_OR_ERROR, _FORMULA = 0x0205, 0x0006
_MAY_BE_ODD = frozenset({_BOOLEAN_OR_ERROR, _FORMULA})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_UNCALCULATED = "=（没有算出的公式）"
# What may be a cell with an error or a formula without a result; where there is none, no record is looked at.
_ODD = re.compile(rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}[\x02\x03].{5}\xff\xff", re.DOTALL)
CELLS_LIMIT = 6_000_000
_RECORD = struct.Struct("<HH")


def check_compound(data: bytes | mmap) -> None:
    """Walks every chain of sectors once and checks the sizes that the workbook declares.

    Raises:
        FileRefused: a chain leaves the file or is circular, a stream claims to be longer than the file,
            more strings are declared than the workbook has bytes, or more cells than any sheet has.

    """
    try:
        _Compound(data).check()
    except (struct.error, IndexError) as error:
        raise refuse_truncated() from error


def has_command_sheet(data: bytes | mmap) -> bool:
    """Whether the workbook has a sheet whose cells are commands (macros of Excel 4.0); False for a damaged one."""
    try:
        return any(_names_command_sheet(book) for book in _Compound(data).workbooks())
    except (FileRefused, struct.error, IndexError):
        return False


def odd_cells(data: bytes | mmap) -> list[OddCells]:
    """The cells that show an error or hold a formula without a result, for each sheet in the workbook's order.

    Empty for a damaged workbook. A formula's empty text is its result where another formula of the workbook has a
    result that is not: then somebody calculated them.
    """
    try:
        return [cells for book in _Compound(data).workbooks() if _ODD.search(book) for cells in _odd(book)]
    except (FileRefused, struct.error, IndexError):
        return []


def _odd(workbook: bytes) -> list[OddCells]:
    sheets: list[OddCells] = []
    empty: list[tuple[OddCells, int, int]] = []
    calculated = False
    at, depth, end = 0, 0, len(workbook) - _RECORD.size
    while at <= end:
        kind, length = _RECORD.unpack_from(workbook, at)
        if kind == _BEGIN:
            depth += 1
            if depth == 1:
                sheets.append({})
        elif kind == _END_OF_PART:
            depth = max(depth - 1, 0)
        elif sheets and depth == 1 and kind in _MAY_BE_ODD and length >= 8:
            row, column = _RECORD.unpack_from(workbook, at + 4)
            record = workbook[at + 4 : at + 4 + length]
            if text := _error(kind, record):
                sheets[-1].setdefault(row + 1, []).append((column, text))
            elif kind == _FORMULA and _is_empty(record):
                empty.append((sheets[-1], row + 1, column))
            calculated = calculated or (kind == _FORMULA and not text and not _is_empty(record))
        at += _RECORD.size + length
    for cells, row, column in () if calculated else empty:
        cells.setdefault(row, []).append((column, _UNCALCULATED))
    return sheets[1:]  # before the sheets stands what they share


def _error(kind: int, record: bytes) -> str:
    """The error that a cell's record holds, as a value of its own or as a formula's result; "" for none."""
    if kind == _BOOLEAN_OR_ERROR and len(record) >= 8 and record[7] == 1:
        return _ERRORS.get(record[6], "#ERR!")
    if kind == _FORMULA and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2:
        return _ERRORS.get(record[8], "#ERR!")
    return ""


def _is_empty(record: bytes) -> bool:
    """Whether a formula's result is an empty text, as programs write that do not calculate."""
    return len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 3


def _names_command_sheet(workbook: bytes) -> bool:
    """Looks through the records before the first sheet: each sheet's place, state and kind stand there."""
    at, end = 0, len(workbook) - _RECORD.size
    while at <= end:
        kind, length = _RECORD.unpack_from(workbook, at)
        if kind == _END_OF_PART:
            return False
        if kind == _SHEET and length >= 6 and workbook[at + 9 : at + 10] == b"\x01":
            return True
        at += _RECORD.size + length
    return False


class _Compound:
    """The sectors of one compound file."""

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data
        self._size = 1 << _word(data, 30, "<H")
        if self._size not in (512, 4096):
            raise refuse_truncated()
        # Lists of sectors are made as long as the head says, before any of them is read.
        if any(_word(data, at) > len(data) // self._size for at in (44, 64, 72)):
            raise refuse_truncated()
        self._table = self._sector_table()
        self._small_table: Sequence[int] = self._numbers(self._chain(_word(data, 60), self._table))

    def workbooks(self) -> Iterator[bytes]:
        """The streams that hold a workbook."""
        for entry in self._entries():
            if entry[66] == _STREAM and _word(entry, 120) >= _SMALL_STREAM and _name(entry) in _WORKBOOKS:
                yield self._joined(self._chain(_word(entry, 116), self._table))

    def _entries(self) -> list[bytes]:
        directory = self._joined(self._chain(_word(self._data, 48), self._table))
        return [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]

    def check(self) -> None:
        """Walks the directory and each stream in it."""
        entries = self._entries()
        if not entries:
            raise refuse_truncated()
        for at, entry in enumerate(entries):
            if entry[66] in (_STREAM, _ROOT):
                self._check_entry(entry, is_root=at == 0)

    def _check_entry(self, entry: bytes, *, is_root: bool) -> None:
        start, length = _word(entry, 116), _word(entry, 120)
        if length > len(self._data):
            raise refuse_truncated()
        if not is_root and length < _SMALL_STREAM:
            for _ in self._chain(start, self._small_table):
                pass
        elif _name(entry) in _WORKBOOKS:
            _check_records(self._joined(self._chain(start, self._table)))
        else:
            for number in self._chain(start, self._table):
                self._sector(number)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size if self._size > _HEADER else _HEADER + number * self._size
        if at >= len(self._data):
            raise refuse_truncated()
        return self._data[at : at + self._size]

    def _joined(self, chain: Iterator[int]) -> bytes:
        return b"".join(self._sector(number) for number in chain)

    def _numbers(self, chain: Iterator[int]) -> Sequence[int]:
        data = self._joined(chain)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        seen: set[int] = set()
        while start != _END and (start < _LAST_SECTOR or seen):
            if start in seen or start >= len(table):
                raise refuse_truncated()
            seen.add(start)
            yield start
            start = table[start]

    def _sector_table(self) -> Sequence[int]:
        """The table of each sector's successor."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        following, seen = _word(self._data, 68), set[int]()
        while following < _LAST_SECTOR:
            if following in seen:
                raise refuse_truncated()
            seen.add(following)
            more = self._numbers(iter([following]))
            places += more[:-1]
            following = more[-1]
        return self._numbers(one for one in places if one < _LAST_SECTOR)


def _name(entry: bytes) -> str:
    return entry[: _word(entry, 64, "<H")].decode("utf-16-le", "replace").rstrip("\0")


def _word(data: bytes | mmap, at: int, form: str = "<I") -> int:
    return int(struct.unpack_from(form, data, at)[0])


def _area(workbook: bytes, at: int) -> int:
    """The cells a sheet claims to use; one that ends before it begins claims more than any."""
    first, last, left, right = struct.unpack_from("<IIHH", workbook, at)
    return (last - first) * (right - left) if first <= last and left <= right else CELLS_LIMIT + 1


def _check_records(workbook: bytes) -> None:
    at, end = 0, len(workbook) - _RECORD.size
    top, widest = -1, 0
    unpack = _RECORD.unpack_from
    while at <= end:
        kind, length = unpack(workbook, at)
        if kind in _CELLS and length >= 4:
            row, column = unpack(workbook, at + 4)
            top = row if top < 0 else top
            widest = max(widest, column)
            if column >= _COLUMNS or row < top or (row - top) * widest > CELLS_LIMIT:
                raise refuse_truncated()
        elif kind == _BEGIN:
            top, widest = -1, 0
        elif (kind == _SHARED_STRINGS and length >= 8 and _word(workbook, at + 8) > len(workbook)) or (
            kind == _DIMENSIONS and length >= 14 and _area(workbook, at + 4) > CELLS_LIMIT
        ):
            raise refuse_truncated()
        at += _RECORD.size + length
