"""Whether the receiver of a callback was deleted: a dialog may close before its answer arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import shiboken6
from PySide6.QtCore import QObject

_DEPTH = 3  # a partial of a function in a method: deeper callbacks are not written


def is_gone(callback: Callable[..., object]) -> bool:
    """Whether a Qt object that the callback acts on was deleted: its own, an argument, or one that it encloses."""
    return any(not shiboken6.isValid(receiver) for receiver in _receivers(callback, _DEPTH))


def _receivers(value: object, depth: int) -> Iterator[QObject]:
    if isinstance(value, QObject):
        yield value
    elif depth and callable(value):
        for part in _parts(value):
            yield from _receivers(part, depth - 1)


def _parts(callback: Callable[..., object]) -> Iterator[object]:
    if isinstance(callback, partial):
        yield callback.func
        yield from callback.args
        yield from callback.keywords.values()
        return
    yield getattr(callback, "__self__", None)
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            yield cell.cell_contents
        except ValueError:  # a name that is not bound yet
            continue
