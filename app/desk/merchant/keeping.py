"""Brings the register of merchants up to date behind the window: after a file, an upgrade, a change of the words.

A ticket by hand is followed in its own transaction. Those of a file wait for short turns here, so that nobody waits for
the register meanwhile. A register of an earlier version has no merchants when it is first opened, and a change of the
trades changes every name: then all tickets are read anew. In between every new ticket is followed as always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.base.people import THE_DESK, Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb

_PROGRESS = "merchants-reading"
_AT_ONCE = 250


def is_current(stores: Stores) -> bool:
    """Whether every ticket was read by the words in force."""
    return _is_read(stores) and not stores.merchants.index.waiting(1)


def reading_words(stores: Stores) -> str:
    """How many tickets are still to be read, as 12,000 / 100,000 where all are read anew; "" when none is."""
    if not _is_read(stores):
        return stores.keep.mark(_PROGRESS) or "0"
    waiting = stores.merchants.index.count_waiting()
    return f"还有 {waiting:,}" if waiting else ""


def keep_current(desk: Desk, progress: Callable[[], None] | None = None) -> int:
    """Reads the tickets that wait, or all where they were not read by the words in force; returns how many were read.

    `progress` is called after some hundred tickets, and may raise to stop. Stopped in between, reading all begins anew
    next time.
    """
    with desk.register.reading() as stores:
        if is_current(stores):
            return 0
        whole = not _is_read(stores)
    return _read_all(desk, progress) if whole else _read_waiting(desk, progress)


def follow_new(desk: Desk, _person: Person = THE_DESK, _ticket_ids: Sequence[int] = ()) -> bool:
    """Reads what is still to be read, before others judge the merchants; whether there was any."""
    return keep_current(desk) > 0


def _is_read(stores: Stores) -> bool:
    index = stores.merchants.index
    return index.read_by() == index.words().version or not index.has_tickets()


def _read_waiting(desk: Desk, progress: Callable[[], None] | None) -> int:
    """In turns of its own; the last one writes the line by which the figures count the merchants anew."""
    read, waits = 0, True
    while waits:
        with desk.register.writing() as stores:
            part = stores.merchants.index.waiting(_AT_ONCE)
            stores.merchants.index.end_waiting(part)
            stores.merchants.note(part)
            read += len(part)
            waits = bool(stores.merchants.index.waiting(1))
            if part and not waits:
                write_line(desk, stores, THE_DESK, JournalVerb.MERCHANTS_READ, "归并导入工单的商户")
        if progress is not None:
            progress()
    return read


def _read_all(desk: Desk, progress: Callable[[], None] | None) -> int:
    with desk.register.reading() as stores:
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
