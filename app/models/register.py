"""The register: opens a unit of work whose stores share one transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DatabaseError, OperationalError

from app.base.errors import EnvironmentFault, RegisterBusy
from app.models import direct
from app.models.callbacks import CallbackStore
from app.models.calls import CallStore
from app.models.contact_ledger import ContactLedgerStore
from app.models.contacts import ContactStore
from app.models.due import DueStore
from app.models.engine import Readers, open_engine
from app.models.escalations import EscalationStore
from app.models.evidence import EvidenceStore
from app.models.exclusion_files import ExclusionFileStore
from app.models.exclusions import ExclusionStore
from app.models.findings import FindingStore
from app.models.flow import FlowStore
from app.models.imports import ImportStore
from app.models.journal import JournalStore
from app.models.keep import KeepStore
from app.models.law import LawStore
from app.models.ledger import LedgerStore
from app.models.outages import OutageStore
from app.models.owners import OwnerStore
from app.models.passing import PassingStore
from app.models.promises import PromiseStore
from app.models.quality import QualityStore
from app.models.queues import QueueStore
from app.models.receipts import ReceiptStore
from app.models.reminders import ReminderStore
from app.models.replies import ReplyStore
from app.models.report_targets import TargetStore
from app.models.returns import ReturnStore
from app.models.search import SearchStore
from app.models.tickets import TicketStore

# SQLite keeps the count of commits in a signed 32-bit number of the file's head.
_COUNTED_TO = 2**31


class Stores:
    """The stores of one transaction; they live no longer than it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def journal(self) -> JournalStore:
        """The journal."""
        return JournalStore(self.connection)

    @cached_property
    def search(self) -> SearchStore:
        """The full-text index."""
        return SearchStore(self.connection)

    @cached_property
    def tickets(self) -> TicketStore:
        """Tickets."""
        return TicketStore(self.connection, self.search)

    @cached_property
    def queues(self) -> QueueStore:
        """Lists and counters."""
        return QueueStore(self.connection)

    @cached_property
    def reminders(self) -> ReminderStore:
        """The reminder ledger."""
        return ReminderStore(self.connection)

    @cached_property
    def due(self) -> DueStore:
        """What is due, overdue and next."""
        return DueStore(self.connection)

    @cached_property
    def ledger(self) -> LedgerStore:
        """The ledger as its page reads it."""
        return LedgerStore(self.connection)

    @cached_property
    def receipts(self) -> ReceiptStore:
        """On which ways reminders were shown."""
        return ReceiptStore(self.connection)

    @cached_property
    def outages(self) -> OutageStore:
        """Stretches in which nobody could be reminded."""
        return OutageStore(self.connection)

    @cached_property
    def escalations(self) -> EscalationStore:
        """Reports to the lead."""
        return EscalationStore(self.connection)

    @cached_property
    def targets(self) -> TargetStore:
        """The people to report to."""
        return TargetStore(self.connection)

    @cached_property
    def contacts(self) -> ContactStore:
        """Attempts and surveys."""
        return ContactStore(self.connection)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Files that prove something."""
        return EvidenceStore(self.connection)

    @cached_property
    def calls(self) -> CallStore:
        """Calls of the phone system."""
        return CallStore(self.connection)

    @cached_property
    def contact_ledger(self) -> ContactLedgerStore:
        """The ledger of all contacts."""
        return ContactLedgerStore(self.connection)

    @cached_property
    def findings(self) -> FindingStore:
        """What is wrong with contacts."""
        return FindingStore(self.connection)

    @cached_property
    def replies(self) -> ReplyStore:
        """Reply forms."""
        return ReplyStore(self.connection)

    @cached_property
    def promises(self) -> PromiseStore:
        """What was promised to callers."""
        return PromiseStore(self.connection)

    @cached_property
    def callbacks(self) -> CallbackStore:
        """Who waits for a callback, and how a period's callbacks stand."""
        return CallbackStore(self.connection)

    @cached_property
    def quality(self) -> QualityStore:
        """What quality figures count."""
        return QualityStore(self.connection)

    @cached_property
    def returns(self) -> ReturnStore:
        """The return register."""
        return ReturnStore(self.connection)

    @cached_property
    def passing(self) -> PassingStore:
        """Buck-passing cases."""
        return PassingStore(self.connection)

    @cached_property
    def owners(self) -> OwnerStore:
        """Who owns what."""
        return OwnerStore(self.connection)

    @cached_property
    def exclusions(self) -> ExclusionStore:
        """Applications for exclusion and the catalogues they are judged by."""
        return ExclusionStore(self.connection)

    @cached_property
    def exclusion_files(self) -> ExclusionFileStore:
        """The files of applications."""
        return ExclusionFileStore(self.connection)

    @cached_property
    def imports(self) -> ImportStore:
        """Imports and learned aliases."""
        return ImportStore(self.connection)

    @cached_property
    def flow(self) -> FlowStore:
        """What reports read."""
        return FlowStore(self.connection)

    @cached_property
    def keep(self) -> KeepStore:
        """Settings, people, typed drafts, saved queues, marks and upkeep runs."""
        return KeepStore(self.connection)

    @cached_property
    def law(self) -> LawStore:
        """Rules and calendar as rows."""
        return LawStore(self.connection)


class Register:
    """One register file. Readers never wait for the writer; writers take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine = open_engine(path)
        self._writer = self._engine.execution_options(writing=True)
        self._readers = Readers(self._engine)
        self._watcher: PoolProxiedConnection | None = None
        self._watching = threading.Lock()
        self._own = 0
        self._heed: Callable[[Stores], None] | None = None
        self._heeded: int | None = None

    def heed(self, others: Callable[[Stores], None]) -> None:
        """Calls `others` at the beginning of every own transaction that follows a change by somebody else."""
        self._heed = others

    @contextmanager
    def reading(self) -> Iterator[Stores]:
        """Stores over one consistent picture of the register."""
        with _faults(), self._readers.lent() as connection:
            yield Stores(connection)

    @contextmanager
    def writing(self) -> Iterator[Stores]:
        """Stores in one transaction: all of it is durable at the end, or nothing happened."""
        with (
            _faults(),
            self._writer.connect() as connection,
            connection.begin(),
            self._counted(connection),
        ):
            yield Stores(connection)

    @contextmanager
    def _counted(self, connection: Connection) -> Iterator[None]:
        """Counts the transaction in the file and here: what the file has more was written by others."""
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
        if self._heed is not None and elsewhere != self._heeded:
            self._heed(Stores(connection))
        self._heeded = elsewhere

    def changes_elsewhere(self) -> int:
        """A number that changes when another process or another Register changed the file; from any thread.

        While a transaction of our own ends it may be one off for a moment; no change of others is ever hidden by it.
        """
        with self._watching:
            if self._watcher is None:
                # Without SQLAlchemy's BEGIN: inside a transaction the number stands still, and so does the WAL's end.
                self._watcher = self._engine.raw_connection()
            commits = int(self._watcher.cursor().execute("PRAGMA user_version").fetchone()[0])
            return (commits - self._own) % _COUNTED_TO

    def close(self) -> None:
        """Closes every connection."""
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self._readers.close()
        self._engine.dispose()


@contextmanager
def _faults() -> Iterator[None]:
    """Turns what the disk or another process does to the register into a message a person can act on."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        said = str(getattr(error, "orig", error)).lower()
        if "locked" in said or "busy" in said:
            raise RegisterBusy("登记库正忙，本次操作没有保存", hint="另一个程序正在写入，请稍后再试") from error
        if "full" in said:
            raise EnvironmentFault("磁盘已满，本次操作没有保存", hint="请清理磁盘空间后再试") from error
        if "readonly" in said or "unable to open" in said or "disk i/o" in said:
            raise EnvironmentFault("登记库无法写入，本次操作没有保存", hint="请检查数据文件夹的权限和磁盘") from error
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = str(getattr(error, "orig", error))
        if "malformed" in said or "not a database" in said:
            raise EnvironmentFault("登记库文件已损坏", hint="请从备份恢复，损坏的文件会保留") from error
        raise
