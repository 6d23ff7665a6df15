"""Frozen values of one ticket: its clocks and everything its panel shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.desk.contact.rows import AttemptRow
from app.desk.escalation.rows import EscalationRow
from app.desk.event.rows import EventNote
from app.desk.finding.rows import FindingRow
from app.desk.journal.rows import JournalRow
from app.desk.promise.rows import PromiseRow
from app.desk.reminder.rows import ReminderRow
from app.desk.returns.rows import ReturnRow
from app.desk.survey.rows import SurveyRow
from app.desk.ticket.row import TicketRow
from app.desk.ticket.twins import Twin
from app.models.ticket.records import TicketRecord
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import SHIPPED_LEVELS, UrgencyLevel
from app.rules.ticket.categories import join_category
from app.rules.ticket.fields import TICKET_FIELDS
from app.rules.ticket.states import ClockState


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a ticket with its calculation (`explanation`, one Chinese sentence per step).

    `rule_since` is the day from which the version of the rules holds that governs it; `outage` names the outage of the
    platform in which it ran out, when it was not met in time. Without a `due_at` no end can
    be counted yet; the explanation says why.
    """

    name: ClockName
    started_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    state: ClockState
    explanation: tuple[str, ...]
    rule_since: date | None = None
    outage: str = ""


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """The whole ticket: its list line, its fields as a person may see them, and all that happened to it.

    Numbers in `ticket` are masked unless the read was a journalled reveal. `levels` are the levels of urgency that
    its rules know. `twin` is a ticket proposed as the same one; `joined` are the numbers of those joined into it.
    `event` is the open event that it is in.
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
    twin: Twin | None = None
    joined: tuple[str, ...] = ()
    event: EventNote | None = None

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
        """The questions and answers of the city's platform, by the words of the question."""
        answers = {f"平台·{one.question}": getattr(self.ticket, one.name) for one in TICKET_FIELDS if one.question}
        return {question: answer for question, answer in answers.items() if answer}

    @property
    def platform_first_answers(self) -> Mapping[str, str]:
        """The same questions as they were answered first; those of `platform_answers` while no others are known."""
        firsts = [one for one in TICKET_FIELDS if one.first_question]
        answers = {f"平台·{one.first_question}": getattr(self.ticket, one.name) for one in firsts}
        return {question: answer for question, answer in answers.items() if answer} or self.platform_answers
