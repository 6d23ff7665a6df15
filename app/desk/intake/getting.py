"""Gets the rows of a file ready before the register is held, under the rules that are in force when it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from app.base.errors import RegisterBusy
from app.desk.intake.ready import Intake, ReadyItem, make_ready
from app.desk.intake.spool import Spool
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import Noted, Progress, report
from app.desk.shared.whole_settings import whole_setting
from app.files.intake.packing import Item
from app.models.register.stores import Stores
from app.rules.intake.age import OLD_AFTER_DAYS

_TRIES = 3


class Kind(NamedTuple):
    """Which new rows come in as backlog: all of them, or those that are history."""

    backlog: bool
    old_as_backlog: bool


class Getting:
    """The rows of one import on their way into the register."""

    def __init__(
        self,
        desk: Desk,
        begun: Noted,
        kind: Kind,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._desk, self._progress, self._cancelled = desk, progress, cancelled
        with desk.register.reading() as stores:
            days = whole_setting(stores, OLD_AFTER_DAYS) if kind.old_as_backlog else None
        self.intake = Intake(begun.import_id, desk.now(), kind.backlog, days)
        self._law = (desk.rules, desk.calendar)

    def read(self, batches: Iterable[tuple[bytes, Sequence[Item]]], spool: Spool) -> None:
        """Makes every row ready and keeps it in the spool.

        Raises:
            DeskError: the file is refused, the import is cancelled, or the disk is full.

        """
        self._law = (self._desk.rules, self._desk.calendar)
        for body, items in batches:
            with self._desk.register.reading() as stores:
                ready = make_ready(self._desk, self.intake, items, stores)
            spool.add(body, ready)
            report(spool.rows, 0, self._progress, self._cancelled)

    @contextmanager
    def writing(self, spool: Spool) -> Iterator[tuple[Stores, Iterable[ReadyItem]]]:
        """A transaction, and the rows as the law in force within it wants them.

        Another process may have put other rules or years in force meanwhile: then all rows are made ready once more.

        Raises:
            RegisterBusy: the rules changed again and again.

        """
        for _ in range(_TRIES):
            with self._desk.register.writing() as stores:
                if self._law == (self._desk.law.rules, self._desk.law.calendar):
                    yield stores, spool
                    return
            again = Spool(self._desk.folder.root)
            self.read(spool.bodies(), again)
            spool.replace(again)
        raise RegisterBusy("时限规则正在改动，未导入", hint="请稍后再试")
