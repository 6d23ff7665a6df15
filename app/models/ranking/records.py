"""Official rankings as the register keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.ranking.states import Origin, Scope


@dataclass(frozen=True, slots=True)
class NewRanking:
    """A ranking to be entered; `score` is its text, "" where nobody told it."""

    scope: Scope
    period: str
    place: int | None
    score: str
    units: int | None
    origin: Origin
    file: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True)
class RankingRecord(NewRanking):
    """One entered ranking."""

    id: int


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One unit of a ranking; `ours` marks our own."""

    place: int | None
    unit: str
    score: str
    ours: int


class OfficialTicketRecord(NamedTuple):
    """One ticket of the official list, the answers in the platform's words; `row` is its row in the file."""

    row: int
    number: str
    valid: str
    contacted: str
    solved: str
    satisfied: str
    excluded: str
