"""Opens foreign files without ever waiting for them: regular files only, of a bearable size, unchanged while read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.base.errors import FileRefused, system_words

# A hundred times the largest export seen.
LARGEST = 1 << 30
# Neither a pipe without a writer nor a line without a carrier holds up the opening; Windows has none of these.
_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class FileState:
    """What shows that a file was written to: its size in bytes, the time of its last change, its place on the disk."""

    size: int
    changed_ns: int
    node: int

    @classmethod
    def of(cls, status: os.stat_result) -> FileState:
        """The state that a look at the file gave."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


@contextmanager
def opened(path: Path, *, undone: str) -> Iterator[tuple[BinaryIO, FileState]]:
    """A regular file and its state; `undone` is what the refusal says was not done (未导入, 没有存入).

    Raises:
        FileRefused: missing, unreadable, a folder, pipe, socket or device, or a path that no file can have.

    """
    with _open(path, undone) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _not_regular(path, undone)
        yield file, FileState.of(status)


def _open(path: Path, undone: str) -> BinaryIO:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise _not_regular(path, undone)
        return os.fdopen(os.open(path, _WITHOUT_WAITING), "rb")
    except OSError as error:
        raise FileRefused(f"文件无法读取，{undone}", hint=system_words(error)) from error
    except ValueError as error:  # a name with a NUL, which no system takes
        raise FileRefused(f"文件无法读取，{undone}", hint="文件名不对") from error


def read_block(file: BinaryIO, size: int, *, undone: str) -> bytes:
    """The next bytes of an open file, at most `size`; none at its end.

    Raises:
        FileRefused: the disk or the network fails.

    """
    try:
        return file.read(size)
    except OSError as error:
        raise FileRefused(f"文件无法读取，{undone}", hint=system_words(error)) from error


def check_size(state: FileState, *, undone: str) -> None:
    """Checks that the file is not larger than 1 GB.

    Raises:
        FileRefused: it is.

    """
    if state.size > LARGEST:
        raise FileRefused(f"文件太大（{state.size / (1 << 30):.1f} GB），{undone}", hint="请按月份分成几个文件再导入")


def check_unchanged(path: Path, before: FileState, *, undone: str) -> None:
    """Checks that the file is still what it was when it was opened.

    Raises:
        FileRefused: somebody wrote to it, put another in its place or took it away.

    """
    try:
        now = FileState.of(os.stat(path))
    except OSError as error:
        raise FileRefused(f"文件在读取时不见了，{undone}", hint=system_words(error)) from error
    if now != before:
        raise FileRefused(f"文件在读取时被改动，{undone}", hint="请等它写完再试")


def is_regular(path: Path) -> bool:
    """Whether there is a regular file at the path."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _not_regular(path: Path, undone: str) -> FileRefused:
    what = "文件夹" if path.is_dir() else "管道、设备或其他特殊文件"
    return FileRefused(f"这是{what}，不是普通文件，{undone}", hint="请选择文件")
