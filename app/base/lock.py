"""One window per data folder: the lock names its holder, and the system itself frees it when the holder dies."""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from app.base.clock import iso
from app.base.errors import EnvironmentFault, FolderInUse
from app.base.people import system_user
from app.base.private_files import private_opener

_log = logging.getLogger(__name__)
# Windows locks bytes, not files: one far behind the text, so that the text stays readable.
_LOCKED_BYTE = 1 << 30


class WindowLock:
    """A lock held while the window runs; `close` frees it, and so does a crash."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self, *, now: datetime) -> None:
        """Takes the lock and writes who holds it.

        Raises:
            FolderInUse: a living window holds the folder; the message names it.
            EnvironmentFault: the lock file cannot be written.

        """
        try:
            file = open(self._path, "a+", encoding="utf-8", opener=private_opener)  # noqa: SIM115
        except OSError as error:
            raise EnvironmentFault("数据文件夹不可写", hint=error.strerror or str(error)) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise FolderInUse("这个数据文件夹已在另一个窗口中打开", hint=holder(self._path)) from error
        facts = {"pid": os.getpid(), "user": system_user(), "host": socket.gethostname(), "since": iso(now)}
        self._file = file
        try:
            file.seek(0)
            file.truncate()
            file.write(json.dumps(facts, ensure_ascii=False))
            file.flush()
        except OSError as error:  # a full disk: the folder is held all the same, only nameless
            _log.info("the lock could not name its holder: errno %s", error.errno)

    def close(self) -> None:
        """Frees the folder; calling it again does nothing."""
        if self._file is None:
            return
        file = self._file
        for step in (partial(file.truncate, 0), file.close):
            try:
                step()
            except OSError as error:  # a full disk: what could not be written is dropped, the file is closed
                _log.info("the lock could not be emptied: errno %s", error.errno)
        self._file = None


def holder(path: Path) -> str:
    """The holder of the lock in words; empty when the file names none."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return f"用户 {facts['user']}，电脑 {facts['host']}，进程 {facts['pid']}，自 {facts['since']}"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
