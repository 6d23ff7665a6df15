"""Findings as the register keeps them, and the facts of a ticket that decide them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.finding.judgement import ContactFacts
from app.rules.finding.states import FindingKind, FindingState


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding and the shown columns of its ticket; `key` distinguishes findings of one kind at one ticket."""

    id: int
    ticket_id: int
    kind: FindingKind
    key: str
    at: datetime
    found_at: datetime
    reason: str
    state: FindingState
    decided_at: datetime | None
    decided_by: str
    note: str
    number: str
    title: str
    content: str
    street: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """A finding to be added."""

    ticket_id: int
    kind: FindingKind
    key: str
    at: datetime
    found_at: datetime
    reason: str
    state: FindingState
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""


class FindingChange(TypedDict, total=False):
    """The changeable columns of a finding."""

    reason: str
    state: FindingState
    decided_at: datetime | None
    decided_by: str
    note: str


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """The columns of a stored finding that the watch compares."""

    id: int
    kind: FindingKind
    key: str
    state: FindingState
    reason: str


@dataclass(frozen=True, slots=True)
class WatchedTicket:
    """A ticket as the watch over contacts sees it; `ruled_at` is the moment whose rules hold for it."""

    id: int
    ruled_at: datetime
    facts: ContactFacts
    known: tuple[KnownFinding, ...]
