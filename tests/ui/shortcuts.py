"""Keys of dialogs in tests: offscreen no dialog is ever the active window, so its shortcuts are pressed by name."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def press(window: QWidget, *keys: str) -> None:
    """Presses bound shortcuts of a window one after the other.

    Raises:
        LookupError: nothing is bound to such a key.

    """
    for key in keys:
        found = [each for each in window.findChildren(QShortcut) if each.key() == QKeySequence(key)]
        if not found:
            raise LookupError(key)
        found[0].activated.emit()
