"""Records of merchants, and how the facts of a mention stand in one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.merchant.addresses import Place
from app.rules.merchant.decisions import DecisionKind


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision of a person; `ended_at` says when it was taken back."""

    id: int
    kind: DecisionKind
    first_id: int
    second_id: int
    form: str
    note: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    version: int


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be added."""

    kind: DecisionKind
    first_id: int
    second_id: int
    form: str
    note: str
    made_at: datetime
    made_by: str


class MerchantCount(NamedTuple):
    """A merchant as lists show it: its counts of tickets, all and since two instants, and its last ticket."""

    id: int
    name: str
    trade: str
    tickets: int
    in_30_days: int
    in_90_days: int
    last_at: datetime
    streets: str


def write_places(places: Iterable[Place]) -> str:
    """Places as one cell: `西大街#35 云趣园3区`."""
    return " ".join(f"{place.name}#{place.number}" for place in places)


def read_places_cell(cell: str) -> tuple[Place, ...]:
    """The places of a cell."""
    return tuple(Place(*one.split("#", 1)) for one in cell.split())
