"""An open register: a unit of work whose stores share one transaction, and the count of all commits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DatabaseError, OperationalError

from app.base.errors import EnvironmentFault, RegisterBusy
from app.models.journal.keeping import AnchorKeeper
from app.models.register.stores import Stores
from app.models.shared import direct
from app.models.shared.engine import Readers, open_engine

# SQLite keeps the count of commits in a signed 32-bit number of the file's head.
_COUNTED_TO = 2**31


class OpenRegister:
    """One register file while it is open. Readers never wait for the writer; writers take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = open_engine(path)
        self.anchor = AnchorKeeper(path)
        self.anchor.start()
        self._writer = self.engine.execution_options(writing=True)
        self._readers = Readers(self.engine)
        self._watcher: PoolProxiedConnection | None = None
        self._watching = threading.Lock()
        self._own = 0
        self._on_outside_change: Callable[[Stores], None] | None = None
        self._seen_elsewhere: int | None = None

    def on_outside_change(self, callback: Callable[[Stores], None]) -> None:
        """Sets the callback: it runs at the start of every write that follows a change by another process."""
        self._on_outside_change = callback

    @contextmanager
    def reading(self) -> Iterator[Stores]:
        """Stores over one snapshot of the register."""
        with _faults(), self._readers.lent() as connection:
            yield Stores(connection)

    @contextmanager
    def writing(self) -> Iterator[Stores]:
        """Stores in one transaction: it is committed durably at the end, or rolled back."""
        with (
            _faults(),
            self._writer.connect() as connection,
            connection.begin(),
            self._counted(connection),
        ):
            stores = Stores(connection)
            yield stores
        if stores.lines_added:
            self.anchor.grew()

    @contextmanager
    def _counted(self, connection: Connection) -> Iterator[None]:
        """Counts the transaction in the file and here: a higher count in the file means writes by other processes."""
        commits = direct.scalar(connection, "PRAGMA user_version")
        self._look_back(connection, (commits - self._own) % _COUNTED_TO)
        direct.run(connection, f"PRAGMA user_version = {(commits + 1) % _COUNTED_TO}")
        self._own += 1
        try:
            yield
        except BaseException:
            self._own -= 1
            raise

    def _look_back(self, connection: Connection, elsewhere: int) -> None:
        if self._on_outside_change is not None and elsewhere != self._seen_elsewhere:
            self._on_outside_change(Stores(connection))
        self._seen_elsewhere = elsewhere

    def changes_elsewhere(self) -> int:
        """A number that changes when another process or another Register changed the file; from any thread.

        It may be off by one while a transaction here commits; a change by others is never missed.
        """
        with self._watching:
            if self._watcher is None:
                # Without SQLAlchemy's BEGIN: inside a transaction the number and the end of the WAL would not move.
                self._watcher = self.engine.raw_connection()
            commits = int(self._watcher.cursor().execute("PRAGMA user_version").fetchone()[0])
            return (commits - self._own) % _COUNTED_TO

    def close(self) -> None:
        """Closes every connection."""
        self.anchor.close()
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self._readers.close()
        self.engine.dispose()


@contextmanager
def _faults() -> Iterator[None]:
    """Turns disk and lock errors of the register into messages a person can act on."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        message = str(getattr(error, "orig", error)).lower()
        if "locked" in message or "busy" in message:
            raise RegisterBusy("登记库正忙，本次操作没有保存", hint="另一个程序正在写入，请稍后再试") from error
        if "full" in message:
            raise EnvironmentFault("磁盘已满，本次操作没有保存", hint="请清理磁盘空间后再试") from error
        if "readonly" in message or "unable to open" in message or "disk i/o" in message:
            raise EnvironmentFault("登记库无法写入，本次操作没有保存", hint="请检查数据文件夹的权限和磁盘") from error
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        message = str(getattr(error, "orig", error))
        if "malformed" in message or "not a database" in message:
            raise EnvironmentFault("登记库文件已损坏", hint="请从备份恢复，损坏的文件会保留") from error
        raise
