"""An open register: a unit of work whose stores share one transaction, and the count of all commits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import OperationalError

from app.models.journal.keeping import AnchorKeeper
from app.models.register.outside import OutsideChange, ReadAhead
from app.models.register.stores import Stores
from app.models.register.turns import Waiting, turns_of
from app.models.shared import direct
from app.models.shared.columns import metadata
from app.models.shared.driver import connect
from app.models.shared.engine import Readers, open_engine
from app.models.shared.faults import identity_of, look_at, register_faults
from app.rules.upkeep.states import RegisterState, fault_of

# SQLite keeps the count of commits in a signed 32-bit number of the file's head.
_COUNTED_TO = 2**31
# So often what another process changed is read before a write begins.
_TRIES = 3


class OpenRegister:
    """One register file while it is open. Readers never wait for the writer; writers take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = open_engine(path)
        self.anchor = AnchorKeeper(path)
        self.anchor.start()
        self._writer = self.engine.execution_options(writing=True)
        self._readers = Readers(self.engine)
        self._turns = turns_of(path)
        self._on_waiting: Waiting | None = None
        self._snapshot = threading.local()
        self._watcher: PoolProxiedConnection | None = None
        self._watching = threading.Lock()
        self._own = 0
        self._identity: tuple[int, int] | None = None
        self._on_outside_change: OutsideChange | None = None
        self._seen_elsewhere: int | None = None
        self._before_commit: Callable[[Stores], None] | None = None

    def before_commit(self, callback: Callable[[Stores], None]) -> None:
        """Sets the callback: it runs at the end of every write that touched tickets or merchants, within it."""
        self._before_commit = callback

    def on_outside_change(self, callback: OutsideChange) -> None:
        """Sets the callback: it runs at the start of every write that follows a change by another process."""
        self._on_outside_change = callback

    def on_waiting(self, callback: Waiting) -> None:
        """Sets the callback: called with True once a write waits long for other processes, and with False afterwards.

        It runs on the thread that waits.
        """
        self._on_waiting = callback

    @contextmanager
    def reading(self) -> Iterator[Stores]:
        """Stores over one snapshot of the register; within `snapshot()` over that one."""
        shared: Stores | None = getattr(self._snapshot, "stores", None)
        if shared is not None:
            yield shared
            return
        self.check_place()
        with self._faults(), self._readers.lent() as connection:
            yield Stores(connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Makes all reading of this thread within the block see one state of the register, also between its reads."""
        if getattr(self._snapshot, "stores", None) is not None:
            yield
            return
        with self.reading() as stores:
            self._snapshot.stores = stores
            try:
                yield
            finally:
                self._snapshot.stores = None

    @contextmanager
    def writing(self) -> Iterator[Stores]:
        """Stores in one transaction: it is committed durably at the end, or rolled back.

        Raises:
            RegisterBusy: no writer of any process began for two minutes.
            RegisterFault: it cannot be written, also where the file was taken away or replaced; nothing was saved then.

        """
        self.check_place()
        with self._faults(), ExitStack() as turn:
            stores = self._begin(turn)
            yield stores
            stores.settle()
            if self._before_commit is not None and stores.has_tickets:
                self._before_commit(stores)
        self.check_place()
        if stores.lines_added:
            self.anchor.grew()

    def _begin(self, turn: ExitStack) -> Stores:
        """Begins a write transaction; what another process changed is read before, not within it."""
        for left in reversed(range(_TRIES)):
            with suppress(ReadAhead), ExitStack() as begun:
                begun.enter_context(self._turns.turn(self, self._on_waiting))
                connection = begun.enter_context(self._writer.connect())
                begun.enter_context(connection.begin())
                begun.enter_context(self._counted(connection, may_wait=left > 0))
                turn.push(begun.pop_all().__exit__)
                return Stores(connection)
            with self._readers.lent() as connection:
                self._tell(Stores(connection), held=False)
        raise AssertionError("the last attempt never waits")

    def check_place(self) -> None:
        """Refuses to go on when the path no longer leads to the file that is open: its commits would be lost.

        Raises:
            RegisterFault: the file or its folder was taken away, or another file stands there.

        """
        found = identity_of(self.path)
        if self._identity is None:
            self._identity = found
        if found is None or found != self._identity:
            raise fault_of(look_at(self.path) or RegisterState.REPLACED, working=True)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turns the driver's errors into a RegisterFault; a refused statement means damage where the schema differs."""
        try:
            with register_faults(self.path, working=True):
                yield
        except OperationalError as error:
            if not _schema_is_whole(self.path):
                raise fault_of(RegisterState.DAMAGED, working=True) from error
            raise

    @contextmanager
    def _counted(self, connection: Connection, *, may_wait: bool) -> Iterator[None]:
        """Counts the transaction in the file and here: a higher count in the file means writes by other processes."""
        commits = direct.scalar(connection, "PRAGMA user_version")
        self._look_back(connection, (commits - self._own) % _COUNTED_TO, held=may_wait)
        direct.run(connection, f"PRAGMA user_version = {(commits + 1) % _COUNTED_TO}")
        self._own += 1
        try:
            yield
        except BaseException:
            self._own -= 1
            raise

    def _look_back(self, connection: Connection, elsewhere: int, *, held: bool) -> None:
        if elsewhere != self._seen_elsewhere:
            self._tell(Stores(connection), held=held)
        self._seen_elsewhere = elsewhere

    def _tell(self, stores: Stores, *, held: bool) -> None:
        if self._on_outside_change is not None:
            self._on_outside_change(stores, held)

    def changes_elsewhere(self) -> int:
        """A number that changes when another process or another Register changed the file; from any thread.

        It may be off by one while a transaction here commits; a change by others is never missed.
        """
        return (self._commits() - self._own) % _COUNTED_TO

    def state(self) -> tuple[object, int]:
        """Which file is open and how often it was committed to, by whatever process: equal while nothing changes.

        From any thread, in some microseconds.
        """
        commits = self._commits()
        return self._identity, commits

    def _commits(self) -> int:
        self.check_place()
        with self._faults(), self._watching:
            if self._watcher is None:
                # Without SQLAlchemy's BEGIN: inside a transaction the number and the end of the WAL would not move.
                self._watcher = self.engine.raw_connection()
            return int(self._watcher.cursor().execute("PRAGMA user_version").fetchone()[0])

    def release_memory(self) -> None:
        """Frees what idle readers keep; from any thread."""
        with self._faults():
            self._readers.release()

    def close(self) -> None:
        """Closes every connection."""
        self.anchor.close()
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self._readers.close()
        self.engine.dispose()
        self._turns.close(self)
        self._identity = None


def _schema_is_whole(path: Path) -> bool:
    """Whether the file has every column that the stores name: a flipped bit in its schema takes one away."""
    with closing(connect(path)) as direct_connection:
        for name, table in metadata.tables.items():
            found = {row[1] for row in direct_connection.execute(f"PRAGMA table_info({name})")}
            if not {column.name for column in table.columns} <= found:
                return False
    return True
