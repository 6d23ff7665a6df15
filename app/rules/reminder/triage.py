"""What can still be done about a reminder that rings: saved in time, just run out, or long overdue."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

# One shift: whoever sits at the desk, or has just taken it over, still answers for what ran out in it, and a deadline
# at 24:00 is still reported in the morning. What ran out before has rung for a whole shift or came in late.
JUST_RUN_OUT = timedelta(hours=12)


class Hope(enum.Enum):
    """What can still be done about a ticket that rings."""

    SAVABLE = "savable"
    JUST_OVER = "just-over"
    LONG_OVER = "long-over"


class Ringing(Protocol):
    """A slot that rings, with the end of its clock."""

    @property
    def planned_at(self) -> datetime: ...  # noqa: D102

    @property
    def due_at(self) -> datetime | None: ...  # noqa: D102


def hope_of(rows: Iterable[Ringing], now: datetime, *, came_old: bool = False) -> Hope:
    """What can still be done about a ticket with these slots.

    It can be saved while one of its clocks has not run out; a slot without an end asks for nothing that could be
    missed. It has just run out for twelve hours from the last end; a slot that rings after the end of its clock (the
    second level of a report) counts from its own moment, unless the ticket had long run out when it came in.
    """
    last: datetime | None = None
    for row in rows:
        if row.due_at is None or row.due_at > now:
            return Hope.SAVABLE
        over = row.due_at if came_old else max(row.due_at, row.planned_at)
        last = over if last is None else max(last, over)
    if last is None:
        return Hope.SAVABLE
    return Hope.JUST_OVER if now - last <= JUST_RUN_OUT else Hope.LONG_OVER
