"""Frozen rows that cross the border between the desk and its faces (window, commands, reports)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.desk.contact_rows import AttemptRow, FindingRow, SurveyRow
from app.desk.ledger_rows import Done, Receipt
from app.desk.ticket_row import TicketRow
from app.rules.journal import JournalVerb
from app.rules.promises import PromiseKind, PromiseState
from app.rules.return_states import ReturnDirection, ReturnGround, ReturnState
from app.rules.states import ClockName, ClockState, EscalationState, ReminderState, TimeClass
from app.rules.urgency import SHIPPED_LEVELS, UrgencyLevel


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a ticket with its sum step by step (`explanation`, one Chinese sentence a step).

    `rule_since` is the day from which the version of the rules holds that governs it. Without a `due_at` no end can
    be counted yet; the explanation says why.
    """

    name: ClockName
    started_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    state: ClockState
    explanation: tuple[str, ...]
    rule_since: date | None = None


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder slot with its life.

    `returns_at` is when an acknowledged one comes back, `cause` why it rang late or never. Only the ledger
    fills in the `receipts` and what was `done` after it rang.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    level: UrgencyLevel
    clock: ClockName
    slot: str
    planned_at: datetime
    due_at: datetime | None
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str
    cause: str = ""
    receipts: tuple[Receipt, ...] = ()
    done: Done | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal: what, who, when, from → to. `changes` maps a field's word to (old, new)."""

    id: int
    at: datetime
    who: str
    verb: JournalVerb
    ticket_id: int | None
    ticket_number: str
    text: str
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return of one ticket; `round` counts the returns of this ticket in its direction from 1.

    `suggested_unit` is whom we ask to take it, `department` who asks us to take it back.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    round: int
    state: ReturnState
    ground: ReturnGround
    basis: str
    suggested_unit: str
    note: str
    attachments: tuple[str, ...]
    created_at: datetime
    created_by: str
    sent_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    decision_note: str
    version: int
    direction: ReturnDirection = ReturnDirection.OURS
    department: str = ""

    @property
    def other_side(self) -> str:
        """The department at the other end: asked by us, or asking us."""
        return self.suggested_unit if self.direction is ReturnDirection.OURS else self.department


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A ticket whose deadline passed while open: to be reported to the lead, and the record that it was.

    `next_level_at` is when the next level opens, None when it will not. `note` is what was answered, or why it was
    taken back.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    unit: str
    street: str
    deadline_at: datetime
    level: int
    raised_at: datetime
    next_level_at: datetime | None
    state: EscalationState
    reported_at: datetime | None
    reported_to: str
    channel: str
    reported_by: str
    note: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise with its ticket. `due_at` is the midnight after its day unless an hour was named (`exact`)."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    kind: PromiseKind
    said: str
    found_in: str
    due_at: datetime
    exact: bool
    state: PromiseState
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """The whole ticket. `phones` are masked unless the read was a journalled reveal.

    `levels` are the levels of urgency that its rules know.
    """

    row: TicketRow
    source: str
    other_number: str
    content: str
    type: str
    nature: str
    category: str
    tags: str
    urgency_raw: str
    time_class: TimeClass
    platform_status: str
    caller: str
    phones: tuple[str, ...]
    phone_raw: str
    revealed: bool
    caller_address: str
    community: str
    place: str
    office: str
    dispatched_basis: str
    called_at: datetime | None
    signed_by: str
    sign_late: bool
    sign_late_reason: str
    result: str
    reply: str
    platform_answers: Mapping[str, str]
    month_count: int | None
    year_count: int | None
    excluded: bool
    parked: bool
    off_volume: bool
    extra: Mapping[str, str]
    raw: Mapping[str, str]
    clocks: tuple[ClockRow, ...]
    reminders: tuple[ReminderRow, ...]
    journal: tuple[JournalRow, ...]
    attempts: tuple[AttemptRow, ...]
    surveys: tuple[SurveyRow, ...]
    returns: tuple[ReturnRow, ...]
    escalations: tuple[EscalationRow, ...]
    promises: tuple[PromiseRow, ...]
    import_file: str
    import_row: int | None
    findings: tuple[FindingRow, ...] = ()
    levels: tuple[UrgencyLevel, ...] = SHIPPED_LEVELS
