"""Chinese input in Qt: the module is set before the application starts, a daemon that starts later is announced."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, Signal

from app.base import input_daemons
from app.base.input_method import InputState, InputWish, choose

LOOK_EVERY_MS = 10_000
_PREFIX, _END = "lib", "platforminputcontextplugin"
_ALSO = {"compose": "xim", "fcitx5": "fcitx"}  # further names of a module


def set_input_module(wish: InputWish) -> InputState:
    """Sets the variables that Qt reads when its application is made; returns the state of input."""
    state = choose(input_daemons.look_around(modules_of_qt()), wish)
    os.environ.update(state.variables)
    return state


def modules_of_qt(plugins: Path | None = None) -> frozenset[str]:
    """The names of the input modules that this Qt can load."""
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    found = {
        file.name.removeprefix(_PREFIX).partition(_END)[0]
        for file in (folder / "platforminputcontexts").glob(f"{_PREFIX}*{_END}*.so")
    }
    return frozenset(found | {_ALSO[name] for name in found if name in _ALSO})


class DaemonWatch(QObject):
    """Looks every 10 s for a daemon that was missing at the start: it begins to type when the desk is opened again."""

    found = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks once; emits `found` and stops when a daemon answers."""
        if input_daemons.answers():
            self._timer.stop()
            self.found.emit()
