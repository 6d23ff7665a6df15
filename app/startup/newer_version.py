"""Notices that a newer version was installed while this desk runs, and says so once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.base.installation import installation, waiting_version
from app.startup.window_health import program_line
from app.ui.frame.shell import Shell

LOOK_SECONDS = 60.0


class NewerVersion(QObject):
    """Looks for a waiting version on the scheduler's thread; shows it in the message bar and on the page of health."""

    _found = Signal(str)

    def __init__(self, shell: Shell, *, waiting: Callable[[], str] = waiting_version) -> None:
        super().__init__()
        self._shell = shell
        self._waiting = waiting
        self._said = ""
        self._version = installation().version
        self._found.connect(self._show)
        self._shell.took_health(program_line(self._version, ""))

    def look(self) -> None:
        """Looks once; may be called from any thread."""
        waiting = self._waiting()
        if waiting != self._said:
            self._said = waiting
            self._found.emit(waiting)

    def _show(self, waiting: str) -> None:
        self._shell.took_health(program_line(self._version, waiting))
        if waiting:
            self._shell.say(f"新版本 {waiting} 已安装：本窗口继续使用原版本，退出并重新打开后使用新版本", "amber")
