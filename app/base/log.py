"""The program's own log: rotating, in the data folder, without personal data."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start_log(folder: Path) -> None:
    """Sends the log to `folder`/desk.log, 5 files of 2 MB; calling it again moves it."""
    root = logging.getLogger("app")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    writer = logging.handlers.RotatingFileHandler(
        folder / "desk.log", maxBytes=2_000_000, backupCount=5, encoding="utf-8", delay=True
    )
    writer.setFormatter(logging.Formatter(_FORMAT))
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
