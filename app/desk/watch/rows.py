"""Frozen values of the watch that cross the desk's border."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as with_options
from datetime import datetime

from app.models.watch.records import DifferenceRecord, OutageRecord, ReconciliationRecord, RoundRecord
from app.rules.intake.drafts import TicketDraft
from app.rules.watch.reconciliation import DifferingField, Reconciliation
from app.rules.watch.rounds import Spans, Standing
from app.rules.watch.states import DifferenceKind, DifferenceState, LookKind

__all__ = ["DifferenceRow", "Look", "OutageRecord", "Reconciled", "ReconciliationRecord", "RoundRecord", "WatchView"]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at the platform."""

    at: datetime
    who: str
    kind: LookKind
    seen: int | None
    text: str

    @property
    def words(self) -> str:
        """Who looked and how: 值班员甲 · 粘贴，3 行，新增 0."""
        return f"{self.who} · {self.kind.word}" + (f"，{self.text}" if self.text else "")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A reconciliation that has just been made; `drafts` are the rows of the list by number, to be taken in."""

    reconciliation_id: int
    result: Reconciliation
    drafts: dict[str, TicketDraft] = with_options(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference of the last reconciliation, with words for both sides."""

    id: int
    kind: DifferenceKind
    number: str
    ticket_id: int | None
    field: DifferingField | None
    here: str
    there: str
    title: str
    state: DifferenceState
    note: str
    decided_at: datetime | None
    decided_by: str
    match_number: str
    match_why: str
    record: DifferenceRecord = with_options(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LastReconciliation:
    """The last reconciliation with its differences."""

    record: ReconciliationRecord
    rows: tuple[DifferenceRow, ...]

    @property
    def open_count(self) -> int:
        """How many of its differences nobody has decided on."""
        return sum(row.state is DifferenceState.OPEN for row in self.rows)


@dataclass(frozen=True, slots=True)
class WatchView:
    """Where the watch stands: the present round, the last look, the rounds of the last 24 hours, the outage now."""

    now: datetime
    spans: Spans
    standing: Standing
    look: Look | None
    rounds: tuple[RoundRecord, ...]
    last_missed: RoundRecord | None
    outage: OutageRecord | None
    asked_for: str
    outages: tuple[OutageRecord, ...] = ()
