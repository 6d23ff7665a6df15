"""Detects changes that other processes make to the register: commands, or another desk's program."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.base.changes import Change
from app.ui.frame.gateway import Gateway

WATCH_MS = 2000


class Elsewhere(QObject):
    """Polls a number that changes with every foreign write, and then refreshes every page.

    The first answer refreshes too: the data shown before it may be older than the number to compare with.
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
        """Polls now, and every two seconds from now on."""
        self._ask()
        self._timer.start()

    def _ask(self) -> None:
        self._gateway.read(self._number, self._compare, key="changed-elsewhere")

    def _compare(self, number: Hashable) -> None:
        if number != self._seen:
            self._seen = number
            self._gateway.changed.emit(Change.EVERYTHING)
