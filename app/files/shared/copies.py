"""Copies a file into a folder under the hash of its content: hashed while copied, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.base.errors import EnvironmentFault, FileRefused, system_words
from app.base.private_files import make_folder

_BLOCK = 1 << 20


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


def copy_hashed(source: Path, folder: Path, *, limit: int) -> Copied:
    """Copies `source` to its place in `folder`; the same content is kept once.

    Raises:
        FileRefused: missing, no file, empty, larger than `limit` bytes, or cut short meanwhile; nothing was stored.
        EnvironmentFault: the disk is full or the folder cannot be written to; nothing half-written remains.

    """
    try:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            _refuse_large(size, limit)
            return _copy(file, folder, limit, size)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFault("磁盘空间不足，文件没有存入", hint="请清理磁盘后再试") from error
        if error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(folder):
            raise EnvironmentFault("材料文件夹无法写入，文件没有存入", hint=system_words(error)) from error
        raise FileRefused(f"{source.name} 无法读取，没有存入", hint=system_words(error)) from error


def still_whole(folder: Path, digest: str) -> bool:
    """Whether the file is in its place and its content matches its name."""
    try:
        with place_of(folder, digest).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def _refuse_large(size: int, limit: int) -> None:
    if size > limit:
        raise FileRefused(
            f"文件太大（{size / (1 << 20):.1f} MB），没有存入",
            hint=f"每个文件不超过 {limit >> 20} MB，请压缩或分成几个",
        )


def _copy(file: BinaryIO, folder: Path, limit: int, expected: int) -> Copied:
    make_folder(folder)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            digest, size = _pump(file, target, limit)
            target.flush()
            os.fsync(target.fileno())
        if not size:
            raise FileRefused("文件是空的，没有存入", hint="请重新选择文件")
        if size < expected:
            raise FileRefused("文件在复制时变短了，没有存入", hint="请等写完或重新插好U盘再添加")
        place = place_of(folder, digest)
        fresh = not place.exists()
        make_folder(place.parent)
        os.replace(aside, place)
        return Copied(digest, size, place, fresh)
    finally:
        aside.unlink(missing_ok=True)


def _pump(file: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int]:
    """Copies block by block; a file that grows meanwhile is still held to the limit."""
    digest, size = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        size += len(block)
        _refuse_large(size, limit)
        digest.update(block)
        target.write(block)
    return digest.hexdigest(), size
