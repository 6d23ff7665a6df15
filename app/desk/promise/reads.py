"""Reads promises to callers: those that fall due, and those of one ticket."""

from __future__ import annotations

from datetime import datetime

from app.desk.promise.rows import PromiseRow, promise_row
from app.desk.shared.context import Desk


def due(desk: Desk, *, until: datetime | None = None) -> list[PromiseRow]:
    """Promises still open that fall due up to `until` (None: all), the next one first; also of closed tickets."""
    with desk.register.reading() as stores:
        return [promise_row(record) for record in stores.promises.open_until(until)]


def of_ticket(desk: Desk, *, ticket_id: int) -> list[PromiseRow]:
    """A ticket's promises of every state, the next one due first."""
    with desk.register.reading() as stores:
        return [promise_row(record) for record in stores.promises.of_ticket(ticket_id)]
