"""Reads CSV and TSV in the encodings that offices really write: UTF-8, UTF-16 and GB18030."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.base.errors import FileRefused
from app.files.shared.rows import Row, Sheet, until_blank

# Decoding holds the interpreter lock: small pieces keep the window responsive.
_CHUNK = 1 << 16
_SAMPLE = 1 << 16
# Each read from the disk releases the interpreter lock and takes it back at once, which starves other threads.
_BUFFER = 1 << 20
_FIELD_LIMIT = 4 << 20
# A cell with more line breaks than any reply has: a quote was opened and never closed.
_LINES_IN_A_CELL = 1000
_DELIMITERS = ("\t", ",", ";", "|")
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}

csv.field_size_limit(_FIELD_LIMIT)


def refuse_text() -> FileRefused:
    """The error for a file that is neither a workbook nor a readable text."""
    return FileRefused("文件不是可识别的表格，未导入", hint="请导出为 .xlsx、.xls、.csv 或 .docx 后再导入")


def delimited_sheets(path: Path, encoding: str) -> Iterator[Sheet]:
    """The one sheet of a text file, named after the file.

    Raises:
        FileRefused: a quote is opened and never closed.

    """
    with path.open(encoding=encoding, newline="", buffering=_BUFFER) as text:
        yield Sheet(path.stem, until_blank(rows_of_text(text, _delimiter_of(path, encoding))))


def rows_of_text(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """The rows of delimited text, numbered from 1 as a spreadsheet would show them.

    Raises:
        FileRefused: a quote is opened and never closed.

    """
    reader = csv.reader(lines, delimiter=delimiter)
    number, before = 0, 0
    try:
        for row in reader:
            number += 1
            if reader.line_num - before > _LINES_IN_A_CELL:
                raise _unclosed(number)
            before = reader.line_num
            if number == 1 and len(row) <= 2 and row and row[0].lower().startswith("sep="):
                continue
            yield number, [_plain(cell) if cell[:1] == "=" else cell for cell in row]
    except csv.Error as error:
        raise _unclosed(number + 1) from error


def _unclosed(row: int) -> FileRefused:
    return FileRefused(f"第 {row} 行的引号没有配对，未导入", hint="请用 Excel 或 WPS 打开检查后另存为 .xlsx")


def _plain(cell: str) -> str:
    """Takes the text out of ="0012", as exports write it to keep Excel from changing a number."""
    return cell[2:-1] if len(cell) >= 3 and cell.startswith('="') and cell.endswith('"') else cell


def text_encoding(path: Path) -> str:
    """The encoding in which the whole file can be read.

    Raises:
        FileRefused: in none of them, or the text has control characters.

    """
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    for encoding in _candidates(start):
        if _decodes(path, encoding):
            return encoding
    raise refuse_text()


def _candidates(start: bytes) -> Iterator[str]:
    if start.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    elif b"\0" in start:
        odd, even = start[1::2].count(0), start[::2].count(0)
        yield "utf-16-le" if odd >= even else "utf-16-be"
    else:
        yield from ("utf-8", "gb18030")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                if not _is_text(decoder.decode(piece)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    return not any(ord(character) in _CONTROL for character in set(sample))


def _delimiter_of(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as text:
        return delimiter_of(text.read(_SAMPLE))


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts the beginning of a text into the most columns; a tab when nothing does."""
    head = sample.lstrip("\ufeff")
    if head[:4].lower() == "sep=" and len(head) > 4:
        return head[4]
    return max(_DELIMITERS, key=lambda one: _columns(head, one))


def _columns(sample: str, delimiter: str) -> int:
    widest = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(sample), delimiter=delimiter)):
            widest = max(widest, sum(1 for cell in row if cell.strip()))
            if number > 30:
                break
    except csv.Error:
        return widest
    return widest
