"""Cuts a large worksheet into small workbooks, so that memory stays bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.files.readers.archives import CHUNK, Archive, refuse_bomb, refuse_truncated
from app.files.readers.extents import Extent, Tags
from app.files.readers.zips import Stored, zip_of
from app.files.shared.rows import BLANK_ROWS_THAT_END_A_SHEET

_SLICE_BYTES = 8 << 20
_MANY_STRINGS = 4 << 20
_SLICE_CELLS = 3_000_000
_HEAD_LIMIT = 4 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_ROOT_RELS = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELS = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE_RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE_RELS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE_RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_BOOK = (
    f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_RELS}">'
    '<workbookPr date1904="{date1904}"/><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


_NO_STYLES = f'<styleSheet xmlns="{_MAIN}"/>'.encode()
_NO_STRINGS = f'<sst xmlns="{_MAIN}"/>'.encode()
_WIDEST_KEPT = 702


@dataclass(slots=True)
class _Progress:
    """The progress through one worksheet: the last row met and the last one that held a value."""

    row: int = 0
    valued: int = 0


class Slicer:
    """Yields the useful part of one worksheet as small workbooks."""

    def __init__(self, archive: Archive, *, styles: str, strings: str, date1904: bool) -> None:
        """Takes the names of the members with styles and shared strings; each may be missing."""
        self._archive = archive
        self._shared = [
            Stored.of("[Content_Types].xml", _CONTENT_TYPES.encode()),
            Stored.of("_rels/.rels", _ROOT_RELS.encode()),
            Stored.of("xl/_rels/workbook.xml.rels", _BOOK_RELS.encode()),
            Stored.of("xl/workbook.xml", _BOOK.format(date1904=int(date1904)).encode()),
            archive.raw(styles, "xl/styles.xml") or Stored.of("xl/styles.xml", _NO_STYLES),
            archive.raw(strings, "xl/sharedStrings.xml") or Stored.of("xl/sharedStrings.xml", _NO_STRINGS),
        ]
        # The shared strings are parsed again for every slice: with many of them fewer, larger slices are faster.
        self._slice_bytes = _SLICE_BYTES if archive.size(strings) < _MANY_STRINGS else 2 * _SLICE_BYTES

    def books(self, name: str, extent: Extent) -> Iterator[tuple[int, bytes]]:
        """(what to add to the slice's row numbers, a complete .xlsx of one sheet), until the data ends.

        Raises:
            FileRefused: damaged, too large, or one row larger than any ticket.

        """
        progress = _Progress()
        for head, tags, part, last in self._parts(name, extent):
            before = progress.row
            useful, ended = _useful(tags, part, progress)
            if extent.columns > _WIDEST_KEPT:
                useful = _far_cells(tags).sub(b"", useful)
            if useful:
                sheet = head + useful + tags.end + b"></" + tags.prefix + b"worksheet>"
                member = Stored.of("xl/worksheets/sheet1.xml", sheet)
                yield (0 if tags.number_at(useful, 0) else before), zip_of([*self._shared, member])
            if ended or last:
                return

    def _parts(self, name: str, extent: Extent) -> Iterator[tuple[bytes, Tags, bytes, bool]]:
        """(head of the sheet, its tags, some whole rows, whether they are the last)."""
        rows_at_once = _SLICE_CELLS // min(extent.columns, _WIDEST_KEPT)
        chunks = self._archive.chunks(name)
        buffer = bytearray(_until_rows(chunks))
        tags = Tags.of(bytes(buffer))
        if buffer.find(b"<" + tags.prefix + b"sheetData/>") >= 0:
            return
        start = max(0, buffer.find(tags.row))
        head, rows = bytes(buffer[:start]), buffer.count(tags.row)
        del buffer[:start]
        for chunk in chunks:
            if buffer.find(tags.end, max(0, len(buffer) - len(chunk) - CHUNK)) >= 0:
                break
            buffer += chunk
            rows += chunk.count(tags.row)
            if len(buffer) >= self._slice_bytes or rows >= rows_at_once:
                cut = buffer.rfind(tags.row)
                if cut <= 0:
                    raise refuse_bomb()
                yield head, tags, bytes(buffer[:cut]), False
                del buffer[:cut]
                rows = 1
        end = buffer.rfind(tags.end)
        if end < 0:
            raise refuse_truncated()
        yield head, tags, bytes(buffer[:end]), True


def _until_rows(chunks: Iterator[bytes]) -> bytes:
    """The beginning of the worksheet, up to and with the chunk in which the rows begin."""
    start = b""
    for chunk in chunks:
        start += chunk
        tags = Tags.of(start)
        if tags.row in start or tags.end in start or len(start) > _HEAD_LIMIT:
            return start
    return start


def _useful(tags: Tags, part: bytes, progress: _Progress) -> tuple[bytes, bool]:
    """The rows before a gap of 200 without a value, and whether there was such a gap."""
    starts = [found.start() for found in re.finditer(tags.row + rb"[\s>/]", part)]
    if not starts:
        return b"", False
    values = [value for value in tags.value if value in part]
    for at, end in zip(starts, [*starts[1:], len(part)], strict=True):
        progress.row = tags.number_at(part, at) or progress.row + 1
        if progress.row - progress.valued > BLANK_ROWS_THAT_END_A_SHEET:
            return part[:at], True
        if any(part.find(value, at, end) >= 0 for value in values):
            progress.valued = progress.row
    return part, False


def _far_cells(tags: Tags) -> re.Pattern[bytes]:
    cell = re.escape(tags.prefix) + b"c"
    start = rb"<" + cell + rb"\s+(?:[^>]*?\s)?r=[\"'][A-Z]{3}\d+[\"']"
    return re.compile(start + rb"[^>]*/>|" + start + rb"[^>]*>.*?</" + cell + rb">", re.DOTALL)
