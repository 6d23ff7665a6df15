"""A measure against a kind of problem, as the register keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKindMeasure:
    """A measure to be entered."""

    kind: str
    since: str
    text: str
    paper: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class KindMeasureRecord:
    """One measure; `ended_at` is set once it was withdrawn as a mistake."""

    id: int
    kind: str
    since: str
    text: str
    paper: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


class KindMeasureChange(TypedDict, total=False):
    """The columns of a measure that can change."""

    ended_at: datetime
    ended_by: str
    note: str
