"""The window's memory on this PC: its place and the widths of its parts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.base.private_files import close_to_others


class WindowMemory:
    """A small ini file in the data folder; losing it loses no work."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def bytes(self, name: str) -> QByteArray:
        """The saved state of a widget, empty when none."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Saves the state of a widget."""
        self._store.setValue(name, state)
        self._write()

    def text(self, name: str) -> str:
        """The saved text, empty when none."""
        value = self._store.value(name)
        return value if isinstance(value, str) else ""

    def keep_text(self, name: str, text: str) -> None:
        """Saves a text; an empty one deletes the entry."""
        if text:
            self._store.setValue(name, text)
        else:
            self._store.remove(name)
        self._write()

    def _write(self) -> None:
        self._store.sync()
        close_to_others(self.path)
