"""Gets the rows of a file ready before the register is held, under the rules that are in force when it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from app.base.errors import RegisterBusy
from app.desk.intake.ready import Intake, ReadyItem, make_ready
from app.desk.intake.repeats import judge_repeats
from app.desk.intake.spool import Spool
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import Noted, Progress, report
from app.desk.shared.whole_settings import whole_setting
from app.files.intake.packing import Item
from app.models.register.stores import Stores
from app.rules.intake.age import OLD_AFTER_DAYS

_TRIES = 3
_CONFIRMED_AT_ONCE = 400


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
        self.intake = Intake(begun.import_id, desk.now(), kind.backlog, days, begun.name)
        self._law = (desk.rules, desk.calendar)
        self._commits = -1

    def read(self, batches: Iterable[tuple[bytes, Sequence[Item]]], spool: Spool) -> None:
        """Makes every row ready and keeps it in the spool.

        Raises:
            DeskError: the file is refused, the import is cancelled, or the disk is full.

        """
        self._law = (self._desk.rules, self._desk.calendar)
        self._commits = -1
        for body, items in batches:
            spool.add(body, self._ready(items))
            report(spool.rows, 0, self._progress, self._cancelled)
        judge_repeats(self._desk, self.intake, spool)

    def _ready(self, items: Sequence[Item]) -> list[ReadyItem]:
        with self._desk.register.reading() as stores:
            if self._commits < 0:
                self._commits = stores.commits()
            return make_ready(self._desk, self.intake, items, stores)

    @contextmanager
    def writing(self, spool: Spool) -> Iterator[tuple[Stores, Iterable[ReadyItem]]]:
        """A transaction, and the rows as the law in force and the tickets within it want them.

        Other rules or years may have been put in force meanwhile: then all rows are made ready once more. So are those
        rows whose tickets were changed, or came in, meanwhile; what changes again and again is judged in the end
        within the transaction.

        Raises:
            RegisterBusy: the rules changed again and again.

        """
        for left in reversed(range(_TRIES)):
            moved: list[int] | None = None
            with self._desk.register.writing() as stores:
                if self._law == (self._desk.law.rules, self._desk.law.calendar):
                    moved = self._moved(stores, spool) if left else []
                    if not moved:
                        yield stores, spool
                        return
            if moved is None:
                again = Spool(self._desk.folder.root)
                self.read(spool.bodies(), again)
                spool.replace(again)
            else:
                self._judge_again(spool, moved)
        raise RegisterBusy("时限规则正在改动，未导入", hint="请稍后再试")

    def _moved(self, stores: Stores, spool: Spool) -> list[int]:
        """The rows, by their place, that were judged against what no longer stands."""
        if stores.commits() == self._commits + 1:  # nobody has written but this transaction
            return []
        moved: list[int] = []
        for start in range(0, len(spool.judged), _CONFIRMED_AT_ONCE):
            part = spool.judged[start : start + _CONFIRMED_AT_ONCE]
            still = stores.tickets.still_at([seen for _, seen in part if seen[0]])
            come = {row.number for row in stores.tickets.known([number for number, seen in part if not seen[0]])}
            moved += [
                place
                for place, (number, seen) in enumerate(part, start)
                if (seen not in still if seen[0] else number in come)
            ]
        return moved

    def _judge_again(self, spool: Spool, places: Sequence[int]) -> None:
        self._commits = -1
        for start in range(0, len(places), _CONFIRMED_AT_ONCE):
            part = places[start : start + _CONFIRMED_AT_ONCE]
            for place, item in zip(part, self._ready(spool.drafts(part)), strict=True):
                spool.amend(place, item)
        judge_repeats(self._desk, self.intake, spool)
