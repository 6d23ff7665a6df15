"""Frozen rows of office sheets: one that was sent, and what a returned row changes."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from app.models.office.records import SheetRecord
from app.rules.intake.drafts import RowProblem


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet that went to an office, and the counts of its last return: updated + unchanged + refused == rows."""

    id: int
    code: str
    unit: str
    file: str
    tickets: int
    sent_at: datetime
    sent_by: str
    returned_at: datetime | None
    returned_by: str
    rows: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One workbook that was written."""

    unit: str
    file: str
    tickets: int
    code: str


class RowFate(enum.StrEnum):
    """What becomes of a returned row."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


ROW_FATE_WORDS = {RowFate.UPDATED: "更新", RowFate.UNCHANGED: "未变", RowFate.REFUSED: "退回"}


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What one row changes: (word, old, new) of each change, or why it is refused."""

    row: int
    number: str
    fate: RowFate
    changes: tuple[tuple[str, str, str], ...] = ()
    column: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """What a filled sheet changes, row by row, and how many of the rows that were sent it lacks."""

    file: str
    code: str
    unit: str
    rows: tuple[ReturnedRow, ...]
    missing: int
    problems: tuple[RowProblem, ...] = ()
    problems_file: str = ""
    error: str | None = None

    def count(self, fate: RowFate) -> int:
        """How many rows end so."""
        return sum(row.fate is fate for row in self.rows)


def sheet_row(row: SheetRecord) -> SheetRow:
    """One line of the list."""
    return SheetRow(
        id=row.id,
        code=row.code,
        unit=row.unit,
        file=row.file,
        tickets=row.tickets,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        returned_at=row.returned_at,
        returned_by=row.returned_by,
        rows=row.rows,
        updated=row.updated,
        unchanged=row.unchanged,
        refused=row.refused,
    )
