"""A measure as the register keeps it, with the columns of its ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.evidence import KeptFile
from app.rules.measure import Confirmation, MeasureKind, MeasureState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """A measure to be entered."""

    ticket_id: int
    kind: MeasureKind
    state: MeasureState
    granted_by: str
    channel: str
    paper: str
    files: tuple[KeptFile, ...]
    reason: str
    until: datetime
    deadline_before: datetime | None
    imported_before: datetime | None
    confirmation: Confirmation | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """One measure, then the columns of its ticket that a list shows."""

    id: int
    ticket_id: int
    kind: MeasureKind
    state: MeasureState
    granted_by: str
    channel: str
    paper: str
    files: tuple[KeptFile, ...]
    reason: str
    until: datetime | None
    deadline_before: datetime | None
    imported_before: datetime | None
    confirmation: Confirmation | None
    platform_deadline: datetime | None
    compared_at: datetime | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int
    number: str
    title: str
    content: str
    unit: str
    street: str
    is_open: bool
    deadline_at: datetime | None


class MeasureChange(TypedDict, total=False):
    """The columns of a measure that can change."""

    state: MeasureState
    until: datetime | None
    confirmation: Confirmation | None
    platform_deadline: datetime | None
    compared_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    note: str
