"""The first view of the desk: settings and the 待签收 queue, read before the register is open."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.base.clock import from_seconds
from app.base.settings import with_defaults
from app.desk.shared.context import Desk
from app.desk.ticket.row import TicketRow
from app.models.queue import first_sight
from app.rules.law import clock_rules
from app.rules.law.urgency import SHIPPED_BOOK, LevelBook
from app.rules.ticket.states import TicketStatus

LINES = 100


@dataclass(frozen=True, slots=True)
class FirstSight:
    """The data a window can show at once: every setting, the ids of 待签收 in their order, and its first lines."""

    settings: Mapping[str, str]
    ids: array[int]
    rows: tuple[TicketRow, ...]


def look(desk: Desk) -> FirstSight | None:
    """Reads what settings.every, queue.page_ids and queue.head return later; None when the file cannot be read."""
    seen = first_sight.look(desk.register.path, status=TicketStatus.TO_SIGN.value, limit=LINES)
    if seen is None:
        return None
    levels = _levels(seen.rules)
    rows = tuple(TicketRow(line, levels=levels) for line in seen.lines)
    return FirstSight(with_defaults(seen.settings), seen.ids, rows)


def _levels(versions: Sequence[tuple[int, str, int]]) -> LevelBook:
    """The levels of urgency; the rules are loaded only where somebody entered some."""
    if not versions:
        return SHIPPED_BOOK
    texts = [clock_rules.VersionText(key, body, from_seconds(at)) for key, body, at in versions]
    return clock_rules.book_with(texts)[0].levels
