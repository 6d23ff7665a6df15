"""An entry about a duty, and a frozen evidence package, as the register keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.evidence import KeptFile
from app.rules.obligation.entries import EntryKind, EntryState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to be made."""

    kind: EntryKind
    state: EntryState
    duty: str
    month: str
    about: str
    title: str
    text: str
    files: tuple[KeptFile, ...]
    done_at: datetime | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One entry; `done_at` is when a recorded duty was done, None for a statement."""

    id: int
    kind: EntryKind
    state: EntryState
    duty: str
    month: str
    about: str
    title: str
    text: str
    files: tuple[KeptFile, ...]
    done_at: datetime | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


class EntryChange(TypedDict, total=False):
    """The columns of an entry that can change."""

    state: EntryState
    ended_at: datetime
    ended_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPackage:
    """A package to be frozen."""

    month: str
    running: int
    number: str
    frozen: str
    content: bytes
    sha256: str
    corrects: int | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """A frozen package, without its content."""

    id: int
    month: str
    running: int
    number: str
    frozen: str
    sha256: str
    corrects: int | None
    made_at: datetime
    made_by: str
