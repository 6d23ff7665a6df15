"""The rows of tickets in every table, as they stand: what an act did is the difference between two images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.models.shared import direct
from app.models.ticket.digest import Stored

TICKETS = "tickets"
REMINDERS = "reminders"
# Every table with rows of a ticket, parents before children; a test holds the list against the schema. Calls of the
# phone system are left out: they come from files, and no act at a ticket makes or removes one.
OF_TICKET = (
    TICKETS,
    "attempts",
    "surveys",
    "promises",
    "findings",
    "replies",
    "returns",
    "passing_cases",
    "exclusions",
    "escalations",
    "measures",
    REMINDERS,
)
# Tables whose rows belong to one of those, with their column and its table.
BELOW = {
    "return_steps": ("return_id", "returns"),
    "exclusion_steps": ("exclusion_id", "exclusions"),
    "exclusion_files": ("exclusion_id", "exclusions"),
}
_ORDER = (*OF_TICKET, *BELOW)
# What the desk of itself notes about a reminder; it goes with the reminder.
_OF_REMINDER = ("receipts", "urge_slots")
_TICKETS_AT_ONCE = 400

Place = tuple[str, int]
Row = Mapping[str, Stored]
Image = Mapping[Place, Row]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an act did to one row: `before` is None for a row it added, `after` for one it removed."""

    table: str
    id: int
    before: Row | None
    after: Row | None


def changes_between(before: Image, after: Image) -> tuple[RowChange, ...]:
    """The rows that differ between two images of the same tickets."""
    places = dict.fromkeys((*before, *after))
    return tuple(
        RowChange(*place, before.get(place), after.get(place))
        for place in places
        if before.get(place) != after.get(place)
    )


class ImageStore:
    """Takes and restores the rows of tickets within one transaction, as the driver stores them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, ticket_ids: Sequence[int]) -> Image:
        """Every row of these tickets."""
        image: dict[Place, Row] = {}
        for start in range(0, len(ticket_ids), _TICKETS_AT_ONCE):
            chosen = ticket_ids[start : start + _TICKETS_AT_ONCE]
            marks = ", ".join("?" * len(chosen))
            for table in OF_TICKET:
                column = "id" if table == TICKETS else "ticket_id"
                self._read(image, table, f"{column} IN ({marks})", chosen)
            for table, (column, parent) in BELOW.items():
                parents = f"SELECT id FROM {parent} WHERE ticket_id IN ({marks})"
                self._read(image, table, f"{column} IN ({parents})", chosen)
        return image

    def now(self, changes: Iterable[RowChange]) -> dict[Place, Row]:
        """The present rows of these changes; those that are gone are left out."""
        image: dict[Place, Row] = {}
        for change in changes:
            self._read(image, change.table, "id = ?", (change.id,))
        return image

    def put_back(self, changes: Sequence[RowChange]) -> None:
        """Restores the rows as they were before, but those of `tickets`; counted versions rise instead of falling."""
        others = [change for change in changes if change.table != TICKETS]
        others.sort(key=lambda change: _ORDER.index(change.table))
        for change in reversed(others):
            if change.before is None:
                self._remove(change)
        for change in others:
            if change.before is not None and change.after is not None:
                self._write(change, change.before)
        for change in others:
            if change.before is not None and change.after is None:
                self._add(change.table, change.before)

    def _read(self, image: dict[Place, Row], table: str, condition: str, values: Sequence[object]) -> None:
        cursor = direct.run(self._connection, f"SELECT * FROM {table} WHERE {condition}", values)
        names = [column[0] for column in cursor.description or ()]
        for found in cursor.fetchall():
            row: Row = dict(zip(names, found, strict=True))
            image[table, int(row["id"] or 0)] = row

    def _remove(self, change: RowChange) -> None:
        for table in _OF_REMINDER if change.table == REMINDERS else ():
            direct.run(self._connection, f"DELETE FROM {table} WHERE reminder_id = ?", (change.id,))
        direct.run(self._connection, f"DELETE FROM {change.table} WHERE id = ?", (change.id,))

    def _write(self, change: RowChange, before: Row) -> None:
        names = [name for name in before if name not in {"id", "version"}]
        written = ", ".join(f"{name} = ?" for name in names)
        counted = ", version = version + 1" if "version" in before else ""
        values = (*(before[name] for name in names), change.id)
        direct.run(self._connection, f"UPDATE {change.table} SET {written}{counted} WHERE id = ?", values)

    def _add(self, table: str, row: Row) -> None:
        marks = ", ".join("?" * len(row))
        direct.run(self._connection, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
