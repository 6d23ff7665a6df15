"""Leaves in ICU's data library only what sorts names the Chinese way.

Qt links ICU, whose 32 MB of data describe every language; the product asks it for nothing but the order of file names
in Qt's own file dialog. ICU itself foresees a data library with fewer items ("stub data"): it then answers that an
item is missing, and Qt does without. The library is written anew, as it holds nothing but one block of data.
"""

from __future__ import annotations

import struct
from fnmatch import fnmatch
from pathlib import Path

from installer.bundle.elf import MACHINES, symbol_of
from installer.bundle.steps import Unbuilt

LIBRARY = "libicudata.so.*"
# By their names behind `icudt73l/`.
KEPT = ("coll/root.res", "coll/res_index.res", "coll/ucadata.icu", "coll/zh*.res")
_ALIGNED = 16
_PAGE = 0x10000  # the largest page of any supported processor
_HASH, _STRTAB, _SYMTAB, _STRSZ, _SYMENT, _SONAME = 4, 5, 6, 10, 11, 14


def shrink_icu(tree: Path) -> int:
    """Writes each ICU data library of a tree with the kept items alone; returns how many bytes that saved.

    Raises:
        Unbuilt: the library is not one block of ICU data, or holds no item that is to be kept.

    """
    saved = 0
    for path in sorted(tree.rglob(LIBRARY)):
        found = symbol_of(path)
        before = path.stat().st_size
        path.write_bytes(data_library(path.name, found.name, found.arch, kept_items(found.data, path.name)))
        saved += before - path.stat().st_size
    return saved


def kept_items(data: bytes, name: str) -> bytes:
    """The package of ICU data with the kept items alone; `name` is named where it cannot be read."""
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise Unbuilt(f"{name} holds no package of ICU data")
    (start,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, start)
    entries = [struct.unpack_from("<II", data, start + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in entries[1:]] + [len(data) - start]
    kept = []
    for (text, place), end in zip(entries, ends, strict=True):
        title = data[start + text : data.index(b"\0", start + text)]
        if any(fnmatch(title.decode().partition("/")[2], pattern) for pattern in KEPT):
            kept.append((title + b"\0", data[start + place : start + end]))
    if not kept:
        raise Unbuilt(f"{name} holds none of {', '.join(KEPT)}")
    return data[:start] + _package(kept)


def _package(items: list[tuple[bytes, bytes]]) -> bytes:
    """The table of contents, the names, and the items, each at a multiple of 16 bytes."""
    names, contents = b"", b""
    head = 4 + 8 * len(items)
    first = _up(head + sum(len(title) for title, _ in items))
    table = struct.pack("<I", len(items))
    for title, item in items:
        table += struct.pack("<II", head + len(names), first + len(contents))
        names += title
        contents += item + bytes(_up(len(item)) - len(item))
    return (table + names).ljust(first, b"\0") + contents


def data_library(soname: str, symbol: str, arch: str, data: bytes) -> bytes:
    """A shared library that holds nothing but `data` under the name `symbol`."""
    texts = b"\0" + symbol.encode() + b"\0" + soname.encode() + b"\0"
    heads = 64 + 4 * 56
    symbols = heads
    table = symbols + 2 * 24
    hashes = _up(table + len(texts))
    block = _up(hashes + 4 * 5)
    dynamic = _up(block + len(data))
    moved = dynamic + _PAGE  # written by the loader, so on a page of its own
    entries = [
        (_SONAME, 2 + len(symbol)), (_HASH, hashes), (_STRTAB, table), (_SYMTAB, symbols), (_STRSZ, len(texts)),
        (_SYMENT, 24), (0, 0),
    ]  # fmt: skip
    size = len(entries) * 16
    machine = next(number for number, name in MACHINES.items() if name == arch)
    ident = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    head = ident + struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, 4, 64, 0, 0)
    head += struct.pack("<IIQQQQQQ", 1, 4, 0, 0, 0, dynamic, dynamic, _PAGE)
    head += struct.pack("<IIQQQQQQ", 1, 6, dynamic, moved, moved, size, size, _PAGE)
    head += struct.pack("<IIQQQQQQ", 2, 6, dynamic, moved, moved, size, size, 8)
    head += struct.pack("<IIQQQQQQ", 0x6474E551, 6, 0, 0, 0, 0, 0, 16)  # the stack is never executed
    whole = head + bytes(24) + struct.pack("<IBBHQQ", 1, 0x11, 0, 1, block, len(data)) + texts
    whole = whole.ljust(hashes, b"\0") + struct.pack("<IIIII", 1, 2, 1, 0, 0)
    whole = whole.ljust(block, b"\0") + data
    return whole.ljust(dynamic, b"\0") + b"".join(struct.pack("<qQ", *entry) for entry in entries)


def _up(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
