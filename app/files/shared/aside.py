"""Replaces a file only when the new one is complete: a partial file never appears under its name."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base.errors import EnvironmentFault, system_words

DISK_FULL = "磁盘空间不足，没有写入"
DISK_FULL_HINT = "请清理磁盘后再试，或换一个位置"
_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A new empty file beside `path` to write to; when the block ends well it becomes `path`.

    On any failure nothing remains of it, and an older file at `path` is unchanged. Its name cannot be foreseen and it
    is made anew, so nothing that lies there already, such as a link, is ever written through.

    Raises:
        EnvironmentFault: the folder is missing, the disk full, or the target open in another program.

    """
    if not path.parent.is_dir():
        raise EnvironmentFault(f"文件夹不存在：{path.parent}", hint="请先新建文件夹，或换一个位置")
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666))
        yield aside
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise write_fault(path, error) from error
    finally:
        aside.unlink(missing_ok=True)


def write_fault(path: Path, error: OSError) -> EnvironmentFault:
    """Why `path` could not be written, in words a person can act on."""
    if isinstance(error, PermissionError) and path.exists():
        return EnvironmentFault(
            f"{path.name} 正被其他程序打开或不可改写，未写入", hint="请在 Excel 或 WPS 中关闭它再试，或换一个文件名"
        )
    if isinstance(error, PermissionError):
        return EnvironmentFault(f"没有权限写入文件夹：{path.parent}", hint="请换一个文件夹")
    if is_full(error):
        return EnvironmentFault(DISK_FULL, hint=DISK_FULL_HINT)
    return EnvironmentFault(f"{path.name} 无法写入", hint=system_words(error))


def is_full(error: OSError) -> bool:
    """Whether the error says that the disk, or the person's share of it, is full."""
    return error.errno in _FULL
