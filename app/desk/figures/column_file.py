"""The file that keeps the columns between two starts. It may be thrown away: the register holds all of it."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from app.base.private_files import close_to_others
from app.desk.figures.codes import Callers
from app.desk.figures.columns import CALLER, KINDS, TEXT_DIMENSIONS, Columns, vocabulary
from app.files.shared.aside import written_aside

_log = logging.getLogger(__name__)
# Changes with the meaning of any column, so that a file of another version is made anew.
_VERSION = 3


def read_columns(path: Path) -> Columns | None:
    """The columns of a file; None when there is none, or it cannot be used."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return _columns({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("The columns of the figures in %s cannot be read and are made anew: %s", path, error)
        return None


def write_columns(path: Path, columns: Columns) -> None:
    """Writes the columns, whole or not at all; the file is the owner's alone.

    Raises:
        EnvironmentFault: it cannot be written.

    """
    about = {
        "version": _VERSION,
        "last_line": columns.last_line,
        "last_hash": columns.last_hash,
        "salt": columns.callers.salt,
        "words": {name: known.words for name, known in columns.words.items()},
    }
    encoded = np.frombuffer(json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass"), np.uint8)
    with written_aside(path) as aside:
        close_to_others(aside)
        with aside.open("wb") as file:
            np.savez(file, allow_pickle=False, about=encoded, callers=columns.callers.digests, **columns.arrays)


def _columns(arrays: dict[str, Any]) -> Columns:
    about = json.loads(arrays.pop("about").tobytes().decode("utf-8", "surrogatepass"))
    if about["version"] != _VERSION:
        raise ValueError(f"version {about['version']}")
    words = {name: vocabulary(name, about["words"][name]) for name in TEXT_DIMENSIONS}
    callers = Callers(about["salt"], arrays["callers"])
    columns = Columns(about["last_line"], about["last_hash"], {name: arrays[name] for name in KINDS}, words, callers)
    _check(columns)
    return columns


def _check(columns: Columns) -> None:
    """Refuses columns of unequal length or other kinds, and texts that have no number."""
    for name, kind in KINDS.items():
        column = columns.arrays[name]
        if column.dtype != kind or column.shape != (len(columns),):
            raise ValueError(f"column {name} is {column.dtype} of {column.shape}")
    sizes = {name: len(known.words) for name, known in columns.words.items()} | {CALLER: len(columns.callers)}
    for name, size in sizes.items():
        column = columns.arrays[name]
        if len(column) and not 0 <= int(column.min()) <= int(column.max()) < size:
            raise ValueError(f"column {name} has no text for some number")
