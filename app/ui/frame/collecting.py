"""Runs the garbage collector on the GUI thread, and there only: no other thread may free an object of Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from app.base.garbage import collect_some

EVERY_MS = 1000


def collect_here(owner: QObject) -> None:
    """Turns automatic collections off in this process; a timer of `owner` collects on its thread instead."""
    gc.disable()
    timer = QTimer(owner)
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(collect_some)
    timer.start()
