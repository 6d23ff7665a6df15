"""The watch as the register keeps it: looks, rounds, reconciliations, differences and outages of the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.watch.reconciliation import DifferingField
from app.rules.watch.states import DifferenceKind, DifferenceState, ListKind, LookKind, RoundState


@dataclass(frozen=True, slots=True)
class NewLook:
    """Somebody looked at the platform; `seen` counts what was seen there, None when nobody counted."""

    at: datetime
    who: str
    kind: LookKind
    seen: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A round that is over."""

    due_at: datetime
    ends_at: datetime
    state: RoundState
    look_at: datetime | None = None
    who: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReconciliation:
    """One comparison with its counts."""

    at: datetime
    who: str
    list_name: str
    kind: ListKind
    platform: int
    register: int
    missing_here: int
    missing_there: int
    differs: int
    unread: int
    same: int


@dataclass(frozen=True, slots=True)
class ReconciliationRecord:
    """One stored comparison."""

    id: int
    at: datetime
    who: str
    list_name: str
    kind: ListKind
    platform: int
    register: int
    missing_here: int
    missing_there: int
    differs: int
    unread: int
    same: int

    @property
    def holds(self) -> bool:
        """Whether the list and the register agreed."""
        return not (self.missing_here or self.missing_there or self.differs or self.unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDifference:
    """One difference; values are codes, ISO times or texts, empty where nothing is known."""

    kind: DifferenceKind
    number: str
    ticket_id: int | None = None
    field: DifferingField | None = None
    here: str = ""
    there: str = ""
    title: str = ""
    match_id: int | None = None
    match_why: str = ""


@dataclass(frozen=True, slots=True)
class DifferenceRecord:
    """One stored difference and what became of it."""

    id: int
    reconciliation_id: int
    kind: DifferenceKind
    number: str
    ticket_id: int | None
    field: DifferingField | None
    here: str
    there: str
    title: str
    match_id: int | None
    match_why: str
    state: DifferenceState
    note: str
    decided_at: datetime | None
    decided_by: str
    version: int


class DifferenceChange(TypedDict, total=False):
    """The changeable columns of a difference."""

    state: DifferenceState
    note: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutage:
    """An outage of the platform; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    what: str
    told: str
    evidence: str
    evidence_name: str
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class OutageRecord:
    """One stored outage of the platform."""

    id: int
    since: datetime
    until: datetime | None
    what: str
    told: str
    evidence: str
    evidence_name: str
    entered_by: str
    entered_at: datetime
    version: int


class OutageChange(TypedDict, total=False):
    """The changeable columns of an outage."""

    since: datetime
    until: datetime | None
    what: str
    told: str
    evidence: str
    evidence_name: str
