"""The upkeep behind the window, on the scheduler's thread: copies, the drill, the search index, findings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.base.changes import Change
from app.base.errors import DeskError, EnvironmentFault
from app.base.memory import give_back
from app.desk.finding import acts as finding_acts
from app.desk.intake import following
from app.desk.merchant import keeping as merchant_keeping
from app.desk.shared.context import Desk
from app.desk.upkeep import acts as upkeep_acts
from app.desk.upkeep import checks, copying, drilling
from app.rules.upkeep.keeping import CopyReason
from app.startup.pace import Pace

_log = logging.getLogger(__name__)
# Between two parts of reading all tickets anew.
_BREATH = 0.05


_FOLLOWED = Change.EXCLUSIONS | Change.CONTACTS | Change.TICKETS | Change.WARNINGS | Change.TASKS | Change.JOURNAL


class UpkeepJobs:
    """Each job looks whether it is due and does it; `announce` reports what changed, from this thread."""

    def __init__(self, desk: Desk, closing: threading.Event, announce: Callable[[Change], None]) -> None:
        self._desk = desk
        self._closing = closing
        self._announce = announce
        self._handed_over = threading.Event()
        self._much_read = threading.Event()
        self._much_read.set()
        # Whether everything has been swept once since the start.
        self.swept = False

    def hand_over(self) -> None:
        """Makes a copy due: the person on duty has changed."""
        self._handed_over.set()

    def watch_contacts(self) -> None:
        """Looks for new findings about contacts, and does what an import that was killed has left to do.

        An older register gets its merchants then. After the first time, and after imports, it gives memory back.
        """
        try:
            if merchant_keeping.keep_current(self._desk, self._pause_merchants):
                self._announce(Change.MERCHANTS)
            followed = following.follow(self._desk)
            found = finding_acts.sweep_all(self._desk, pause=Pace(self._desk.clock, self._closing).pause)
        except checks.Stopped:
            return
        except DeskError as error:
            _log.error("the watch over contacts failed: %s", error)
            return
        self._release_memory()
        self.swept = True
        if followed:
            self._announce(_FOLLOWED)
        elif found:
            self._announce(Change.CONTACTS)

    def _pause_merchants(self) -> None:
        """Lets others write between two parts of a long reading, and shows how far it is.

        Raises:
            Stopped: the program ends.

        """
        self._announce(Change.MERCHANTS)
        if self._closing.wait(_BREATH):
            raise checks.Stopped

    def note_import(self) -> None:
        """Makes a release of memory due: many rows went through the program."""
        self._much_read.set()

    def copy(self) -> None:
        """Copies the register when it is due, or the person on duty has changed."""
        handed_over = self._handed_over.is_set()
        try:
            if not handed_over and not copying.copy_is_due(self._desk):
                return
        except EnvironmentFault as error:
            _log.error("whether a copy is due could not be read: %s", error)
            return
        self._handed_over.clear()
        copying.try_back_up(self._desk, reason=CopyReason.HANDOVER if handed_over else CopyReason.TIMED)
        self._announce(Change.SETTINGS)

    def drill(self) -> None:
        """Rehearses a restore once a week."""
        try:
            if not drilling.drill_is_due(self._desk):
                return
            drilling.drill(self._desk)
        except DeskError as error:
            _log.error("the drill could not be done: %s", error)
            return
        self._announce(Change.SETTINGS | Change.JOURNAL)

    def tidy_search(self) -> None:
        """Merges the search index after a large import."""
        try:
            upkeep_acts.tidy_search(self._desk, unwanted=self._closing.is_set)
        except EnvironmentFault as error:
            _log.error("the search index could not be tidied: %s", error)

    def _release_memory(self) -> None:
        if self._much_read.is_set():
            self._much_read.clear()
            self._desk.register.release_memory()
            give_back()
