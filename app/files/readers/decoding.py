"""Finds the encoding of a text file, and decodes line by line what no encoding reads whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from app.base.errors import FileRefused
from app.files.shared.rows import BrokenRow, Row

# In the text of a line: bytes that are no character of the line's encoding.
UNREADABLE = "\ufffd"

# Decoding holds the interpreter lock: small pieces keep the window responsive.
_CHUNK = 1 << 16
_SAMPLE = 1 << 16
_LONGEST_LINE = 4 << 20
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
# Four Chinese characters of UTF-8 in a row, which GB18030 reads as six rare ones; by kinds of bytes, as that is fast.
_KINDS = bytes(0xE4 if 0xE4 <= byte <= 0xE9 else 0x80 if 0x80 <= byte <= 0xBF else 0 for byte in range(256))
_UTF8_RUN = b"\xe4\x80\x80" * 4
# More than one sign in so many that is none: the file is no text.
_FEW_DAMAGED = 20
_UTF16_BREAKS = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}


def refuse_text() -> FileRefused:
    """The error for a file that is neither a workbook nor a readable text."""
    return FileRefused("文件不是可识别的表格，未导入", hint="请导出为 .xlsx、.xls、.csv 或 .docx 后再导入")


def text_encoding(path: Path) -> str | None:
    """The encoding in which the whole file can be read; None when only its lines can, each in its own.

    Raises:
        FileRefused: the file is no text.

    """
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    for encoding in _candidates(start):
        if _decodes(path, encoding):
            return encoding
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or not _is_damaged_text(start):
        raise refuse_text()
    return None


def mended_lines(path: Path) -> Iterator[str]:
    """The lines of a file in the encoding of each, without NUL, with `UNREADABLE` for what is no character."""
    with path.open("rb") as file:
        while block := file.readline(_LONGEST_LINE):
            yield from lines_of(block)


def lines_of(data: bytes) -> Iterator[str]:
    """The lines of a text, as `mended_lines` gives them."""
    for line in data.splitlines(keepends=True):
        yield _decoded(line.removeprefix(codecs.BOM_UTF8)).replace("\0", "")


def mark_unreadable(row: Row) -> Row:
    """The row, as a broken one when a cell holds what is no character."""
    number, cells = row
    at = next((at for at, cell in enumerate(cells, 1) if isinstance(cell, str) and UNREADABLE in cell), 0)
    if not at or isinstance(cells, BrokenRow):
        return row
    return number, BrokenRow(cells, f"第 {at} 栏有认不出的字符（显示为 {UNREADABLE}）；请对照原文件改好后再导入")


def _decoded(line: bytes) -> str:
    """A line as UTF-8 when most of it is UTF-8, else as GB18030."""
    text = line.decode("utf-8", "replace")
    damaged = text.count(UNREADABLE)
    if not damaged or sum(not sign.isascii() for sign in text) > 3 * damaged:
        return text
    return line.decode("gb18030", "replace")


def _candidates(start: bytes) -> Iterator[str]:
    if start.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    elif b"\0" in start:
        odd, even = start[1::2].count(0), start[::2].count(0)
        encoding = "utf-16-le" if odd >= even else "utf-16-be"
        if _UTF16_BREAKS[encoding] in start:
            yield encoding
    else:
        yield from ("utf-8", "gb18030")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                if encoding == "gb18030" and _UTF8_RUN in piece.translate(_KINDS):
                    return False
                if not _is_text(decoder.decode(piece)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    return not any(ord(character) in _CONTROL for character in set(sample))


def _is_damaged_text(start: bytes) -> bool:
    """Whether the beginning of a file is text but for a few signs."""
    lines = [_decoded(line) for line in start.splitlines(keepends=True)]
    damaged = sum(sign == UNREADABLE or ord(sign) in _CONTROL for line in lines for sign in line)
    return damaged * _FEW_DAMAGED <= sum(map(len, lines))
