"""The model of the list: an array of ids, and a small cache of the rows near the screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.desk.ticket.row import TicketRow
from app.ui.queue.row_words import accessible_text

CHUNK = 100
KEPT_ROWS = 4000
ROW_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()

# Reads the rows of some ids and returns them later, on the GUI thread.
Fetch = Callable[[Sequence[int], Callable[[list[TicketRow]], None]], None]


class TicketListModel(QAbstractListModel):
    """Serves a million ids: an unread row is None and is read in chunks of 100 on request."""

    def __init__(self, fetch: Fetch, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._now = now
        self.ids: array[int] = array("q")
        self._rows: dict[int, TicketRow] = {}
        self._fresh: set[int] = set()
        self._wanted: set[int] = set()
        self._requested: set[int] = set()
        self._generation = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The number of tickets."""
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The TicketRow (ROW_ROLE, None while it is being read), its title, and its accessible text."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self.row_at(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            row = self.row_at(index.row())
            return accessible_text(row, self._now()) if row is not None else "正在读取"
        return None

    def row_at(self, place: int) -> TicketRow | None:
        """The ticket at a place; requests its chunk when it is missing or stale."""
        ticket_id = self.ids[place]
        if ticket_id not in self._fresh:
            self._want(place // CHUNK)
        return self._rows.get(ticket_id)

    def place_of(self, ticket_id: int) -> int:
        """The place of a ticket, -1 when it is not in the list."""
        try:
            return self.ids.index(ticket_id)
        except ValueError:
            return -1

    def set_ids(self, ids: array[int]) -> bool:
        """Sets a new list; shows the old rows until they are read again. False when no id changed."""
        self._generation += 1
        self._fresh.clear()
        self._wanted.clear()
        self._requested.clear()
        if ids == self.ids:
            if len(ids):
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return False
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()
        return True

    def keep_rows(self, rows: Sequence[TicketRow]) -> None:
        """Caches rows before they are requested; they count as stale and are read again."""
        self._rows.update((row.id, row) for row in rows)

    def _want(self, chunk: int) -> None:
        if chunk not in self._requested:
            self._wanted.add(chunk)
            if not self._soon.isActive():
                self._soon.start(0)

    def _ask(self) -> None:
        chunks, self._wanted = sorted(self._wanted), set()
        for chunk in chunks:
            self._requested.add(chunk)
            wanted = list(self.ids[chunk * CHUNK : (chunk + 1) * CHUNK])
            if wanted:
                self._fetch(wanted, self._taker(chunk, wanted))

    def _taker(self, chunk: int, wanted: list[int]) -> Callable[[list[TicketRow]], None]:
        generation = self._generation

        def take(rows: list[TicketRow]) -> None:
            if generation == self._generation:
                self._take(chunk, wanted, rows)

        return take

    def _take(self, chunk: int, wanted: list[int], rows: list[TicketRow]) -> None:
        self._requested.discard(chunk)
        self._rows.update((row.id, row) for row in rows)
        self._fresh.update(wanted)
        self._shrink(wanted)
        start = chunk * CHUNK
        self.dataChanged.emit(self.index(start), self.index(min(start + CHUNK, len(self.ids)) - 1))

    def _shrink(self, keep: list[int]) -> None:
        if len(self._rows) <= KEPT_ROWS:
            return
        needed = set(keep)
        for ticket_id in [i for i in self._rows if i not in needed][: len(self._rows) - KEPT_ROWS // 2]:
            del self._rows[ticket_id]
            self._fresh.discard(ticket_id)
