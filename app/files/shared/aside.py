"""Replaces a file only when the new one is complete: a partial file never appears under its name."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base.errors import EnvironmentFault, system_words


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; when the block ends well the file there becomes `path`.

    On any failure nothing remains of it, and an older file at `path` is unchanged.

    Raises:
        EnvironmentFault: the folder is missing, the disk full, or the target open in another program.

    """
    if not path.parent.is_dir():
        raise EnvironmentFault(f"文件夹不存在：{path.parent}", hint="请先新建文件夹，或换一个位置")
    aside = path.with_name(f".{os.getpid()}.{path.name[-40:]}.part")
    try:
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
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault("磁盘空间不足，未写入", hint="请清理磁盘，或换一个位置")
    return EnvironmentFault(f"{path.name} 无法写入", hint=system_words(error))
