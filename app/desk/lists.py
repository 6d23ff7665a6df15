"""What a list of tickets is asked, and what queues, counters and searches answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.rules.states import QueueName, Urgency


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; empty means no narrowing. The period is by dispatch day, both ends included."""

    streets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    urgency: Urgency | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which tickets a list shows: a queue, narrowed by filters, or found by words in any queue.

    `only` narrows it to exactly these tickets, as a figure counted them; None does not narrow.
    """

    queue: QueueName = QueueName.ALL
    search: str = ""
    filters: Filters = field(default_factory=Filters)
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class SavedQueue:
    """A list a person saved under a name of their own."""

    id: int
    name: str
    query: QueueQuery


@dataclass(frozen=True, slots=True)
class Counters:
    """How many tickets stand in each queue; `to_sign_late` and `to_sign_pressing` colour the first badge."""

    by_queue: Mapping[QueueName, int]
    to_sign_pressing: int
    to_sign_late: int
    returns_open: int
    escalations_open: int
    reminders_unacknowledged: int
    findings_open: int = 0


@dataclass(frozen=True, slots=True)
class SearchHits:
    """The newest hits (ids, newest first, at most 200) and the true number of all."""

    ids: tuple[int, ...]
    total: int
