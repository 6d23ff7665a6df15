"""The first sight of the desk: its settings and the queue to be signed for, before the register is open."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from app.base.settings import with_defaults
from app.desk.context import Desk
from app.desk.ticket_row import TicketRow
from app.models import first_sight
from app.rules.states import TicketStatus

LINES = 100


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What a window can show at once: every setting, the ids of 待签收 in their order, and its first lines."""

    settings: Mapping[str, str]
    ids: array[int]
    rows: tuple[TicketRow, ...]


def look(desk: Desk) -> FirstSight | None:
    """As settings.every, queue.page_ids and queue.head tell it a moment later; None when the file cannot be read."""
    seen = first_sight.look(desk.register.path, status=TicketStatus.TO_SIGN.value, limit=LINES)
    if seen is None:
        return None
    return FirstSight(with_defaults(seen.settings), seen.ids, tuple(TicketRow(line) for line in seen.lines))
