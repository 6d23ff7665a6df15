"""Records of office sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that goes to an office."""

    code: str
    unit: str
    file: str
    tickets: int
    sent_at: datetime
    sent_by: str


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """One sheet, and the counts of its last return."""

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
    version: int


class SheetChange(TypedDict, total=False):
    """The columns of a sheet that its return changes."""

    returned_at: datetime
    returned_by: str
    rows: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row as it was printed."""

    ticket_id: int
    number: str
    printed: Mapping[str, str]
