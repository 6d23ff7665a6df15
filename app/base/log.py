"""The program's own log: rotating, in the data folder, without personal data."""

from __future__ import annotations

import logging
import logging.handlers
import os
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from app.base.private_files import private_opener

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class _OwnersFile(logging.handlers.RotatingFileHandler):
    """A rotating log file that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        descriptor = private_opener(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        return os.fdopen(descriptor, "a", encoding=self.encoding)


class _Masking(logging.Formatter):
    """Formats a record and hides what `mask` hides, in messages and tracebacks alike."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        super().__init__(_FORMAT)
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        return self._mask(super().format(record))


def start_log(folder: Path, *, mask: Callable[[str], str]) -> None:
    """Sends the log to `folder`/desk.log, 5 files of 2 MB, each record through `mask`; calling it again moves it."""
    root = logging.getLogger("app")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    writer = _OwnersFile(folder / "desk.log", maxBytes=2_000_000, backupCount=5, encoding="utf-8", delay=True)
    writer.setFormatter(_Masking(mask))
    root.addHandler(writer)
    root.setLevel(logging.INFO)
    root.propagate = False


def stop_log() -> None:
    """Closes the log file."""
    root = logging.getLogger("app")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def tail(folder: Path, lines: int = 60) -> str:
    """The last lines of the log, for the crash dialog; empty when there is none."""
    path = folder / "desk.log"
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
