"""What a test may not leave behind: threads and running timers."""

from __future__ import annotations

import gc
import sys
import threading

from tests.support.patience import PATIENCE

# Threads that belong to the harness itself or to the runner of the tests.
_OURS = ("harness-", "execnet", "pytest")


def threads() -> set[threading.Thread]:
    """The threads that run now, without the harness's own."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith(_OURS)}


def leaked_threads(before: set[threading.Thread], patience: float = PATIENCE) -> list[str]:
    """The names of the threads that were not there before and do not end within `patience` seconds."""
    new = threads() - before - {threading.main_thread()}
    for thread in new:
        # Threads that Qt started are known to Python only as dummies, which cannot be joined.
        if not isinstance(thread, threading._DummyThread):
            thread.join(patience)
    return sorted(t.name for t in new if t.is_alive() and not isinstance(t, threading._DummyThread))


def running_timers() -> dict[int, str]:
    """The active QTimer objects that Python knows, by identity, with their owner's type; nothing before Qt is used."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return {}
    shiboken = sys.modules["shiboken6"]
    timer_type = core.QTimer
    return {
        id(each): f"QTimer of {type(each.parent()).__name__}, {each.interval()} ms"
        for each in gc.get_objects()
        if type(each) is timer_type and shiboken.isValid(each) and each.isActive()
    }


def delete_windows(but: set[int]) -> None:
    """Deletes the windows that a test left standing: each would be styled anew with every window of a later test."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    shiboken = sys.modules["shiboken6"]
    for window in widgets.QApplication.topLevelWidgets():
        if shiboken.isValid(window) and shiboken.getCppPointer(window)[0] not in but:
            shiboken.delete(window)


def windows() -> set[int]:
    """The windows that stand now, by their address; none before Qt is used."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    pointer = sys.modules["shiboken6"].getCppPointer
    return {pointer(window)[0] for window in widgets.QApplication.topLevelWidgets()}


def leaked_timers(before: dict[int, str]) -> list[str]:
    """The owners of timers that were not running before and still run after what was deleted is gone."""
    new = _new_timers(before)
    if new:
        core = sys.modules["PySide6.QtCore"]
        gc.collect()
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        new = _new_timers(before)
    return sorted(new)


def _new_timers(before: dict[int, str]) -> list[str]:
    return [owner for identity, owner in running_timers().items() if identity not in before]
