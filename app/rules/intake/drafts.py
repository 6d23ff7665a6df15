"""The result of one row of a file: a ticket draft or a problem, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class CellNote(NamedTuple):
    """What of a cell was left out, though its row comes in: its column, its text, and why."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class TicketDraft:
    """One row that can become a ticket.

    `values` holds only what the file says, by column (`DRAFT_FIELDS` of app.rules.ticket.fields): texts stripped and
    not empty, codes as members, times as aware UTC instants, counts as whole numbers. `phones` are normalised and
    joined by one space; `dispatched_basis` is "" when the file gave the dispatch time, else what it was estimated
    from. `raw` has the cell texts that normalising changed, by the key of their header; `extra` unknown columns by
    their header; `notes` what of it was left out; `document` the search tokens, when already made.
    """

    sheet: str
    row: int
    number: str
    values: dict[str, Any]
    raw: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    notes: list[CellNote] = field(default_factory=list)
    document: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row is refused, or what of a row that comes in was left out, at its place.

    `cells` is the whole refused row as read, for the problems workbook.
    """

    sheet: str
    row: int
    column: str
    value: str
    number: str
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnusedColumn:
    """A column that feeds no field though it holds something: `filled` rows of it, the first of them as `example`."""

    header: str
    filled: int
    example: str
