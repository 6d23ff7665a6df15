"""The places of exports: the folder used last, else the person's documents; names with the ending of their kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.desk import draft
from app.desk.shared.context import Desk
from app.rules.draft import FOLDER_KEY


def folder_to_offer(desk: Desk) -> Path:
    """The folder of the last export when it is still there, else the documents folder, else home."""
    kept = draft.load(desk, key=FOLDER_KEY)
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def is_there(_desk: Desk, *, path: Path) -> bool:
    """Whether a file of this name exists."""
    return path.is_file()


def whole_path(typed: str, ending: str) -> Path:
    """The full path of the file to be written; its name ends in `ending`."""
    text = typed.strip()
    return Path(text if text.lower().endswith(ending) else text + ending)
