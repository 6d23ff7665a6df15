"""A file is copied whole under its hash, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.base.errors import EnvironmentFault, FileRefused
from app.files.shared import copies
from app.files.shared.copies import copy_hashed

LIMIT = 1 << 20


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "截图.png"
    path.write_bytes(b"made up" * 1000)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "evidence"


def test_a_file_lies_under_the_hash_of_its_content_once(source: Path, store: Path) -> None:
    first, again = copy_hashed(source, store, limit=LIMIT), copy_hashed(source, store, limit=LIMIT)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert (first.digest, first.size, first.fresh, again.fresh) == (digest, 7000, True, False)
    assert left(store) == [store / digest[:2] / digest]


@pytest.mark.parametrize("content", [b"", b"x" * (LIMIT + 1)])
def test_an_empty_or_too_large_file_is_refused_and_leaves_nothing(tmp_path: Path, store: Path, content: bytes) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        copy_hashed(path, store, limit=LIMIT)
    assert left(store) == []


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path, store: Path) -> None:
    for path in (tmp_path / "gone.png", tmp_path):
        with pytest.raises(FileRefused):
            copy_hashed(path, store, limit=LIMIT)


def test_a_full_disk_leaves_nothing_half_written(source: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault) as fault:
        copy_hashed(source, store, limit=LIMIT)
    assert fault.value.message == "磁盘空间不足，文件没有存入"
    assert left(store) == []


def test_a_file_that_fails_or_shrinks_while_it_is_copied_leaves_nothing(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pump = tmp_path / "现场.jpg", copies._pump

    def fail(_file: BinaryIO, _size: int, *, undone: str) -> bytes:
        raise FileRefused(f"文件无法读取，{undone}")

    def shrink(file: BinaryIO, target: BinaryIO, limit: int, working: Callable[[], None]) -> tuple[str, int]:
        os.truncate(path, 1 << 19)
        return pump(file, target, limit, working)

    for name, vanish in (("_pump", shrink), ("read_block", fail)):
        path.write_bytes(bytes(LIMIT))
        with monkeypatch.context() as patched:
            patched.setattr(copies, name, vanish)
            with pytest.raises(FileRefused, match="没有存入"):
                copy_hashed(path, store, limit=LIMIT)
        assert left(store) == []
