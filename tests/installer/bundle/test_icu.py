"""ICU's data keeps what sorts Chinese names, in a library that the loader of this machine takes."""

from __future__ import annotations

import ctypes
import os
import struct
import sys

import pytest

from installer.bundle.elf import read_elf, symbol_of
from installer.bundle.icu import data_library, kept_items, shrink_icu
from installer.bundle.steps import Unbuilt
from installer.bundle.targets import LINUX

HEAD = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)


def package(items) -> bytes:
    """A package of ICU data: head, table, names, contents."""
    table, names, contents = struct.pack("<I", len(items)), b"", b""
    head = 4 + 8 * len(items)
    first = head + sum(len(name) + 1 for name in items)
    for name, content in items.items():
        table += struct.pack("<II", head + len(names), first + len(contents))
        names += name.encode() + b"\0"
        contents += content
    return HEAD + table + names + contents


def items_of(data) -> dict[str, bytes]:
    (count,) = struct.unpack_from("<I", data, 32)
    found = [struct.unpack_from("<II", data, 36 + 8 * number) for number in range(count)]
    ends = [place for _, place in found[1:]] + [len(data) - 32]
    return {
        data[32 + name : data.index(b"\0", 32 + name)].decode(): data[32 + place : 32 + end].rstrip(b"\0")
        for (name, place), end in zip(found, ends, strict=True)
    }


WHOLE = package(
    {
        "x/af.res": b"af" * 50,
        "x/coll/de.res": b"de" * 50,
        "x/coll/root.res": b"root!",
        "x/coll/zh.res": b"pinyin",
        "x/zu.res": b"zu",
    }
)


def test_only_the_order_of_chinese_names_is_kept() -> None:
    assert items_of(kept_items(WHOLE, "lib")) == {"x/coll/root.res": b"root!", "x/coll/zh.res": b"pinyin"}


def test_other_data_is_refused_by_its_name() -> None:
    with pytest.raises(Unbuilt, match="libodd holds no package of ICU data"):
        kept_items(bytes(64), "libodd")
    with pytest.raises(Unbuilt, match="libodd holds none of"):
        kept_items(package({"x/af.res": b"af"}), "libodd")


@pytest.mark.parametrize("arch", sorted(LINUX))
def test_the_library_is_written_anew_for_its_processor(arch, tmp_path) -> None:
    path = tmp_path / "libicudata.so.73"
    path.write_bytes(data_library(path.name, "icudt73_dat", arch, WHOLE))
    before = path.stat().st_size
    assert shrink_icu(tmp_path) == before - path.stat().st_size > 0
    elf, symbol = read_elf(path), symbol_of(path)
    assert (elf.arch, elf.soname, elf.needed, symbol.name) == (arch, path.name, (), "icudt73_dat")
    assert items_of(symbol.data) == items_of(kept_items(WHOLE, "lib"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux loads such a file")
def test_the_loader_takes_it(tmp_path) -> None:
    arch = next(target.arch for target in LINUX.values() if target.machine == os.uname().machine)
    path = tmp_path / "libicudata.so.73"
    path.write_bytes(data_library(path.name, "icudt73_dat", arch, WHOLE))
    loaded = ctypes.CDLL(str(path))
    assert bytes((ctypes.c_char * len(WHOLE)).in_dll(loaded, "icudt73_dat")) == WHOLE
