"""Reads a picture's metadata: size in pixels, whether it is whole, when and where it was taken (EXIF)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from app.base.clock import from_local

_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SOS, _EOI, _APP1 = 0xDA, 0xD9, 0xE1
_MOST_SEGMENTS, _MOST_CHUNKS = 2_000, 200_000
_TAIL = 1 << 16
# EXIF tags: the time of the picture with its zone, the time of the file, and the two inner directories.
_TAKEN, _ZONE, _WRITTEN, _EXIF, _GPS = 0x9003, 0x9011, 0x0132, 0x8769, 0x8825
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")
PNG_MARK = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """The metadata of a picture; `whole` is whether its end is there."""

    width: int
    height: int
    whole: bool
    taken_at: datetime | None = None
    place: str = ""


class BadPicture(ValueError):
    """A file that begins like a picture but is none."""


def read_jpeg(file: BinaryIO) -> Picture:
    """A JPEG's size, end and EXIF; a camera's time without a zone is Beijing time.

    Raises:
        BadPicture: there is no frame in it.

    """
    size: tuple[int, int] | None = None
    taken_at, place = None, ""
    for marker, body in _segments(file):
        if marker in _FRAMES and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            size = (width, height)
        elif marker == _APP1 and body.startswith(b"Exif\0\0"):
            taken_at, place = _read_exif(body[6:])
    if size is None or 0 in size:
        raise BadPicture("no frame")
    return Picture(*size, _ends_with(file, b"\xff\xd9"), taken_at, place)


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The segments before the picture's data, each with its marker."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        lead = file.read(2)
        while len(lead) == 2 and lead == b"\xff\xff":  # fill bytes
            lead = b"\xff" + file.read(1)
        if len(lead) < 2 or lead[0] != 0xFF:
            return
        if lead[1] in _STANDALONE:
            continue
        length = file.read(2)
        if len(length) < 2 or lead[1] in {_SOS, _EOI}:
            return
        body = file.read(max(struct.unpack(">H", length)[0] - 2, 0))
        yield lead[1], body


def _ends_with(file: BinaryIO, mark: bytes) -> bool:
    """Whether the mark stands near the end: some cameras and chat programs write a little behind it."""
    length = file.seek(0, 2)
    file.seek(max(length - _TAIL, 0))
    return mark in file.read()


def read_png(file: BinaryIO) -> Picture:
    """A PNG's size, end and EXIF.

    Raises:
        BadPicture: its head is broken.

    """
    file.seek(len(PNG_MARK))
    head = file.read(16)
    if len(head) < 16 or head[4:8] != b"IHDR":
        raise BadPicture("no head")
    width, height = struct.unpack(">II", head[8:16])
    if not width or not height:
        raise BadPicture("no size")
    file.seek(len(PNG_MARK))
    taken_at, place, whole = None, "", False
    for _ in range(_MOST_CHUNKS):
        lead = file.read(8)
        if len(lead) < 8:
            break
        length, kind = struct.unpack(">I4s", lead)
        if kind == b"eXIf" and length <= _TAIL:
            taken_at, place = _read_exif(file.read(length))
            file.seek(4, 1)
        else:
            file.seek(length + 4, 1)
        whole = kind == b"IEND"
        if whole:
            break
    return Picture(width, height, whole, taken_at, place)


def _read_exif(data: bytes) -> tuple[datetime | None, str]:
    """When and where; unreadable values are left out: a broken EXIF does not make a broken picture."""
    try:
        order = {b"II": "<", b"MM": ">"}[data[:2]]
        main = _directory(data, order, struct.unpack_from(f"{order}I", data, 4)[0])
        inner = _directory(data, order, _number(main, _EXIF, order))
        gps = _directory(data, order, _number(main, _GPS, order))
    except (KeyError, struct.error, IndexError):
        return None, ""
    taken = _text(inner.get(_TAKEN)) or _text(main.get(_WRITTEN))
    return _instant(taken, _text(inner.get(_ZONE))), _place(gps, order)


def _directory(data: bytes, order: str, offset: int) -> dict[int, bytes]:
    """A directory's values as bytes by tag; an offset of 0 is no directory."""
    if not offset:
        return {}
    found: dict[int, bytes] = {}
    (count,) = struct.unpack_from(f"{order}H", data, offset)
    for place in range(offset + 2, offset + 2 + 12 * min(count, 512), 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", data, place)
        length = _WIDTHS.get(kind, 0) * number
        start = place + 8 if length <= 4 else struct.unpack_from(f"{order}I", data, place + 8)[0]
        if 0 < length <= len(data) - start:
            found[tag] = data[start : start + length]
    return found


def _number(values: dict[int, bytes], tag: int, order: str) -> int:
    value = values.get(tag, b"")
    return int(struct.unpack(f"{order}I", value)[0]) if len(value) == 4 else 0


def _text(value: bytes | None) -> str:
    return (value or b"").split(b"\0")[0].decode("ascii", "replace").strip()


def _instant(text: str, zone: str) -> datetime | None:
    match, offset = _TIME.fullmatch(text), _OFFSET.fullmatch(zone)
    if match is None:
        return None
    try:
        wall = datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - the zone follows
        if offset is None:
            return from_local(wall)
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return wall.replace(tzinfo=UTC) - (ahead if offset[1] == "+" else -ahead)
    except (ValueError, OverflowError):
        return None


def _place(gps: dict[int, bytes], order: str) -> str:
    """Latitude and longitude in degrees as people write them; empty without both."""
    north, east = _degrees(gps.get(2), order), _degrees(gps.get(4), order)
    if north is None or east is None or north > 90 or east > 180 or not (north or east):
        return ""
    side = {"S": "南纬"}.get(_text(gps.get(1)), "北纬"), {"W": "西经"}.get(_text(gps.get(3)), "东经")
    return f"{side[0]} {north:.5f}°，{side[1]} {east:.5f}°"


def _degrees(value: bytes | None, order: str) -> float | None:
    if value is None or len(value) != 24:
        return None
    parts = struct.unpack(f"{order}6I", value)
    if 0 in parts[1::2]:
        return None
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return float(sum(part / whole / 60**place for place, (part, whole) in enumerate(pairs)))
