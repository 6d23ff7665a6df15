"""Small made-up evidence files: pictures with and without EXIF, documents, sounds, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import count
from pathlib import Path

_SERIAL = count(1)


def exif(taken: str = "", place: tuple[float, float] | None = None, *, order: str = "<") -> bytes:
    """An EXIF block with the time of taking (`2026:11:20 10:05:00`) and latitude and longitude."""

    def pack(form: str, *values: int) -> bytes:
        return struct.pack(order + form, *values)

    def entry(tag: int, kind: int, number: int, value: bytes) -> bytes:
        return pack("HHI", tag, kind, number) + value.ljust(4, b"\0")

    parts: list[tuple[int, bytes]] = []
    if taken:
        parts.append((0x8769, b"taken"))
    if place is not None:
        parts.append((0x8825, b"gps"))
    start = 8 + 2 + 12 * len(parts) + 4
    main, bodies = b"", b""
    for tag, what in parts:
        offset = start + len(bodies)
        main += entry(tag, 4, 1, pack("I", offset))
        if what == b"taken":
            text = taken.encode() + b"\0"
            bodies += pack("H", 1) + entry(0x9003, 2, len(text), pack("I", offset + 18)) + pack("I", 0) + text
        elif place is not None:
            data = offset + 2 + 12 * 4 + 4
            bodies += pack("H", 4)
            bodies += entry(1, 2, 2, b"N\0") + entry(2, 5, 3, pack("I", data))
            bodies += entry(3, 2, 2, b"E\0") + entry(4, 5, 3, pack("I", data + 24)) + pack("I", 0)
            for degrees in place:
                bodies += pack("6I", round(degrees * 100_000), 100_000, 0, 1, 0, 1)
    head = (b"II" if order == "<" else b"MM") + pack("H", 42) + pack("I", 8)
    return head + pack("H", len(parts)) + main + pack("I", 0) + bodies


def jpeg(width: int = 1280, height: int = 960, *, block: bytes = b"", whole: bool = True, serial: int = 0) -> bytes:
    """A JPEG's structure without a picture in it; every one differs unless a `serial` is given."""
    remark = f"made up {serial or next(_SERIAL)}".encode()
    pieces = [b"\xff\xd8"]
    if block:
        pieces.append(b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block)
    pieces.append(b"\xff\xfe" + struct.pack(">H", len(remark) + 2) + remark)
    pieces.append(b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0")
    pieces.append(b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x55" * 64)
    return b"".join(pieces) + (b"\xff\xd9" if whole else b"")


def photo(day: str = "2026:11:22 10:05:00", **said: int) -> bytes:
    """A site picture with time and place."""
    return jpeg(block=exif(day, (40.07, 116.33)), **said)


def png(width: int = 1280, height: int = 960, *, whole: bool = True) -> bytes:
    """A PNG whose picture is empty."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    remark = chunk(b"tEXt", f"made up\0{next(_SERIAL)}".encode())
    end = chunk(b"IEND", b"") if whole else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + remark + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + end


def pdf(*, whole: bool = True) -> bytes:
    """Something that begins and ends like a PDF."""
    return f"%PDF-1.4\n% made up {next(_SERIAL)}\n".encode() + (b"trailer\n%%EOF\n" if whole else b"")


def wav() -> bytes:
    """A sound's head."""
    body = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + str(next(_SERIAL)).encode()
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def docx() -> bytes:
    """The skeleton of a Word document."""
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": f"<w>{next(_SERIAL)}</w>".encode()})


def xlsx() -> bytes:
    """The skeleton of a workbook."""
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": f"<w>{next(_SERIAL)}</w>".encode()})


def bomb(member: str = "word/media/big.bin") -> bytes:
    """A small document that unpacks to 300 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        with archive.open(member, "w", force_zip64=True) as body:
            for _ in range(300):
                body.write(bytes(1 << 20))
    return made.getvalue()


def written(path: Path, content: bytes) -> Path:
    """The path with the content in it."""
    path.write_bytes(content)
    return path
