"""Copies a file into a folder under the hash of its content: hashed while copied, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.base.errors import EnvironmentFault, FileRefused, system_words
from app.base.private_files import make_folder
from app.files.shared.sources import opened, read_block

_BLOCK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that lies in the folder; `fresh` is whether this copy created it."""

    digest: str
    size: int
    path: Path
    fresh: bool


def place_of(folder: Path, digest: str) -> Path:
    """The path of the content with this hash: `ab/abcd…`."""
    return folder / digest[:2] / digest


# Copies a file to a place where none is yet, at most so many bytes; returns SHA-256 and size in bytes.
Copying = Callable[[Path, Path, int], tuple[str, int]]


def copy_hashed(source: Path, folder: Path, *, limit: int, copy: Copying | None = None) -> Copied:
    """Copies `source` to its place in `folder`; the same content is kept once. `copy` does the copying itself.

    Raises:
        FileRefused: missing, no file, empty, larger than `limit` bytes, or cut short meanwhile; nothing was stored.
        EnvironmentFault: the disk is full or the folder cannot be written to; nothing half-written remains.

    """
    aside = folder / f".{secrets.token_hex(8)}.part"
    try:
        make_folder(folder)
        digest, size = (copy or copy_aside)(source, aside, limit)
        place = place_of(folder, digest)
        fresh = not place.exists()
        make_folder(place.parent)
        os.replace(aside, place)
        return Copied(digest, size, place, fresh)
    except OSError as error:
        raise _write_fault(error) from error
    finally:
        _remove(aside)


def copy_aside(source: Path, aside: Path, limit: int, *, working: Callable[[], None] = lambda: None) -> tuple[str, int]:
    """Copies a file to `aside` and returns SHA-256 and size in bytes; `working` is called after each block.

    Raises:
        FileRefused: missing, no file, empty, larger than `limit` bytes, or cut short meanwhile.
        EnvironmentFault: it cannot be written.

    """
    with opened(source, undone="没有存入") as (file, state):
        _refuse_large(state.size, limit)
        try:
            with os.fdopen(os.open(aside, _NEW, 0o600), "wb") as target:
                digest, size = _pump(file, target, limit, working)
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            raise _write_fault(error) from error
        if not size:
            raise FileRefused("文件是空的，没有存入", hint="请重新选择文件")
        if size < state.size:
            raise FileRefused("文件在复制时变短了，没有存入", hint="请等写完或重新插好U盘再添加")
        return digest, size


def _refuse_large(size: int, limit: int) -> None:
    if size > limit:
        raise FileRefused(
            f"文件太大（{size / (1 << 20):.1f} MB），没有存入",
            hint=f"每个文件不超过 {limit >> 20} MB，请压缩或分成几个",
        )


def _write_fault(error: OSError) -> EnvironmentFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault("磁盘空间不足，文件没有存入", hint="请清理磁盘后再试")
    return EnvironmentFault("材料文件夹无法写入，文件没有存入", hint=system_words(error))


def _remove(aside: Path) -> None:
    """Removes a partial copy; in a folder that cannot be written to there is none."""
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def _pump(file: BinaryIO, target: BinaryIO, limit: int, working: Callable[[], None]) -> tuple[str, int]:
    """Copies block by block; a file that grows meanwhile is still held to the limit."""
    digest, size = hashlib.sha256(), 0
    while block := read_block(file, _BLOCK, undone="没有存入"):
        size += len(block)
        _refuse_large(size, limit)
        digest.update(block)
        target.write(block)
        working()
    return digest.hexdigest(), size
