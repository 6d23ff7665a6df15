"""A return and its steps as the register keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from app.rules.evidence import KeptFile
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReturn:
    """A return to be entered; its round is counted by the store."""

    ticket_id: int
    direction: ReturnDirection
    state: ReturnState
    ground: ReturnGround
    basis: str
    note: str
    attachments: tuple[str, ...]
    status_before: TicketStatus
    created_at: datetime
    created_by: str
    suggested_unit: str = ""
    department: str = ""
    sent_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """One return with its ticket; requests of departments to us have rounds counted downwards from -1.

    `status_before` is where the ticket stood when the return was entered or sent.
    """

    id: int
    ticket_id: int
    round: int
    state: ReturnState
    ground: ReturnGround
    basis: str
    suggested_unit: str
    note: str
    attachments: tuple[str, ...]
    status_before: TicketStatus | None
    created_at: datetime
    created_by: str
    sent_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    decision_note: str
    direction: ReturnDirection
    department: str
    corrections: tuple[int, ...]
    version: int
    number: str
    title: str
    content: str


class ReturnChange(TypedDict, total=False):
    """The changeable columns of a return."""

    state: ReturnState
    ground: ReturnGround
    basis: str
    suggested_unit: str
    department: str
    note: str
    attachments: tuple[str, ...]
    corrections: tuple[int, ...]
    status_before: TicketStatus
    sent_at: datetime
    due_at: datetime | None
    decided_at: datetime
    decision_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReturnStep:
    """A step to be noted."""

    return_id: int
    at: datetime
    who: str
    move: ReturnStep
    text: str
    basis: str
    evidence: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True)
class ReturnStepRecord:
    """One step of a return; it never changes."""

    id: int
    return_id: int
    at: datetime
    who: str
    move: ReturnStep
    text: str
    basis: str
    evidence: tuple[KeptFile, ...]


class ReturnCount(NamedTuple):
    """The number of returns that agree in these columns; `seconds` is the total time of the `decided` ones."""

    ground: ReturnGround
    state: ReturnState
    direction: ReturnDirection
    unit: str
    cases: int
    decided: int
    seconds: int
