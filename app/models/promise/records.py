"""Promises as the register keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.promise.states import PromiseKind, PromiseSource, PromiseState


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """One promise and the shown columns of its ticket."""

    id: int
    ticket_id: int
    kind: PromiseKind
    said: str
    found_in: PromiseSource | None
    due_at: datetime
    state: PromiseState
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int
    number: str
    title: str
    content: str
    street: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """A promise to be added."""

    ticket_id: int
    kind: PromiseKind
    said: str
    found_in: PromiseSource
    due_at: datetime
    state: PromiseState
    made_at: datetime
    made_by: str


class PromiseChange(TypedDict, total=False):
    """The changeable columns of a promise."""

    due_at: datetime
    state: PromiseState
    ended_at: datetime | None
    ended_by: str
    note: str
