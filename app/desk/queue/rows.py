"""What a list of tickets is asked, and what queues, counters and searches answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.rules.law.clocks import Urgency
from app.rules.queue.names import QueueName
from app.rules.queue.orders import ListOrder


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; empty means no narrowing. The period is by dispatch day, both ends included.

    `chosen` has the values ticked in each filter of LIST_FILTERS (app.rules.ticket.fields), by the filter's name; one
    without values is left out.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    urgency: Urgency | None = None
    first_day: date | None = None
    last_day: date | None = None

    def values(self, name: str) -> tuple[str, ...]:
        """The values ticked in one filter."""
        return self.chosen.get(name, ())

    def choosing(self, name: str, values: tuple[str, ...]) -> Filters:
        """These filters with other values of one of them."""
        others = {other: ticked for other, ticked in self.chosen.items() if other != name}
        return replace(self, chosen={**others, name: values} if values else others)


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what a person sorted a list."""

    by: ListOrder
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which tickets a list shows: a queue, narrowed by filters, or found by words in any queue.

    `only` narrows it to exactly these tickets, as a figure counted them; None does not narrow. Without `sorting` the
    list stands in the queue's own order.
    """

    queue: QueueName = QueueName.ALL
    search: str = ""
    filters: Filters = field(default_factory=Filters)
    only: tuple[int, ...] | None = None
    sorting: Sorting | None = None


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
