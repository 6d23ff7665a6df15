"""The rows of tickets in every table, as they stand: what an act did is the difference between two images."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.base.clock import from_seconds
from app.models.shared import direct
from app.models.ticket.digest import Stored
from app.models.ticket.records import Clocks, TicketRecord
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import BY_NAME

TICKETS = "tickets"
REMINDERS = "reminders"
ROUNDS = "urge_rounds"
# Every table with rows of a ticket, parents before children; a test holds the list against the schema.
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
    "urge_tickets",
    "group_event_tickets",
)
# Tables that name tickets, by column, which only the joining of two tickets changes: calls of the phone system and rows
# of the platform's list come from files, a sheet belongs to its office.
OF_FILES = {
    "calls": ("ticket_id",),
    "office_sheet_rows": ("ticket_id",),
    "reconciliation_differences": ("ticket_id", "match_id"),
    "ticket_joins": ("kept_id",),
}
# Tables whose rows belong to one of those, with their column and its table.
BELOW = {
    "return_steps": ("return_id", "returns"),
    "exclusion_steps": ("exclusion_id", "exclusions"),
    "exclusion_files": ("exclusion_id", "exclusions"),
}
# Urge rounds belong to a unit, and change with the tickets in them.
_ORDER = (ROUNDS, *OF_TICKET, *BELOW, *OF_FILES)
_NUMBERED = frozenset({"surveys", "replies", "returns", REMINDERS})
_ASIDE = -1_000_000_000
# What the desk of itself notes about a reminder; it goes with the reminder.
_OF_REMINDER = ("receipts", "urge_slots")
_TICKETS_AT_ONCE = 400
# Columns that follow from the others of a ticket.
_DERIVED = frozenset({*Clocks.__annotations__, "version"})

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


def restored_values(change: RowChange, present: TicketRecord) -> dict[str, object]:
    """What a ticket's columns were before a change, typed: those that nobody has changed since, without its clocks."""
    before, after = change.before or {}, change.after or {}
    values: dict[str, object] = {}
    for name, value in before.items():
        if name in _DERIVED or value == after.get(name):
            continue
        if typed(name, after.get(name)) == present.value(name):
            values[name] = typed(name, value)
    return values


def typed(name: str, value: Stored) -> object:
    """A stored value of a column of tickets, as the program has it."""
    kind = BY_NAME[name].kind
    if kind is Kind.INSTANT:
        return None if value is None else from_seconds(int(value))
    if kind is Kind.FLAG:
        return bool(value)
    return json.loads(str(value)) if kind is Kind.TEXTS else value


class ImageStore:
    """Takes and restores the rows of tickets within one transaction, as the driver stores them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, ticket_ids: Sequence[int], *, with_files: bool = False) -> Image:
        """Every row of these tickets, and the urge rounds they are in; with those of files where two are joined."""
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
            own = f"SELECT round_id FROM urge_tickets WHERE ticket_id IN ({marks})"
            self._read(image, ROUNDS, f"id IN ({own})", chosen)
            for table, columns in OF_FILES.items() if with_files else ():
                for column in columns:
                    self._read(image, table, f"{column} IN ({marks})", chosen)
        return image

    def of_rounds(self, round_ids: Sequence[int]) -> Image:
        """The rows of these urge rounds and of their tickets."""
        image: dict[Place, Row] = {}
        for start in range(0, len(round_ids), _TICKETS_AT_ONCE):
            chosen = round_ids[start : start + _TICKETS_AT_ONCE]
            marks = ", ".join("?" * len(chosen))
            self._read(image, ROUNDS, f"id IN ({marks})", chosen)
            self._read(image, "urge_tickets", f"round_id IN ({marks})", chosen)
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
        moved = [(change, change.before) for change in others if change.before is not None and change.after is not None]
        for change, _ in moved:
            if change.table in _NUMBERED:  # two rows of a ticket may have changed places
                self.set_aside(change.table, change.id)
        for change, before in moved:
            self._write(change, before)
        for change in others:
            if change.before is not None and change.after is None:
                self.put_row(change.table, change.before)

    def set_aside(self, table: str, row_id: int) -> None:
        """Gives a numbered row of a ticket a round that no other has, until it gets its own."""
        direct.run(self._connection, f"UPDATE {table} SET round = ? WHERE id = ?", (_ASIDE - row_id, row_id))

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

    def put_row(self, table: str, row: Row) -> None:
        """Adds a row as it was."""
        marks = ", ".join("?" * len(row))
        direct.run(self._connection, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
