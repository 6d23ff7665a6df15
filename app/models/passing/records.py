"""A buck-passing case as the register keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.passing import PassingState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassingCase:
    """A case to be opened; `facts` say why it was opened."""

    ticket_id: int
    state: PassingState
    opened_at: datetime
    opened_by: str
    parties: tuple[str, ...]
    facts: str


@dataclass(frozen=True, slots=True)
class PassingRecord:
    """One case with its ticket; `parties` are the units in the order of their part."""

    id: int
    ticket_id: int
    state: PassingState
    opened_at: datetime
    opened_by: str
    parties: tuple[str, ...]
    facts: str
    reported_to: str
    reported_at: datetime | None
    reported_by: str
    follow_up_at: datetime | None
    outcome: str
    closed_at: datetime | None
    closed_by: str
    version: int
    number: str
    title: str
    content: str
    street: str
    deadline_at: datetime | None


class PassingChange(TypedDict, total=False):
    """The changeable columns of a case."""

    state: PassingState
    reported_to: str
    reported_at: datetime
    reported_by: str
    follow_up_at: datetime | None
    outcome: str
    closed_at: datetime | None
    closed_by: str
