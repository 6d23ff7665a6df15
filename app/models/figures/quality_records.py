"""Records of the rows that quality figures count, with the unit and the flag of their ticket."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from app.models.reply.records import SendBack
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind
from app.rules.survey.states import Contacted, Satisfied, Solved


class CountedTicket(NamedTuple):
    """A ticket dispatched in the period; `reached_at` is the first call that reached and was no callback.

    `backlog` marks history that came in with a first import, whose callers this desk did not owe a contact.
    """

    id: int
    dispatched_at: datetime
    reached_at: datetime | None
    unit: str
    signed_by: str
    excluded: bool
    backlog: bool


class CountedCall(NamedTuple):
    """A call of the period."""

    ticket_id: int
    who: str
    outcome: AttemptOutcome
    unit: str
    excluded: bool


class CountedSurvey(NamedTuple):
    """A valid survey of a ticket, with the ticket's unit."""

    ticket_id: int
    who: str
    reason_codes: str
    unit: str


class CountedReply(NamedTuple):
    """A reply that was ever sent back."""

    ticket_id: int
    writer: str
    reasons: tuple[SendBack, ...]
    unit: str
    excluded: bool


class CountedFinding(NamedTuple):
    """A finding of what happened in the period; `in_outage` when a limit ran out while the platform was down."""

    ticket_id: int
    kind: FindingKind
    unit: str
    signed_by: str
    excluded: bool
    in_outage: bool


class PlatformTicket(NamedTuple):
    """A ticket that the platform surveyed, with our last valid survey; `surveyed_at` is None without one."""

    id: int
    number: str
    title: str
    content: str
    unit: str
    excluded: bool
    platform_contacted: str
    platform_solved: str
    platform_satisfied: str
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    surveyed_at: datetime | None
