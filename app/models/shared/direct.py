"""Runs hot statements straight on the driver, inside the transaction that SQLAlchemy opened.

A statement costs SQLAlchemy some 50 µs around it, more than most of these take; a durable save has seven of them.
SQLite only, like their text: another database would put its own statements behind the same stores.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

_BUSY_SECONDS = 30


def connect(path: Path) -> sqlite3.Connection:
    """A connection of its own beside the engine's, without transactions of its own making; never makes a file.

    Raises:
        sqlite3.OperationalError: there is no such file.

    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> DBAPICursor:
    """Runs one statement; the cursor holds its rows."""
    cursor = connection.connection.cursor()
    cursor.execute(statement, values)
    return cursor


def run_many(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Runs one statement for each row."""
    connection.connection.cursor().executemany(statement, rows)


def tickets_in(connection: Connection, table: str, ticket_ids: Sequence[int]) -> set[int]:
    """Those of the tickets (at most 500) that have a row in a table."""
    query = f"SELECT DISTINCT ticket_id FROM {table} WHERE ticket_id IN ({', '.join('?' * len(ticket_ids))})"
    return {row[0] for row in run(connection, query, ticket_ids).fetchall()} if ticket_ids else set()


def scalar(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row; None without a row."""
    row = run(connection, statement, values).fetchone()
    return None if row is None else row[0]
