"""Small records that the callback pilot reads by the thousand: parts of tickets, calls and promises."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from app.rules.contact.states import AttemptOutcome
from app.rules.promise.states import PromiseKind


class WaitingTicket(NamedTuple):
    """A ticket that waits for its callback."""

    id: int
    number: str
    title: str
    content: str
    unit: str
    street: str
    urgency: str
    deadline_at: datetime | None
    dispatched_at: datetime
    callback_since: datetime | None
    ruled_at: datetime | None


class WaitingAttempt(NamedTuple):
    """One call of a ticket that waits for its callback."""

    ticket_id: int
    at: datetime
    outcome: AttemptOutcome


class StandingPromise(NamedTuple):
    """A confirmed promise that has not ended."""

    ticket_id: int
    kind: PromiseKind
    said: str
    due_at: datetime


class StandingTicket(NamedTuple):
    """The state of a ticket's callback since its last rework.

    `answered` is the last valid survey, `exhausted` the last time the rule let the caller go, `calls` how often the
    caller was dialled since the ticket waits.
    """

    id: int
    status: str
    answered: datetime | None
    exhausted: datetime | None
    calls: int
