"""Fills the register of merchants where it was not kept yet, or was kept by other words.

A register of an earlier version has no merchants when it is first opened, and a change of the trades changes every
name: then all tickets are read anew behind the window. In between every new ticket is followed as always.
"""

from __future__ import annotations

from collections.abc import Callable

from app.base.people import THE_DESK
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb

_PROGRESS = "merchants-reading"
_AT_ONCE = 500


def is_current(stores: Stores) -> bool:
    """Whether every ticket was read by the words in force."""
    index = stores.merchants.index
    return index.read_by() == index.words().version or not index.has_tickets()


def reading_words(stores: Stores) -> str:
    """How far the tickets are read anew: 12,000 / 100,000; "" when they are."""
    return "" if is_current(stores) else (stores.keep.mark(_PROGRESS) or "0")


def keep_current(desk: Desk, progress: Callable[[], None] | None = None) -> int:
    """Reads all tickets anew where they were not read by the words in force; returns how many were read.

    `progress` is called after some hundred tickets, and may raise to stop. Stopped in between, it begins anew next
    time.
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
            stores.keep.put_mark(_PROGRESS, f"{min(start + _AT_ONCE, len(ids)):,} / {len(ids):,}")
        if progress is not None:
            progress()
    with desk.register.writing() as stores:
        stores.merchants.index.note_read(version)
        write_line(desk, stores, THE_DESK, JournalVerb.MERCHANTS_READ, f"从 {len(ids):,} 件工单中归并商户")
    return len(ids)
