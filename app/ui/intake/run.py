"""Imports files one after the other on the desk thread, reports the rows done, and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.base.changes import Change, Outcome
from app.base.clock import Clock
from app.base.errors import DeskError
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.intake import ages
from app.desk.intake.acts import FileResult
from app.desk.intake.ages import Ages
from app.desk.intake.columns import Preview
from app.desk.shared.context import Desk
from app.ui.frame.shell import Shell
from app.ui.intake.items import ImportItem, ItemState, OldRows

# Whether all new rows are backlog, and whether those that are history are.
_WAYS = {OldRows.AS_BACKLOG: (False, True), OldRows.AS_NEW: (False, False), OldRows.ALL_BACKLOG: (True, False)}
TOLD_EVERY = 0.1  # seconds between two progress reports


def look(desk: Desk, *, path: Path | None, text: str, named: Mapping[str, str]) -> Preview | str:
    """The preview of a file or of pasted text, or the sentence that refuses it."""
    try:
        return (
            intake_acts.preview_pasted(desk, text=text)
            if path is None
            else intake_acts.preview(desk, path=path, aliases=named)
        )
    except DeskError as error:
        return str(error)


def count_ages(desk: Desk, *, path: Path | None, text: str, named: Mapping[str, str]) -> Ages | None:
    """How many rows are history; None when the file cannot be read, which its preview has said."""
    try:
        return ages.ages(desk, path=path, text=text, aliases=named)
    except DeskError:
        return None


def take_in(
    desk: Desk,
    *,
    person: Person,
    item: ImportItem,
    old_rows: OldRows,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    broken: Callable[[], None],
) -> Outcome[FileResult]:
    """Imports one file; a refused one returns a result with its sentence, so that the others go on.

    `broken` is called before a bug reaches the crash dialog, so that this dialog does not wait for ever.
    """
    backlog, old_as_backlog = _WAYS[old_rows]
    try:
        if item.path is None:
            return intake_acts.import_text(
                desk, person=person, text=item.text, backlog=backlog, old_as_backlog=old_as_backlog
            )
        return intake_acts.import_file(
            desk,
            person=person,
            path=item.path,
            backlog=backlog,
            old_as_backlog=old_as_backlog,
            aliases=item.named or None,
            progress=progress,
            cancelled=cancelled,
        )
    except DeskError as error:
        return Outcome(Change.IMPORTS | Change.JOURNAL, FileResult(file=item.name, error=str(error)))
    except Exception:
        broken()
        raise


class SlowTeller:
    """Limits progress reports to ten a second, so that the window is not flooded."""

    def __init__(self, clock: Clock, report: Callable[[int, int], None]) -> None:
        self._clock, self._report = clock, report
        self._last: float | None = None

    def __call__(self, rows: int, of: int) -> None:
        """Reports the rows done, of so many, unless the last report is too recent."""
        now = self._clock.monotonic()
        if self._last is None or now - self._last >= TOLD_EVERY:
            self._last = now
            self._report(rows, of)


class ImportRun(QObject):
    """One run over the waiting files. The signals arrive on the GUI thread."""

    started = Signal(object)  # ImportItem
    progressed = Signal(int, int)  # rows done of the current file, and how many it has: 0 while it is being read
    ended = Signal(object)  # ImportItem: imported, refused or cancelled
    finished = Signal()
    _rows = Signal(int, int)
    _broke = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._waiting: list[ImportItem] = []
        self._files = 0
        self._stop = threading.Event()
        self._old_rows = OldRows.AS_BACKLOG
        self.item: ImportItem | None = None
        self._rows.connect(self.progressed)
        self._broke.connect(self._break_off)

    @property
    def running(self) -> bool:
        """Whether a file is being imported."""
        return self.item is not None

    @property
    def stopping(self) -> bool:
        """Whether the run was asked to stop."""
        return self._stop.is_set()

    @property
    def place(self) -> tuple[int, int]:
        """Which file of the run this is, and of how many."""
        return self._files - len(self._waiting), self._files

    def start(self, items: list[ImportItem], *, old_rows: OldRows) -> None:
        """Starts with the first of these files."""
        self._stop.clear()
        self._waiting, self._old_rows = list(items), old_rows
        self._files = len(items)
        self._next()

    def cancel(self) -> None:
        """Stops: discards the current file and does not start the others."""
        self._stop.set()

    def _next(self) -> None:
        if not self._waiting or self._stop.is_set():
            self.item = None
            self.finished.emit()
            return
        self.item = self._waiting.pop(0)
        self.item.state = ItemState.RUNNING
        self.started.emit(self.item)
        self._shell.gateway.submit(
            take_in,
            on_done=self._done,
            quiet=True,
            person=self._shell.person,
            item=self.item,
            old_rows=self._old_rows,
            progress=SlowTeller(self._shell.clock, self._rows.emit),
            cancelled=self._stop.is_set,
            broken=self._broke.emit,
        )

    def _done(self, outcome: Outcome[FileResult]) -> None:
        item, result = self.item, outcome.result
        if item is None:
            return
        item.result, item.error = result, result.error or ""
        item.state = ItemState.DONE if result.error is None else ItemState.REFUSED
        if result.error is not None and self._stop.is_set():
            item.state, item.error = ItemState.CANCELLED, ""
        self.ended.emit(item)
        self._next()

    def _break_off(self) -> None:
        if self.item is not None:
            self.item.state, self.item.error = ItemState.REFUSED, "程序出错，未作任何改动；详情见错误窗口"
            self.ended.emit(self.item)
        self._next()
