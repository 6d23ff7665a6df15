"""A window is freed when it goes: the fortieth of a process costs what the first did."""

from __future__ import annotations

import gc
import time
from collections import Counter
from statistics import median

import shiboken6

from app.base.paths import DataFolder
from app.ui.frame.application import open_window
from app.ui.frame.runners import InlineRunner
from tests.support.registers import desk_on
from tests.ui.conftest import OPERATOR

WINDOWS = 40
SAMPLE = 8
_OF_A_WINDOW = (
    "app.ui.",
    "builtins.function",
    "builtins.method",
    "functools.partial",
    "PySide6.QtGui.QAction",
    "PySide6.QtWidgets.QLabel",
    "PySide6.QtWidgets.QPushButton",
)


def _open_and_leave(folder: DataFolder, still) -> float:
    """Opens a window and deletes it; the CPU seconds it took to open."""
    desk = desk_on(folder, still)
    begun = time.process_time()
    opened = open_window(desk, person=OPERATOR, runner=InlineRunner(), show=False)
    opened.window.show()
    took = time.process_time() - begun
    opened.application.processEvents()
    opened.close()
    shiboken6.delete(opened.window)
    desk.register.close()
    return took


def _living() -> Counter[str]:
    """The living objects of the windows, by type."""
    gc.collect()
    names = (f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    return Counter(name for name in names if name.startswith(_OF_A_WINDOW))


def test_the_fortieth_window_costs_what_the_first_did(qapp, folder, still) -> None:
    costs = []
    gc.collect()
    for _ in range(WINDOWS):
        costs.append(_open_and_leave(folder, still))
    first, last = median(costs[:SAMPLE]), median(costs[-SAMPLE:])
    assert last < 1.5 * first, f"{first:.3f} s for the first windows, {last:.3f} s for the last ones"


def test_a_window_that_is_gone_leaves_nothing_alive(qapp, folder, still) -> None:
    for _ in range(2):
        _open_and_leave(folder, still)
    before = _living()
    for _ in range(6):
        _open_and_leave(folder, still)
    left = _living() - before
    assert not left, f"left alive by 6 windows: {left.most_common(10)}"
