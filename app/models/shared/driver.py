"""Connections straight to a register file that exists, for opening checks, copies and rescue."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# Every register has these, of whatever revision; another product's file does not.
CORE_TABLES = frozenset({"tickets", "journal", "reminders", "escalations", "settings", "marks", "upkeep_runs"})
_BUSY_SECONDS = 30
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def connect(path: Path, *, still: bool = False) -> sqlite3.Connection:
    """A connection to a file that exists; a missing one is an error, never made anew.

    `still`: nobody writes to the file (a finished copy), so that it is read without locks, also from read-only disks.
    """
    mode = "mode=ro&immutable=1" if still else "mode=rw"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_SECONDS)


def tables_of(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of all tables in an open file."""
    return frozenset(str(row[0]) for row in connection.execute(_TABLES))
