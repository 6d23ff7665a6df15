"""Contacts and calls of the phone system as the register keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from app.rules.contact.call_flow import AttemptSource, CallState
from app.rules.contact.states import AttemptOutcome


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One call to the caller; `seconds` it lasted, `evidence` the hash of a kept file."""

    id: int
    ticket_id: int
    at: datetime
    who: str
    number: str
    outcome: AttemptOutcome
    note: str
    reached: str
    seconds: int | None
    evidence: str
    source: AttemptSource
    corrections: tuple[int, ...]


class AttemptOfTicket(NamedTuple):
    """One call to the caller with its ticket, as the ledger and the reports read it by the thousand."""

    id: int
    ticket_id: int
    at: datetime
    who: str
    number: str
    outcome: AttemptOutcome
    note: str
    reached: str
    seconds: int | None
    evidence: str
    source: AttemptSource
    corrections: tuple[int, ...]
    ticket_number: str
    title: str
    content: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """A call to the caller to be added."""

    ticket_id: int
    at: datetime
    who: str
    number: str
    outcome: AttemptOutcome
    note: str = ""
    reached: str = ""
    seconds: int | None = None
    evidence: str = ""
    source: AttemptSource = AttemptSource.TYPED


class AttemptChange(TypedDict, total=False):
    """The correctable columns of a call to the caller."""

    number: str
    at: datetime
    outcome: AttemptOutcome
    reached: str
    seconds: int | None
    note: str
    corrections: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of the phone system; without a ticket until it is matched."""

    id: int
    ticket_id: int | None
    attempt_id: int | None
    at: datetime
    number: str
    outcome: AttemptOutcome
    seconds: int | None
    agent: str
    state: CallState


@dataclass(frozen=True, slots=True)
class ListedCall:
    """One call of the phone system as a list shows it; `ticket_number` is None without a ticket."""

    id: int
    ticket_id: int | None
    at: datetime
    number: str
    outcome: AttemptOutcome
    seconds: int | None
    agent: str
    state: CallState
    ticket_number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call of the phone system to be added."""

    import_id: int | None
    ticket_id: int | None
    attempt_id: int | None
    at: datetime
    number: str
    outcome: AttemptOutcome
    seconds: int | None
    agent: str
    state: CallState
    key: str
    raw: Mapping[str, str]


class CallChange(TypedDict, total=False):
    """The changeable columns of a call of the phone system."""

    ticket_id: int
    attempt_id: int
    state: CallState
    key: str
