"""Remembers at which ticket each list was left, so that coming back finds the same ticket."""

from __future__ import annotations

from dataclasses import replace

from app.desk.queue.rows import QueueQuery

NO_TICKET = -1
_MOST = 50


class LeftPlaces:
    """The tickets of the lists left last, whatever order those lists were in."""

    def __init__(self) -> None:
        self._left: list[tuple[QueueQuery, int]] = []

    def leave(self, query: QueueQuery, ticket_id: int | None) -> None:
        """Remembers the current ticket of a list that is being left."""
        key = replace(query, sorting=None)
        others = [(other, ticket) for other, ticket in self._left if other != key]
        self._left = [*others, *([] if ticket_id is None else [(key, ticket_id)])][-_MOST:]

    def left_at(self, query: QueueQuery) -> int:
        """The ticket at which this list was left; NO_TICKET when it was not visited before."""
        key = replace(query, sorting=None)
        return next((ticket for other, ticket in self._left if other == key), NO_TICKET)
