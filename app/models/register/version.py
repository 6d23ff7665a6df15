"""The schema revision of a register file, read without Alembic."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.base.errors import EnvironmentFault

# The revision this program works with; a test compares it with the newest migration.
HEAD = "0008"


def current(path: Path) -> str | None:
    """The schema revision of a register file; None when there is no register yet.

    Raises:
        EnvironmentFault: the file is not a register, or is damaged.

    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" not in tables:
                if tables:
                    raise EnvironmentFault("这个文件不是接诉值守台的登记库", hint=str(path))
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise EnvironmentFault("登记库文件已损坏", hint="请从备份恢复，损坏的文件会保留") from error
    return str(row[0]) if row else None
