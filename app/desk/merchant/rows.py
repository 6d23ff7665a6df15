"""Rows of merchants as pages and commands show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.rules.merchant.decisions import DecisionKind
from app.rules.merchant.folding import Folded


@dataclass(frozen=True, slots=True)
class MerchantRegister:
    """All merchants and their open proposals, with the numbers of their tickets by id."""

    folded: Folded
    numbers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class MerchantRow:
    """One merchant in the list: its tickets, all and of the last 30 and 90 days; `doubts` are open proposals."""

    id: int
    name: str
    trade: str
    streets: str
    tickets: int
    in_30_days: int
    in_90_days: int
    last_at: datetime
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class MerchantList:
    """The listed merchants; `reading` says how far older tickets are read, "" when they are."""

    rows: tuple[MerchantRow, ...]
    proposals: int
    reading: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of a merchant: as written, its cleaned form, where it stands, and its tickets."""

    text: str
    form: str
    source: str
    tickets: int


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Another merchant that may be this one, and why."""

    first: int
    second: int
    other: int
    name: str
    tickets: int
    score: float
    reasons: tuple[str, ...]
    shares_place_or_phone: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in force about a merchant, that can be taken back."""

    ids: tuple[int, ...]
    kind: DecisionKind
    words: str
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class MerchantDetail:
    """One merchant with its names, places, phones (masked), tickets, proposals and decisions."""

    row: MerchantRow
    names: tuple[NameRow, ...]
    places: tuple[str, ...]
    phones: tuple[str, ...]
    ticket_ids: tuple[int, ...]
    proposals: tuple[ProposalRow, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class TicketMerchant:
    """The merchant of one ticket as its card shows it; `recent` are its tickets of the last 30 days."""

    merchant_id: int
    name: str
    recent: tuple[int, ...]
