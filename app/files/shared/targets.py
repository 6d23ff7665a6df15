"""Refuses places that no export may write to: the data folder, the register by any name, devices and folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from app.base.errors import AlreadyThere, EnvironmentFault, Refused, system_words
from app.base.paths import DataFolder

# Folders of the system whose entries are no files, whatever they look like.
_SYSTEM_FOLDERS = ("/proc", "/sys", "/dev")
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - an ordinary folder there, not used for anything


def check_target(path: Path, folder: DataFolder, *, own: Path | None = None, replace: bool = False) -> None:
    """Passes when a file may be written at `path`; `own` is the one place in the data folder that it may lie in.

    Links are followed, and folders compared by what they are, not by how they are spelled.

    Raises:
        Refused: it lies in the data folder, is a file of the register, no file at all, or no possible name.
        AlreadyThere: there is such a file, and `replace` was not given.

    """
    try:
        found, real = _state(path), Path(os.path.realpath(path))
        _refuse_no_file(path, real, found)
        if _is_one_of(found, _kept(folder)):
            raise Refused(f"{path.name} 是登记库的文件，不能写入", field="path", hint="请换一个文件名")
        check_folder(real.parent, folder, own=own)
    except (ValueError, RuntimeError) as error:
        raise Refused(f"不能用作文件名：{_shown(path)}", field="path", hint="请换一个文件名") from error
    except OSError as error:
        raise EnvironmentFault(f"无法写入 {_shown(path)}", hint=system_words(error)) from error
    if not replace and os.path.lexists(path):
        raise AlreadyThere(path)


def check_folder(wanted: Path, folder: DataFolder, *, own: Path | None = None) -> None:
    """Passes when files may be written into the folder `wanted`, which need not exist yet.

    Raises:
        Refused: it lies in the data folder and not in `own`, or among the system's devices.

    """
    real = Path(os.path.realpath(wanted))
    chain = [real, *real.parents]
    if os.name == "posix" and any(str(one) in _SYSTEM_FOLDERS for one in chain) and _SHARED_MEMORY not in chain:
        raise Refused(f"{real} 不是普通文件夹，不能写入", field="path", hint="请换一个文件夹")
    states = [state for one in chain if (state := _state(one)) is not None]
    if own is not None and any(_is_one_of(state, [own]) for state in states):
        return
    if any(_is_one_of(state, [folder.root]) for state in states):
        raise Refused(
            "这是值守台的数据文件夹，不能把文件写在里面", field="path", hint="请换一个文件夹，例如“文档”或“桌面”"
        )


def _refuse_no_file(path: Path, real: Path, found: os.stat_result | None) -> None:
    """Refuses what stands there and is no ordinary file, and a name that says it is a folder."""
    if (found is not None and stat.S_ISDIR(found.st_mode)) or not path.name:
        raise Refused(f"{_shown(path)} 是文件夹，不是文件", field="path", hint="请写上文件名")
    if found is not None and not stat.S_ISREG(found.st_mode):
        raise Refused(f"{_shown(path)} 是设备或管道，不是文件", field="path", hint="请换一个文件名")
    if real.parent.exists() and not real.parent.is_dir():
        raise Refused(f"{_shown(real.parent)} 不是文件夹", field="path", hint="请换一个位置")


def _kept(folder: DataFolder) -> list[Path]:
    """The files that an export must not meet under any name, e.g. a hard link from elsewhere."""
    register = folder.database
    beside = [register.with_name(register.name + ending) for ending in ("-wal", "-shm", "-journal", "-turns")]
    return [register, *beside, folder.lock, folder.rehearsal_mark, folder.register_mark]


def _is_one_of(found: os.stat_result | None, paths: Iterable[Path]) -> bool:
    if found is None:
        return False
    return any(other is not None and os.path.samestat(found, other) for other in map(_state, paths))


def _state(path: Path) -> os.stat_result | None:
    """What stands at a path, links followed; None when nothing does."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _shown(path: Path) -> str:
    """A path as a message can hold it: no control characters, no halves of characters, not too long."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in str(path))
    return plain if len(plain) <= 120 else f"{plain[:60]}…{plain[-50:]}"
