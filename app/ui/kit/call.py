"""A slot that calls a function with fixed arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject, Slot

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
