"""Notices what other processes write to the register: commands beside the window, another desk's program."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.base.changes import Change
from app.ui.frame.gateway import Gateway

WATCH_MS = 2000


class Elsewhere(QObject):
    """Asks for a number that changes when somebody else has written, and then lets every page read anew.

    The first answer does so too: whatever was shown before it may be older than what it will be held against.
    """

    def __init__(self, gateway: Gateway, number: Callable[[Any], Hashable], parent: QObject) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._number = number
        self._seen: Hashable = None
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        """Asks now, and from now on every two seconds."""
        self._ask()
        self._timer.start()

    def _ask(self) -> None:
        self._gateway.read(self._number, self._compare, key="changed-elsewhere")

    def _compare(self, number: Hashable) -> None:
        if number != self._seen:
            self._seen = number
            self._gateway.changed.emit(Change.EVERYTHING)
