"""Fills the register of merchants where it was not kept yet, or was kept by other words.

A register of an earlier version has no merchants when it is first opened, and a change of the trades changes every
name: then all tickets are read anew behind the window. In between every new ticket is followed as always.
"""

from __future__ import annotations

from collections.abc import Callable

from app.desk.shared.context import Desk
from app.models.register.stores import Stores

_MARK = "merchants-read"
_AT_ONCE = 1000


def is_current(stores: Stores) -> bool:
    """Whether every ticket was read by the words in force."""
    return stores.keep.mark(_MARK) == stores.merchants.index.words().version


def keep_current(desk: Desk, progress: Callable[[int, int], None] | None = None) -> int:
    """Reads all tickets anew where they were not read by the words in force; returns how many were read.

    `progress` is called with the tickets done and how many there are. Stopped in between, it begins anew next time.
    """
    with desk.register.reading() as stores:
        if is_current(stores):
            return 0
        version, ids = stores.merchants.index.words().version, stores.merchants.index.ticket_ids()
    with desk.register.writing() as stores:
        stores.merchants.index.clear()
    for start in range(0, len(ids), _AT_ONCE):
        with desk.register.writing() as stores:
            stores.merchants.note(ids[start : start + _AT_ONCE])
        if progress is not None:
            progress(min(start + _AT_ONCE, len(ids)), len(ids))
    with desk.register.writing() as stores:
        stores.keep.put_mark(_MARK, version)
    return len(ids)
