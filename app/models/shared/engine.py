"""The SQLite engine: WAL, durable commits, one explicit BEGIN, waiting instead of failing on a busy register."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url

from app.base.private_files import close_to_others
from app.models.shared import direct

_BUSY_MILLISECONDS = 30_000
# As many as the window has readers; work behind it opens more.
_KEPT = 2


def open_engine(path: Path) -> Engine:
    """An engine on a register file that exists; commits are durable (synchronous=FULL), readers never block the writer.

    A missing file is an error and never made anew: a register that was taken away must not become an empty one.
    Its errors name statements without their parameters, which are people's data.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    engine = create_engine(
        make_url("sqlite+pysqlite://").set(database=str(path)),
        hide_parameters=True,
        creator=lambda: sqlite3.connect(address, uri=True, timeout=_BUSY_MILLISECONDS / 1000, check_same_thread=False),
    )
    event.listen(engine, "connect", lambda connection, _record: _prepare(connection, path))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    close_to_others(path)  # before WAL is switched on: its files get the rights of the register
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
    options = connection.get_execution_options()
    if not options.get("reading", False):
        direct.run(connection, "BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")


class Readers:
    """Connections kept open from one read to the next, each lent to one read at a time.

    BEGIN and COMMIT bypass SQLAlchemy here: with its transaction and a turn through its pool, a read of one
    ticket costs twice as much.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(reading=True)
        self._idle: deque[Connection] = deque()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection within one read transaction; options belong to a statement, never to the connection."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            direct.run(connection, "BEGIN")
            yield connection
            direct.run(connection, "COMMIT")
        except BaseException:
            connection.connection.rollback()
            raise
        finally:
            self._idle.append(connection)

    def release(self) -> None:
        """Closes the idle connections beyond two and empties the page caches of those: each may hold 16 MB."""
        idle: list[Connection] = []
        with suppress(IndexError):  # another thread may take one at the same moment
            while True:
                idle.append(self._idle.popleft())
        for connection in idle[_KEPT:]:
            connection.close()
        for connection in idle[:_KEPT]:
            direct.run(connection, "PRAGMA shrink_memory")
            self._idle.append(connection)

    def close(self) -> None:
        """Closes the idle connections."""
        while self._idle:
            self._idle.pop().close()
