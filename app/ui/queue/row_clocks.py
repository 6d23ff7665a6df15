"""The clocks of the visible rows: repainted only where text, colour or bar has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QTableView

from app.ui.queue.model import TicketListModel
from app.ui.queue.row_words import RowClock, row_clock


class RowClocks:
    """Remembers the last state of each visible clock."""

    def __init__(self, view: QTableView, tickets: TicketListModel) -> None:
        self._view = view
        self._tickets = tickets
        self._seen: dict[int, RowClock] = {}

    def tick(self, places: range, now: datetime) -> int:
        """Repaints the rows at these places whose clock has changed; returns how many."""
        changed = 0
        seen: dict[int, RowClock] = {}
        for place in places:
            row = self._tickets.row_at(place)
            if row is None:
                continue
            clock = row_clock(row, now)
            seen[row.id] = replace(clock, used=None if clock.used is None else round(clock.used, 2))
            if row.id in self._seen and self._seen[row.id] != seen[row.id]:
                self._view.update(self._tickets.index(place))
                changed += 1
        self._seen = seen
        return changed
