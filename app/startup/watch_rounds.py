"""The watch rounds beside a window: settles the rounds that are over, and sounds once for one that was missed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.base.changes import Change
from app.base.errors import EnvironmentFault
from app.desk.shared.context import Desk
from app.desk.watch import rounds as watch_rounds
from app.desk.watch.rows import RoundRecord
from app.ui.frame.application import OpenWindow

SETTLE_SECONDS = 5.0
_ON_CALL, _IMPORTING = "正在通话", "正在导入"
_log = logging.getLogger(__name__)


class WatchRounds(QObject):
    """`settle` runs on the scheduler's thread; what it found comes to the window's.

    A missed round sounds once, softly, and stands in one line; on the phone or during an import it waits for the end.
    """

    _missed = Signal(object)

    def __init__(
        self, desk: Desk, opened: OpenWindow, *, ring: Callable[[], object], show: Callable[[str], None]
    ) -> None:
        super().__init__(opened.window)
        self._desk, self._opened = desk, opened
        self._ring, self._show = ring, show
        self._busy = ""
        self._writes = 0
        self._waiting: RoundRecord | None = None
        self._missed.connect(self._take)
        opened.gateway.busy.connect(self._note_writes)
        opened.shell.calling.changed.connect(self._look)
        opened.gateway.changed.connect(self._note_change)

    def settle(self) -> None:
        """Writes the rounds that are over."""
        try:
            outcome = watch_rounds.settle(self._desk, busy=self._busy)
        except EnvironmentFault as error:
            _log.error("the watch rounds could not be written: %s", error)
            return
        if outcome.changes:
            self._opened.gateway.announce(outcome.changes)
        self._missed.emit(outcome.result)

    def _take(self, missed: tuple[RoundRecord, ...]) -> None:
        """Notes what keeps the person busy, then sounds for the last of these rounds."""
        if missed:
            self._waiting = missed[-1]
        self._look()

    def _look(self) -> None:
        calling = self._opened.shell.calling.active
        self._busy = _ON_CALL if calling else _IMPORTING if self._writes else ""
        if self._waiting is None or self._busy:
            return
        missed, self._waiting = self._waiting, None
        words = f"漏看平台 {watch_rounds.round_words(missed)[6:]}，请看平台后按 Shift+F9"
        self._show(words)
        self._opened.shell.say(words, "amber")
        self._ring()

    def _note_writes(self, under_way: int) -> None:
        self._writes = under_way
        if not under_way:
            self._look()

    def _note_change(self, changes: Change) -> None:
        """A look ends the line."""
        if changes & Change.PLATFORM and self._waiting is None:
            view = self._opened.window.watch.view
            if view is not None and view.standing.met:
                self._show("")
