"""Reads the shared libraries that an ELF file asks for, and makes its own search path hold for what it loads.

DT_RUNPATH serves only the file that has it and makes the loader forget the program's path; DT_RPATH is searched for
everything below. The two differ in one number, so it is changed in place: no section moves, no tool is needed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_LOAD, _DYNAMIC, _INTERPRETER = 1, 2, 3
_NEEDED, _STRTAB, _SYMTAB, _SONAME, _RPATH, _RUNPATH = 1, 5, 6, 14, 15, 29
MACHINES = {62: "amd64", 183: "arm64"}


class NotElf(Exception):
    """The file is no 64-bit little-endian ELF file."""


@dataclass(frozen=True, slots=True)
class Elf:
    """What the loader reads of a file; a text is empty where it has none."""

    arch: str
    needed: tuple[str, ...]
    soname: str
    runpath: str
    interpreter: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a library that offers one single name offers: the name, its bytes, and for which processor."""

    name: str
    data: bytes
    arch: str


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: int
    offset: int
    address: int
    size: int


def is_elf(path: Path) -> bool:
    """Whether the file begins as every ELF file does."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def read_elf(path: Path) -> Elf:
    """Reads one file.

    Raises:
        NotElf: it is not a 64-bit little-endian ELF file.

    """
    data = path.read_bytes()
    segments = _segments(data, path)
    entries = _dynamic(data, segments)
    table = next((value for _, tag, value in entries if tag == _STRTAB), 0)
    base = _offset_of(table, segments)

    def text(tag: int) -> tuple[str, ...]:
        return tuple(_text(data, base + value) for _, found, value in entries if found == tag)

    interpreter = next((_text(data, part.offset) for part in segments if part.kind == _INTERPRETER), "")
    arch = MACHINES.get(struct.unpack_from("<H", data, 18)[0], "")
    one = {tag: "".join(text(tag)) for tag in (_SONAME, _RUNPATH)}
    return Elf(arch, text(_NEEDED), one[_SONAME], one[_RUNPATH], interpreter)


def symbol_of(path: Path) -> Symbol:
    """The first name that a library offers.

    Raises:
        NotElf: it is not a 64-bit little-endian ELF file.

    """
    data = path.read_bytes()
    segments = _segments(data, path)
    values = {tag: value for _, tag, value in _dynamic(data, segments)}
    # The first entry of the table is empty.
    table = _offset_of(values[_SYMTAB], segments) + 24
    text, _, _, _, address, size = struct.unpack_from("<IBBHQQ", data, table)
    start = _offset_of(address, segments)
    arch = MACHINES.get(struct.unpack_from("<H", data, 18)[0], "")
    return Symbol(_text(data, _offset_of(values[_STRTAB], segments) + text), data[start : start + size], arch)


def extend_search_to_all(path: Path) -> bool:
    """Turns the file's DT_RUNPATH into DT_RPATH; False where it has none."""
    data = path.read_bytes()
    places = [place for place, tag, _ in _dynamic(data, _segments(data, path)) if tag == _RUNPATH]
    with path.open("r+b") as file:
        for place in places:
            file.seek(place)
            file.write(struct.pack("<q", _RPATH))
    return bool(places)


def _segments(data: bytes, path: Path) -> list[_Segment]:
    if data[:6] != b"\x7fELF\x02\x01":
        raise NotElf(str(path))
    start, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    found = []
    for number in range(count):
        kind, _, offset, address, _, length = struct.unpack_from("<IIQQQQ", data, start + number * size)
        found.append(_Segment(kind, offset, address, length))
    return found


def _dynamic(data: bytes, segments: list[_Segment]) -> list[tuple[int, int, int]]:
    """The entries of the dynamic section: place in the file, tag, value."""
    found = []
    for part in segments:
        if part.kind == _DYNAMIC:
            for place in range(part.offset, part.offset + part.size, 16):
                tag, value = struct.unpack_from("<qQ", data, place)
                if tag == 0:
                    break
                found.append((place, tag, value))
    return found


def _offset_of(address: int, segments: list[_Segment]) -> int:
    for part in segments:
        if part.kind == _LOAD and part.address <= address < part.address + part.size:
            return address - part.address + part.offset
    return 0


def _text(data: bytes, start: int) -> str:
    return data[start : data.index(b"\0", start)].decode("utf-8")
