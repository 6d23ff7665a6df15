"""The second place of the copies: a folder on another disk, where each desk has a folder of its own."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import socket
from contextlib import suppress
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.private_files import make_file, make_folder
from app.models.shared.faults import state_of_system
from app.models.upkeep.sidecar import read_sidecar, write_sidecar
from app.rules.upkeep.states import RegisterState


def place_for(root: Path, second: Path) -> Path:
    """The folder of this desk in the second place: several desks may share one USB stick."""
    name = hashlib.sha256(f"{socket.gethostname()}\n{root.resolve()}".encode()).hexdigest()[:8]
    return second / f"jiesu-desk-{name}"


def copy_across(copy: Path, place: Path) -> Path:
    """Copies a finished copy and its sidecar into the second place and compares both files.

    Raises:
        EnvironmentFault: the place is full or cannot be written, or what was written differs; no half file remains.

    """
    target = place / copy.name
    aside = place / f".{os.getpid()}.{copy.name}.part"
    try:
        make_folder(place)
        make_file(aside)
        shutil.copyfile(copy, aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        if not filecmp.cmp(copy, aside, shallow=False):
            raise EnvironmentFault("第二备份与备份不一致", hint="请检查第二备份位置的磁盘")
        facts = read_sidecar(copy)
        if facts is not None:
            write_sidecar(target, facts)
        aside.replace(target)
    except OSError as error:
        full = state_of_system(error) is RegisterState.FULL
        hint = "第二备份位置已满，请清理" if full else "请检查第二备份位置的磁盘和权限"
        raise EnvironmentFault("第二备份没有写成", hint=hint) from error
    finally:
        with suppress(OSError):  # a stick that was pulled out takes its half file along
            aside.unlink()
    return target
