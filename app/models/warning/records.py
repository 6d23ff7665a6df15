"""A warning as the register keeps it, and the tickets that warnings are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from app.rules.warning.levels import Why
from app.rules.warning.states import OPEN_STATES, Subject, WarningLevel, WarningState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWarning:
    """A warning to be raised."""

    subject: Subject
    key: str
    name: str
    merchant_id: int | None
    level: WarningLevel
    raised_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    ticket_ids: tuple[int, ...]
    callers: int
    words: tuple[str, ...]
    why: Why
    department: str


@dataclass(frozen=True, slots=True)
class WarningRecord:
    """One warning. `decided_*` say who gave it its state, `confirmed_*` who confirmed that the owner absconded."""

    id: int
    subject: Subject
    key: str
    name: str
    merchant_id: int | None
    level: WarningLevel
    raised_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    ticket_ids: tuple[int, ...]
    callers: int
    words: tuple[str, ...]
    why: Why
    department: str
    state: WarningState
    reason: str
    decided_at: datetime | None
    decided_by: str
    confirmed_at: datetime | None
    confirmed_by: str
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it still has to be worked."""
        return self.state in OPEN_STATES


class WarningChange(TypedDict, total=False):
    """The columns of a warning that can change."""

    name: str
    merchant_id: int | None
    level: WarningLevel
    raised_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    ticket_ids: tuple[int, ...]
    callers: int
    words: tuple[str, ...]
    why: Why
    department: str
    state: WarningState
    reason: str
    decided_at: datetime | None
    decided_by: str
    confirmed_at: datetime | None
    confirmed_by: str


class JudgedTicket(NamedTuple):
    """What a warning reads of a ticket; `phones` begins with the caller's first number."""

    id: int
    number: str
    received_at: datetime
    title: str
    content: str
    phones: str
    caller: str
    category: str
    street: str
    merchant: str
    unit: str
    status: str
    is_open: bool
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class LevelRulesRecord:
    """A version of the limits; `effective_from` is its first day as ISO text, `body` its form as TOML."""

    id: int
    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str
