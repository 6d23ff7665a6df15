"""The SQLite engine: WAL, durable commits, one explicit BEGIN, waiting instead of failing on a busy register."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url

from app.models import direct

_BUSY_MILLISECONDS = 30_000


def open_engine(path: Path) -> Engine:
    """An engine on the register file; commits are durable (synchronous=FULL), readers never block the writer."""
    url = make_url("sqlite+pysqlite://").set(database=str(path))
    engine = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN is sent in _begin
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "cache_size=-16000",
        "mmap_size=0",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    direct.run(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")
