"""A slot that calls a function with fixed arguments, at a signal or at the next round of the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject, QTimer, Slot

P = ParamSpec("P")


class Call(QObject):
    """Calls `function` with fixed arguments when a signal comes: `button.clicked.connect(Call(button, act, 3).run)`.

    It is a child of `owner`, usually the sender, and is freed with it. A lambda would be kept by PySide as long
    as its sender lives, with all that it refers to; a sender that it refers to is then never freed.
    """

    def __init__(self, owner: QObject, function: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> None:
        super().__init__(owner)
        self._function = function
        self._arguments = arguments
        self._named = named

    @Slot()
    def run(self) -> None:
        """Makes the call; the arguments of the signal are ignored."""
        self._function(*self._arguments, **self._named)


def call_later(owner: QObject, function: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> None:
    """Calls `function` at the next round of the event loop, or never when `owner` is deleted before.

    `QTimer.singleShot` calls a Python method even after the object of that method was deleted.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(Call(timer, function, *arguments, **named).run)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)
