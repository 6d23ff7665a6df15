"""Reads Excel workbooks, .xlsx and BIFF .xls, at the speed of calamine and within bounded memory."""

from __future__ import annotations

import io
import mmap
import posixpath
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from app.base.errors import FileRefused
from app.files.readers.archives import Archive, check_xml, refuse_bomb, refuse_doctype, refuse_truncated
from app.files.readers.compound import check_compound
from app.files.readers.compound import odd_cells as odd_biff_cells
from app.files.readers.extents import Extent, look_over
from app.files.readers.odd_cells import odd_cells
from app.files.readers.slices import Slicer
from app.files.shared.rows import Merges, OddCells, Row, Sheet, until_blank, with_odd

_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_BOOK = "xl/workbook.xml"
_BOOK_RELS = "xl/_rels/workbook.xml.rels"
_OLE = b"\xd0\xcf\x11\xe0"
_STRINGS_LIMIT = 200 << 20
_SMALL_LIMIT = 32 << 20
_WHOLE_LIMIT = 330 << 20
_SOON_LIMIT = 40 << 20
_FEW_STRINGS = 16 << 20
_CELL_BYTES = 32
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_DECLARED = re.compile(rb"uniqueCount\s*=\s*[\"']\s*([0-9]+)")
_XLS_CELLS_LIMIT = 6_000_000
_XLS_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{4})(.{4})(.{2})(.{2})\x00\x00", re.DOTALL)
# The record that marks a stream as encrypted; calamine would only call the file damaged.
_XLS_FILEPASS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)

# A parser without network access and entity expansion.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def refuse_password() -> FileRefused:
    """The error for a protected workbook."""
    return FileRefused("文件有密码保护，未导入", hint="请在 Excel 或 WPS 里取消打开密码后再导入")


def refuse_foreign() -> FileRefused:
    """The error for a file that holds no workbook."""
    return FileRefused("文件不是 Excel 工作簿，未导入", hint="请用 Excel 或 WPS 另存为 .xlsx 后再导入")


def xlsx_sheets(path: Path, *, soon: bool = False) -> Iterator[Sheet]:
    """The worksheets of an .xlsx file in their order; `soon` cuts large ones, so that the first rows come early.

    Raises:
        FileRefused: damaged, truncated, protected, too large when unpacked, or XML with entities.

    """
    with Archive(path) as archive:
        if _BOOK not in archive.names():
            raise refuse_foreign()
        strings = _strings_name(archive)
        _check_small_parts(archive, strings)
        extents = {name: look_over(archive, name) for name in archive.names() if _WORKSHEET.fullmatch(name)}
        if not extents:
            raise refuse_foreign()
        string_bytes = archive.size(strings)
    limit = _SOON_LIMIT if soon and string_bytes < _FEW_STRINGS else _WHOLE_LIMIT
    if all(_fits_whole(extent, string_bytes, limit) for extent in extents.values()):
        with path.open("rb") as file:
            book = _open(file)
        yield from _whole(book, _odd_by_name(path, extents))
    else:
        yield from _sliced(path, extents)


def xls_sheets(path: Path) -> Iterator[Sheet]:
    """The worksheets of a BIFF .xls file in their order.

    Raises:
        FileRefused: damaged, truncated, protected, or a sheet that claims an absurd area.

    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        odd: list[OddCells] = []
        if data[: len(_OLE)] == _OLE:
            check_compound(data)
            odd = odd_biff_cells(data)
        if _XLS_FILEPASS.search(data):
            raise refuse_password()
        if any(_is_absurd(found) for found in _XLS_DIMENSIONS.finditer(data)):
            raise FileRefused("工作表的使用区域过大，未导入", hint="请删除数据以外的行列，或另存为 .xlsx 后再导入")
    with path.open("rb") as file:
        book = _open(file)
    yield from _whole(book, dict(zip(book.sheet_names, odd, strict=False)))


def _is_absurd(found: re.Match[bytes]) -> bool:
    first, last, left, right = (int.from_bytes(part, "little") for part in found.groups())
    return first <= last <= 65536 and left <= right <= 256 and last * right > _XLS_CELLS_LIMIT


def _strings_name(archive: Archive) -> str:
    return next((name for name in archive.names() if name.lower() == _STRINGS.lower()), _STRINGS)


def _check_small_parts(archive: Archive, strings: str) -> None:
    """Inflates the parts that calamine reads besides the worksheets, within the budget."""
    names = archive.names()
    for name in (_BOOK, _BOOK_RELS, _STYLES):
        if name in names:
            check_xml(archive, name)
            archive.read(name, limit=_SMALL_LIMIT)
    if strings in names:
        if archive.size(strings) > _STRINGS_LIMIT:
            raise refuse_bomb()
        for number, chunk in enumerate(archive.chunks(strings)):
            if number == 0:
                refuse_doctype(chunk)
                _check_count(chunk, archive.size(strings))


def _check_count(start: bytes, size: int) -> None:
    """Checks the declared number of texts: memory is taken for it before the first of them is read."""
    found = _DECLARED.search(start)
    if found and (len(found.group(1)) > len(str(size)) or int(found.group(1)) > size):
        raise refuse_truncated()


def _fits_whole(extent: Extent, strings: int, limit: int) -> bool:
    needed = extent.rows * extent.columns * _CELL_BYTES + extent.size + strings
    return not extent.blank_tail and needed <= limit


def _open(file: IO[bytes]) -> CalamineWorkbook:
    try:
        return load_workbook(file)
    except PasswordError as error:
        raise refuse_password() from error
    except (CalamineError, OSError, ValueError) as error:
        raise refuse_truncated() from error
    except BaseException as error:
        raise _judge_panic(error) from error


def _judge_panic(error: BaseException) -> BaseException:
    """Turns calamine's panic on a damaged file into an error: a panic is no `Exception`."""
    return refuse_truncated() if type(error).__name__ == "PanicException" else error


def _whole(book: CalamineWorkbook, odd: Mapping[str, OddCells]) -> Iterator[Sheet]:
    with book:
        for name in book.sheet_names:
            sheet = _load(book, name)
            rows: Iterator[Row] = enumerate(sheet.iter_rows(), 1)
            shown = with_odd(rows, odd[name]) if odd.get(name) else rows
            yield Sheet(name, until_blank(shown), _merges(sheet), bool(odd.get(name)))
            # Freeing a large sheet holds the interpreter lock for up to 30 ms: let other threads run before the next.
            time.sleep(0.001)


def _merges(sheet: CalamineSheet) -> Merges:
    merges = Merges()
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        merges.add(top + 1, left, bottom + 1)
    return merges


def _load(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise refuse_truncated() from error
    except BaseException as error:
        raise _judge_panic(error) from error


def _sliced(path: Path, extents: dict[str, Extent]) -> Iterator[Sheet]:
    with Archive(path) as archive:
        book = _parsed(archive, _BOOK)
        date1904 = any(one.get("date1904") in ("1", "true") for one in book.iter("{*}workbookPr"))
        slicer = Slicer(archive, styles=_STYLES, strings=_strings_name(archive), date1904=date1904)
        for name, part in _parts(archive, book):
            if part in extents:
                rows, extent = _slices(slicer, part, extents[part]), extents[part]
                odd = odd_cells(archive, part) if extent.has_odd else {}
                yield Sheet(name, until_blank(with_odd(rows, odd) if odd else rows), extent.merges, bool(odd))


def _parts(archive: Archive, book: etree._Element) -> Iterator[tuple[str, str]]:
    """The name and the member of each worksheet, in the workbook's order."""
    rels = _parsed(archive, _BOOK_RELS)
    targets = {str(one.get("Id")): _part_name(one.get("Target", "")) for one in rels.iter("{*}Relationship")}
    for sheet in book.iter("{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        yield str(sheet.get("name", "")), targets.get(str(ids[0]), "") if ids else ""


def _odd_by_name(path: Path, extents: dict[str, Extent]) -> dict[str, OddCells]:
    if not any(extent.has_odd for extent in extents.values()):
        return {}
    with Archive(path) as archive:
        parts = _parts(archive, _parsed(archive, _BOOK))
        return {name: odd_cells(archive, part) for name, part in parts if part in extents and extents[part].has_odd}


def _parsed(archive: Archive, name: str) -> etree._Element:
    if name not in archive.names():
        raise refuse_truncated()
    try:
        return etree.fromstring(archive.read(name, limit=_SMALL_LIMIT), _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse_truncated() from error


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _slices(slicer: Slicer, part: str, extent: Extent) -> Iterator[Row]:
    for offset, data in slicer.books(part, extent):
        with _open(io.BytesIO(data)) as book:
            sheet = _load(book, "s")
            if sheet.start is None:
                continue
            top, left = sheet.start
            pad: list[object] = [""] * left
            for number, row in enumerate(sheet.to_python(skip_empty_area=True), offset + top + 1):
                yield number, [*pad, *row]
