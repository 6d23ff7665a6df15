"""Opens the desk: shows the window with its first queue at once and loads the rest behind it."""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import threading
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from app.base.errors import DeskError, FolderInUse
from app.base.first_use import modules_of
from app.base.garbage import uncollected
from app.base.lock import WindowLock
from app.base.people import Person
from app.desk.law import reload
from app.desk.queue import first_sight
from app.desk.shared.context import Desk
from app.desk.upkeep import reads
from app.rules.upkeep.states import RegisterFault, fault_of
from app.ui.frame.application import RESCUE_WANTED, OpenWindow, open_window, prepare_application
from app.ui.frame.session.first_paint import FirstPaint
from app.ui.kit.tooltips import never_markup

if TYPE_CHECKING:
    from app.startup.window import JoinedWindow

# The window takes the interpreter back from a busy desk thread sooner: measured, this halves its longest wait.
_SWITCH_SECONDS = 0.0003
_READING = (
    "app.desk.queue.reads",
    "app.desk.ticket.reads",
    "app.desk.upkeep.acts",
    "app.desk.owner.reads",
    "app.ui.ticket.clock_cards",
    "app.ui.ticket.facts",
    "app.ui.ticket.timeline",
)
_CLOCKWORK = ("app.startup.window",)
# Pages and dialogs that nobody has opened yet: loaded ahead, the first key that opens one need not wait for it.
_PAGES = ("app.ui",)
_log = logging.getLogger(__name__)


def run(desk: Desk, *, person: Person | None = None) -> int:
    """Opens the window and runs until it is closed; a second start brings the first window to the front.

    Raises:
        RegisterFault: the register cannot be used, or the window was left for the rescue screen.

    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    lock = WindowLock(desk.folder.lock)
    try:
        lock.take(now=desk.clock.now())
    except FolderInUse as error:
        prepare_application()
        single_window = importlib.import_module("app.ui.frame.session.single_window")
        if single_window.call_first_window(desk.folder.root):
            return 0
        say_fault(error)
        return 1
    with closing(lock), closing(Opening(desk, person=person)) as opening:
        code = opening.opened.run()
        state = opening.opened.window.register_guard.state
    if code == RESCUE_WANTED and state is not None:
        raise fault_of(state)
    return code


def open_whole(desk: Desk, *, person: Person | None = None, show: bool = True) -> JoinedWindow:
    """A window with its scheduler, opened in one step; for the demonstration and for tests."""
    joined: JoinedWindow = importlib.import_module("app.startup.window").JoinedWindow(
        desk, _open_window(desk, person, show=show)
    )
    return joined


class Opening(QObject):
    """An open window; the desk and the scheduler are connected once it has been painted."""

    joined_now = Signal()
    _loaded = Signal(bool)

    def __init__(self, desk: Desk, *, person: Person | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.joined: JoinedWindow | None = None
        self.opened = _open_window(desk, person, sight=first_sight.look(desk))
        self.opened.window.on_close(lambda: False)  # until the tray is shown and keeps the program running
        self._leaving = threading.Event()
        self._loader = threading.Thread(target=self._load, name="loader")
        self._loaded.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        FirstPaint(self.opened.window, self._loader.start)

    @property
    def settled(self) -> bool:
        """Whether everything that follows a start once is done: modules are loaded, and the window has settled."""
        return not self._loader.is_alive() and self.joined is not None and self.joined.settled

    def close(self) -> None:
        """Stops everything that runs, whether or not the scheduler is connected."""
        self._leaving.set()
        if self._loader.ident is not None:
            self._loader.join()
        if self.joined is not None:
            self.joined.close()
            return
        self.opened.window.on_close(lambda: True)
        self.opened.close()

    def _load(self) -> None:
        """Loads off the GUI thread, which stays responsive: first what the window reads with, then the scheduler."""
        with uncollected():  # all that is loaded stays: a collection would only hold the window
            for names, whole in ((_READING, False), (_CLOCKWORK, True)):
                self._load_ahead(names)
                self._loaded.emit(whole)
            self._load_ahead(name for package in _PAGES for name in modules_of(package))
            _freeze_objects()

    def _load_ahead(self, names: Iterable[str]) -> None:
        try:
            self._desk.register.open()
            for name in names:
                if self._leaving.is_set():
                    return
                importlib.import_module(name)
        except Exception:
            _log.exception("what follows the window could not be loaded ahead: who needs it says so")

    def _follow(self, whole: bool) -> None:
        if self._leaving.is_set():
            return
        if not whole:
            self.opened.go_on()
            return
        self.opened.window.on_close(lambda: True)
        self.joined = importlib.import_module("app.startup.window").JoinedWindow(self._desk, self.opened)
        _freeze_objects()
        self.joined_now.emit()


def _freeze_objects() -> None:
    """Freezes the objects that live as long as the window, so that the garbage collector skips them.

    A full collection during an import then holds the window for some milliseconds instead of 70.
    """
    gc.freeze()


def _open_window(
    desk: Desk,
    person: Person | None,
    *,
    show: bool = True,
    sight: first_sight.FirstSight | None = None,
) -> OpenWindow:
    return open_window(
        desk,
        person=person,
        rehearsal=_banner(desk),
        changed_elsewhere=_look_again,
        show=show,
        sight=sight,
    )


def _look_again(desk: Desk) -> int:
    """The number of changes elsewhere; while the register is gone its guard warns, and nothing has changed."""
    try:
        return reload.look_again(desk)
    except RegisterFault:
        if reads.lost_register(desk) is None:
            raise
        return desk.law.seen or 0


def _banner(desk: Desk) -> str:
    return "演练：本文件夹的数据和时间都是模拟的，不用于真实值守" if desk.folder.is_rehearsal else ""


def say_fault(error: DeskError) -> None:
    """Shows a message box that explains why the desk cannot be opened."""
    application = prepare_application()
    box = QMessageBox(QMessageBox.Icon.Critical, application.applicationDisplayName(), error.message)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(never_markup(error.hint))
    box.exec()
