"""What an ELF file asks for is read from its bytes, and its search path is made to hold for all that it loads."""

from __future__ import annotations

import struct
import sys

import pytest

from installer.bundle.elf import NotElf, extend_search_to_all, is_elf, read_elf
from installer.bundle.libraries import open_needs, take_needed
from installer.bundle.steps import Unbuilt
from installer.bundle.targets import AMD64, ARM64


def library(needed=(), soname="", runpath="", machine=62) -> bytes:
    """A shared library of nothing but a header, two segments and its dynamic section."""
    texts, places = b"\0", {}
    for text in (*needed, soname, runpath):
        places[text] = len(texts)
        texts += text.encode() + b"\0"
    start = 64 + 2 * 56
    entries = [(1, places[name]) for name in needed] + [(5, start)]
    entries += [(14, places[soname])] if soname else []
    entries += [(29, places[runpath])] if runpath else []
    dynamic = b"".join(struct.pack("<qQ", *entry) for entry in (*entries, (0, 0)))
    size = start + len(texts) + len(dynamic)
    head = (
        b"\x7fELF\x02\x01\x01"
        + bytes(9)
        + struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    )
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, 0, 0, size, size, 4096)
    where = start + len(texts)
    part = struct.pack("<IIQQQQQQ", 2, 4, where, where, where, len(dynamic), len(dynamic), 8)
    return head + load + part + texts + dynamic


def put(folder, name, **described):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(library(**described))
    return folder / name


def test_needs_name_and_path_are_read(tmp_path) -> None:
    path = put(tmp_path, "liba.so.1", needed=("libb.so.2", "libc.so.6"), soname="liba.so.1", runpath="$ORIGIN")
    found = read_elf(path)
    assert (found.arch, found.needed, found.soname, found.runpath) == (
        "amd64", ("libb.so.2", "libc.so.6"), "liba.so.1", "$ORIGIN",
    )  # fmt: skip


def test_a_runpath_becomes_an_rpath_in_place(tmp_path) -> None:
    path = put(tmp_path, "liba.so", needed=("libb.so",), runpath="$ORIGIN/..")
    size = path.stat().st_size
    assert extend_search_to_all(path)
    assert read_elf(path).runpath == ""
    assert read_elf(path).needed == ("libb.so",)
    assert path.stat().st_size == size
    assert not extend_search_to_all(path)


def test_other_files_are_told_apart(tmp_path) -> None:
    (tmp_path / "x.so").write_text("INPUT(-lc)", "utf-8")
    assert not is_elf(tmp_path / "x.so")
    with pytest.raises(NotElf, match=r"x\.so"):
        read_elf(tmp_path / "x.so")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the running Python is no ELF file")
def test_the_running_python_can_be_read() -> None:
    from pathlib import Path

    found = read_elf(Path(sys.executable).resolve())
    assert found.arch in {"amd64", "arm64"}
    assert any(name.startswith("libc.so") for name in found.needed)
    assert "ld-linux" in found.interpreter


def test_only_needed_libraries_are_taken_each_to_its_folder(tmp_path) -> None:
    tree, qt, debian = tmp_path / "tree", tmp_path / "qt", tmp_path / "debian"
    put(tree / "bin", "python", needed=("libQt.so.6",))
    put(qt, "libQt.so.6", needed=("libx.so.1",), soname="libQt.so.6")
    put(qt, "libQtUnused.so.6")
    put(debian / "libx1/usr/lib", "libx.so.1.2.3", soname="libx.so.1")
    taken = take_needed(tree, [(qt, tree / "Qt/lib"), (debian, tree / "lib")])
    assert sorted(taken.origin) == ["libQt.so.6", "libx.so.1"]
    assert (tree / "Qt/lib/libQt.so.6").exists()
    assert (tree / "lib/libx.so.1").exists()
    assert open_needs(tree, AMD64) == []
    assert len(open_needs(tree, ARM64)) == 3


def test_a_library_that_is_nowhere_stops_the_build_by_its_name(tmp_path) -> None:
    put(tmp_path / "tree", "python", needed=("libgone.so.3",))
    with pytest.raises(Unbuilt, match=r"python needs libgone\.so\.3"):
        take_needed(tmp_path / "tree", [])
    assert open_needs(tmp_path / "tree", AMD64) == ["python: needs libgone.so.3, which is not in the bundle"]
