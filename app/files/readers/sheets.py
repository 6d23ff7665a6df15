"""Opens any supported file as sheets of rows; the format is detected from the content, never the name."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from app.base.errors import FileRefused, system_words
from app.files.readers.archives import Archive, refuse_truncated
from app.files.readers.decoding import refuse_text, text_encoding
from app.files.readers.delimited import delimited_sheets
from app.files.readers.foreign import refuse_foreign_start, refuse_foreign_zip
from app.files.readers.markup import html_sheets, spreadsheet_xml_sheets
from app.files.readers.pasted import sheets_of_text
from app.files.readers.web_archives import is_web_archive, web_archive_sheets
from app.files.readers.word import docx_sheets
from app.files.readers.workbooks import refuse_password, xls_sheets, xlsx_sheets
from app.files.shared.rows import Row, Sheet

__all__ = ["Row", "Sheet", "open_sheets", "sheets_of_text"]

_START = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
# The entry of a workbook in the directory of a compound file: its name, filled up to 64 bytes, and the name's length.
_ENTRY = re.compile(
    b"|".join(
        b"%b\0{%d}%b" % (name.encode("utf-16-le"), 64 - 2 * len(name), struct.pack("<H", 2 * len(name) + 2))
        for name in ("Workbook", "Book", "WORKBOOK", "BOOK")
    )
)
_KIND = "mimetype"
_HTML = ("<html", "<table", "<!doctype html", "<head", "<meta", "<body")


def open_sheets(path: Path, extra: dict[str, str] | None = None, *, soon: bool = False) -> Iterator[Sheet]:
    """The sheets of a file in their order; walk each before asking for the next, close the generator when done.

    `extra` are labels people named (label → field); only print forms need them here. `soon` yields the first rows of
    a large .xlsx early.

    Raises:
        FileRefused: missing, empty, truncated, not a table, protected, too large unpacked, or XML with entities.

    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise FileRefused("文件无法读取，未导入", hint=system_words(error)) from error
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRefused("文件是空的，未导入", hint="请重新导出")
    refuse_foreign_start(start)
    if start.startswith(b"PK"):
        yield from _zipped(path, extra, soon=soon)
    elif start.startswith(_OLE):
        yield from _compound(path)
    elif start[:2] in _BIFF and start[2:4] in (b"\x08\x00", b"\x10\x00", b"\x06\x00", b"\x04\x00"):
        yield from xls_sheets(path)
    else:
        yield from _text(path, start)


def _zipped(path: Path, extra: dict[str, str] | None, *, soon: bool) -> Iterator[Sheet]:
    with Archive(path) as archive:
        names = set(archive.names())
        kind = archive.read(_KIND, limit=_START) if _KIND in names else b""
    if names.isdisjoint({"xl/workbook.xml", "xl/workbook.bin", "word/document.xml"}):
        refuse_foreign_zip(names, kind)
    if "word/document.xml" in names:
        return docx_sheets(path, extra)
    if "xl/workbook.bin" in names:
        raise FileRefused("暂不支持 .xlsb 工作簿，未导入", hint="请另存为 .xlsx 后再导入")
    return xlsx_sheets(path, soon=soon)


def _compound(path: Path) -> Iterator[Sheet]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_ENCRYPTED) >= 0:
            raise refuse_password()
        if _ENTRY.search(data, 0) is None:
            if data.find(_WORD) >= 0:
                raise FileRefused(
                    "旧版 Word 文件（.doc、.wps）无法读取，未导入", hint="请用 Word 或 WPS 另存为 .docx 后再导入"
                )
            raise refuse_truncated()
    return xls_sheets(path)


def _text(path: Path, start: bytes) -> Iterator[Sheet]:
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    head = plain[:2000].decode("ascii", errors="ignore")
    if is_web_archive(start):
        return web_archive_sheets(path)
    if head.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return spreadsheet_xml_sheets(path)
    if head.startswith("<?xml") or head.startswith(_HTML) or "<table" in head:
        if head.startswith("<?xml") and "<html" not in head and "<table" not in head:
            raise refuse_text()
        return html_sheets(path)
    return delimited_sheets(path, text_encoding(path))
