"""Records of entered law: versions of the rules and tables of years, each as its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RuleVersionRecord:
    """A version of the rules; `effective_from` is its day as ISO text, `body` its file form."""

    id: int
    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True)
class CalendarYearRecord:
    """A table of a year; `body` is its file form."""

    id: int
    year: int
    body: str
    made_at: datetime
    made_by: str
    note: str
