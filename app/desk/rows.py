"""Frozen rows that cross the border between the desk and its faces (window, commands, reports)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.desk.contact_rows import AttemptRow
from app.desk.finding_rows import FindingRow
from app.desk.ledger_rows import Done, Receipt
from app.desk.promise_rows import PromiseRow
from app.desk.return_rows import ReturnRow
from app.desk.survey_rows import SurveyRow
from app.desk.ticket_row import TicketRow
from app.models.ticket_record import TicketRecord
from app.rules.categories import join_category
from app.rules.journal import JournalVerb
from app.rules.states import ClockName, ClockState, EscalationState, ReminderState
from app.rules.ticket_fields import TICKET_FIELDS
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
class TicketDetail:
    """The whole ticket: its list line, its fields as a person may see them, and all that happened to it.

    Numbers in `ticket` are masked unless the read was a journalled reveal. `levels` are the levels of urgency that
    its rules know.
    """

    row: TicketRow
    ticket: TicketRecord
    revealed: bool
    clocks: tuple[ClockRow, ...]
    reminders: tuple[ReminderRow, ...]
    journal: tuple[JournalRow, ...]
    attempts: tuple[AttemptRow, ...]
    surveys: tuple[SurveyRow, ...]
    returns: tuple[ReturnRow, ...]
    escalations: tuple[EscalationRow, ...]
    promises: tuple[PromiseRow, ...]
    import_file: str
    findings: tuple[FindingRow, ...] = ()
    levels: tuple[UrgencyLevel, ...] = SHIPPED_LEVELS

    @property
    def category(self) -> str:
        """The levels of its category, joined."""
        return join_category(self.ticket.category_1, self.ticket.category_2, self.ticket.category_3)

    @property
    def phones(self) -> tuple[str, ...]:
        """The caller's numbers."""
        return tuple(self.ticket.phones.split())

    @property
    def platform_answers(self) -> Mapping[str, str]:
        """What the city's platform asked and was answered, by the words of its question."""
        asked = {f"平台·{one.question}": getattr(self.ticket, one.name) for one in TICKET_FIELDS if one.question}
        return {question: answer for question, answer in asked.items() if answer}
