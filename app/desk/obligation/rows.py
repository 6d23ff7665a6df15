"""Frozen rows of duties: one duty of a month, the board, the history of the service; texts are masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.models.obligation.records import EntryRecord, PackageRecord
from app.rules.obligation.duties import Duty
from app.rules.obligation.entries import EntryKind, EntryState
from app.rules.obligation.service import Month, Service
from app.rules.obligation.standing import Count, DutyState
from app.rules.shared.masking import mask_text

__all__ = ["PackageRecord"]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A statement, or the record of a monthly duty."""

    id: int
    kind: EntryKind
    state: EntryState
    duty: str
    month: str
    about: str
    title: str
    text: str
    files: tuple[tuple[str, str], ...]
    done_at: datetime | None
    made_at: datetime
    made_by: str
    note: str
    version: int


def entry_row(row: EntryRecord) -> EntryRow:
    """One entry; `files` are (digest, name)."""
    return EntryRow(
        row.id, row.kind, row.state, row.duty, row.month, row.about, mask_text(row.title), mask_text(row.text),
        tuple((file.digest, file.name) for file in row.files), row.done_at, row.made_at, row.made_by,
        mask_text(row.note), row.version,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty over a time; `cost` is what it costs when broken, None where nothing is set."""

    duty: Duty
    count: Count
    state: DutyState
    entries: tuple[EntryRow, ...]
    cost: int | None

    @property
    def key(self) -> str:
        """The identity of the line."""
        return self.duty.id

    @property
    def is_owed(self) -> bool:
        """Whether anything of it was owed, or is still to come."""
        return bool(self.count.of or self.count.open)

    @property
    def holding(self) -> tuple[EntryRow, ...]:
        """The entries that hold."""
        return tuple(one for one in self.entries if one.state is EntryState.HOLDS)

    @property
    def records(self) -> tuple[EntryRow, ...]:
        """The records that hold."""
        return tuple(one for one in self.holding if one.kind is EntryKind.RECORD)

    def statement_of(self, key: str) -> EntryRow | None:
        """The newest statement that holds about a finding, or None."""
        found = (one for one in reversed(self.entries) if one.kind is EntryKind.STATEMENT and one.about == key)
        return next((one for one in found if one.state is EntryState.HOLDS), None)


@dataclass(frozen=True, slots=True)
class DutyBoard:
    """The duties of a month as of `now`, in the order of the table; `strikes` count over the whole service."""

    now: datetime
    month: Month
    service: Service
    rows: tuple[DutyRow, ...]
    strikes: int
    packages: tuple[PackageRecord, ...]

    def count(self, state: DutyState) -> int:
        """How many duties of which anything is owed stand so."""
        return sum(row.state is state and row.is_owed for row in self.rows)


@dataclass(frozen=True, slots=True)
class History:
    """The whole service: its months that have begun, and by duty the state in each and the sum of all."""

    months: tuple[Month, ...]
    states: Mapping[str, tuple[DutyState | None, ...]]
    whole: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class PaperFile:
    """An issued paper of the package: its record and what it is called in a list."""

    paper_id: int
    number: str
    form: str
    words: str
    due_at: datetime | None
    issued_at: datetime
    issued_by: str
    sha256: str
