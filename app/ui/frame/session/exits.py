"""The exits of a window: a bug opens the crash dialog and work goes on, quitting saves the window's place."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.base import log
from app.base.paths import DataFolder
from app.ui.frame.session import crash_dialog
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory

_log = logging.getLogger(__name__)


class Exits(QObject):
    """Replaces `sys.excepthook` while its window is open; `close` restores it."""

    def __init__(self, application: QApplication, window: QWidget, shell: Shell, folder: DataFolder) -> None:
        super().__init__(window)
        self._application, self._window, self._folder = application, window, folder
        self._memory = WindowMemory(folder.root / "window.ini")
        self._hook_before = sys.excepthook
        sys.excepthook = self.take_exception
        shell.gateway.crashed.connect(self._show_crash)
        application.aboutToQuit.connect(self._keep_place)

    def close(self) -> None:
        """Restores the hook, unless another one was set after this window opened."""
        if sys.excepthook == self.take_exception:
            sys.excepthook = self._hook_before

    def take_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook: logs the exception and shows it; Ctrl+C quits."""
        if issubclass(kind, KeyboardInterrupt):
            self._application.quit()
            return
        _log.error("a slot failed", exc_info=(kind, error, trace))
        self._show_crash(error)

    def _show_crash(self, error: BaseException) -> None:
        crash_dialog.CrashDialog(error, self._log_tail, self._window).show()

    def _log_tail(self) -> str:
        return log.tail(self._folder.logs)

    def _keep_place(self) -> None:
        self._memory.keep("geometry", self._window.saveGeometry())
