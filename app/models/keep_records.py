"""What the small keyed tables give: people who signed in, saved queues, upkeep runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.base.people import Role


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody who has signed in."""

    name: str
    role: Role
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class SavedQueueRecord:
    """A list that a person saved; `query` is JSON text."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One upkeep run and how it ended."""

    id: int
    kind: str
    at: datetime
    ok: bool
    text: str
