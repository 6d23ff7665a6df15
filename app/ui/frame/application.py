"""Opens the window: the Qt application, the theme, the threads, the sign-in, and the way out."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.base.input_method import INPUT_STARTED, InputState, InputWish
from app.base.people import Person
from app.desk import setting
from app.desk.roster import people
from app.ui.actions.catalogue import PAGES
from app.ui.actions.entries import ACTIONS
from app.ui.draft import drafts_form
from app.ui.frame.collecting import collect_here
from app.ui.frame.elsewhere import Elsewhere
from app.ui.frame.focus_return import FocusReturn
from app.ui.frame.gateway import Gateway
from app.ui.frame.input.chinese_input import DaemonWatch, set_input_module
from app.ui.frame.main_window import MainWindow
from app.ui.frame.pages import PageSpec
from app.ui.frame.program_mark import PROGRAM, name_program, show_icon
from app.ui.frame.runners import Runner, ThreadRunner
from app.ui.frame.session import sign_in
from app.ui.frame.session.exits import Exits
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.intake.door import install_drop
from app.ui.intake.offers import Offers
from app.ui.kit.call import Call, call_later
from app.ui.look.theme import Theme, ThemeMode

if TYPE_CHECKING:
    from app.desk.queue.first_sight import FirstSight
    from app.desk.shared.context import Desk

_WISHED, _FRAME = (1600, 900), 48
_INPUT = "input"  # the property of the application that holds its state of input
NOBODY = Person("")
# The exit code of a window that was left for the rescue screen.
RESCUE_WANTED = 87
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """An open window: its parts, for callers that add further parts."""

    application: QApplication
    window: MainWindow
    shell: Shell
    gateway: Gateway
    exits: Exits
    elsewhere: Elsewhere | None = None

    def go_on(self) -> None:
        """Starts reading the register; asks who is on duty when no person was given."""
        show_icon()
        self._show_input()
        self._read_role()
        self.window.pulse.start()
        self.window.register_guard.start()
        if self.elsewhere is not None:
            self.elsewhere.start()
        else:
            self.window.tickets.note(self.window.tickets.shows)
        call_later(self.window, self._ask_nobody)

    def _show_input(self) -> None:
        """Shows that Chinese cannot be typed, and later when it could be."""
        state = self.shell.input
        if state.works:
            return
        self.window.foot.show_input(f"{state.words}。{state.hint}")
        watch = DaemonWatch(self.window)
        watch.found.connect(Call(watch, self._note_late_input).run)

    def _note_late_input(self) -> None:
        """A daemon answers that was not there when Qt chose its module: only the next start can use it."""
        self.shell.input = replace(self.shell.input, started_later=True)
        self.shell.input_changed.emit()
        self.window.foot.show_input(f"{self.shell.input.words}，{self.shell.input.hint}")
        self.shell.say(INPUT_STARTED, "amber")

    def _read_role(self) -> None:
        """A person named on the command line has the role of their last sign-in."""
        if self.gateway.person.name:
            self.gateway.read(people.with_role, self._take_role, key="role", person=self.gateway.person)

    def _take_role(self, person: Person) -> None:
        if person.name == self.gateway.person.name:
            self.gateway.person = person
            self.window.foot.show_person()

    def _ask_nobody(self) -> None:
        """Asks who is on duty, then shows what was being typed when the program last ended by itself."""
        if not self.window.isVisible():
            return
        look = Call(self.window, drafts_form.show_left_over, self.shell)
        if self.gateway.person is NOBODY:
            self.shell.person_changed.connect(look.run, Qt.ConnectionType.SingleShotConnection)
            sign_in.ask_person(self.shell)
        else:
            look.run()

    def run(self) -> int:
        """Runs the event loop until the window is left; returns the exit code."""
        return int(self.application.exec())

    def close(self) -> None:
        """Stops the pulse and finishes submitted work; call it after `run`, before the register is closed."""
        self.window.pulse.stop()
        self.window.register_guard.stop()
        self.gateway.close()
        self.window.close()
        self.exits.close()


def prepare_application(wish: InputWish = InputWish.AUTOMATIC) -> QApplication:
    """The one Qt application of this process; `wish` chooses its input module, and counts for the first call."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName(PROGRAM)
    state = set_input_module(wish)
    # GTK's file dialog is taller than a screen of 768 lines and leaves the keyboard to the main window.
    own = sys.platform.startswith("linux")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, own)
    application = QApplication([PROGRAM])  # the class of its windows under X11
    collect_here(application)
    application.setProperty(_INPUT, _bridged(application, state))
    name_program()
    FocusReturn(application)
    _speak_chinese(application)
    application.setApplicationDisplayName("接诉值守台")
    application.setQuitOnLastWindowClosed(False)
    return application


def _bridged(application: QApplication, state: InputState) -> InputState:
    """The state once fcitx 4 was asked; without an answer Chinese cannot be typed, and the state says what to do."""
    if not state.bridge:
        return state
    fcitx4 = importlib.import_module("app.ui.frame.input.fcitx4")  # few desks need it, and it brings a D-Bus library
    return state if fcitx4.open_bridge(application) is not None else replace(state, bridge=False, daemon=None)


def _speak_chinese(application: QApplication) -> None:
    """Qt's own words (the file dialog, its buttons, the menu of a text field) in the language of the desk."""
    words = QTranslator(application)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)


def open_window(
    desk: Desk,
    *,
    person: Person | None = None,
    rehearsal: str = "",
    runner: Runner | None = None,
    pages: Sequence[PageSpec] = PAGES,
    changed_elsewhere: Callable[[Desk], Hashable] | None = None,
    show: bool = True,
    sight: FirstSight | None = None,
) -> OpenWindow:
    """Builds the window on a desk and shows it.

    Without `person` the sign-in dialog asks who is on duty once the window is open. `rehearsal` is the
    sentence of the banner, empty for real work. `changed_elsewhere` is called every 2 s on a reader thread
    for a number that changes when another process wrote to the register; pages then refresh. Threads that
    change the register in this process call `gateway.announce(changes)` instead. With a `sight` the window
    shows that and reads nothing until `go_on` is called. It closes through `window.on_close`.
    """
    kept = setting.every(desk) if sight is None else sight.settings
    application = prepare_application(InputWish(kept["input_module"]))
    gateway = Gateway(desk, runner or ThreadRunner(), person or NOBODY)
    desk.register.on_waiting(gateway.note_waiting)
    memory = WindowMemory(desk.folder.root / "window.ini")
    shell = _shell(desk, gateway, kept, memory)
    state = application.property(_INPUT)
    shell.input = state if isinstance(state, InputState) else InputState()
    window = MainWindow(shell, pages, rehearsal=rehearsal)
    install_drop(shell)
    Offers(shell, window.foot, window)
    window.register_guard.rescue_requested.connect(Call(window, application.exit, RESCUE_WANTED).run)
    watch = None if changed_elsewhere is None else Elsewhere(gateway, changed_elsewhere, window)
    opened = OpenWindow(application, window, shell, gateway, Exits(application, window, shell, desk.folder), watch)
    _restore_place(window, memory)
    if sight is None:
        opened.go_on()
    else:
        window.tickets.show_first(sight.ids, sight.rows)
    if show:
        window.show()
    window.tickets.take_keyboard()
    return opened


def _shell(desk: Desk, gateway: Gateway, kept: Mapping[str, str], memory: WindowMemory) -> Shell:
    """The frame in the look that the settings name."""
    theme = Theme(mode=ThemeMode(kept["theme"]), scale=int(kept["font_percent"]))
    theme.apply(desk.clock.now())
    shell = Shell(gateway, theme, desk.clock, ACTIONS, kept_settings=kept, memory=memory)
    QGuiApplication.styleHints().colorSchemeChanged.connect(shell.follow_system)
    return shell


def _restore_place(window: MainWindow, memory: WindowMemory) -> None:
    room = window.screen().availableGeometry()
    frame = 0 if QGuiApplication.platformName() == "offscreen" else _FRAME  # no window manager there
    window.resize(min(_WISHED[0], room.width() - frame), min(_WISHED[1], room.height() - frame))
    if frame and (room.width() < _WISHED[0] + frame or room.height() < _WISHED[1] + frame):
        # The window manager's frame needs room too: on a small screen only a maximised window shows the foot.
        window.setWindowState(Qt.WindowState.WindowMaximized)
    geometry = memory.bytes("geometry")
    if not geometry.isEmpty():
        window.restoreGeometry(geometry)
