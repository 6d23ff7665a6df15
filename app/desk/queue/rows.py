"""The queries for ticket lists, and the results of queues, counters and searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.rules.law.clocks import Urgency
from app.rules.queue.names import QueueName
from app.rules.queue.orders import ListOrder


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a list; an empty one matches everything. The period is by dispatch day, both ends included.

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
        """Returns a copy of the filters with other values for one of them."""
        others = {other: ticked for other, ticked in self.chosen.items() if other != name}
        return replace(self, chosen={**others, name: values} if values else others)


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order a person chose for a list."""

    by: ListOrder
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Selects the tickets of a list: a queue with filters, or a search over every queue.

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
    """A list that a person saved under a name."""

    id: int
    name: str
    query: QueueQuery


@dataclass(frozen=True, slots=True)
class Counters:
    """The number of tickets in each queue; `to_sign_late` and `to_sign_pressing` colour the first badge."""

    by_queue: Mapping[QueueName, int]
    to_sign_pressing: int
    to_sign_late: int
    returns_open: int
    escalations_open: int
    reminders_unacknowledged: int
    findings_open: int = 0
    differences_open: int = 0
    urges_waiting: int = 0
    roster_problems: int = 0
    papers_late: int = 0
    papers_drafted: int = 0
    closing_open: int = 0
    tasks_late: int = 0
    events_open: int = 0
    handover_owed: bool = False
    strikes: int = 0
    warnings_new: int = 0


@dataclass(frozen=True, slots=True)
class SearchHits:
    """The newest hits (ids, newest first, at most 200) and the true number of all."""

    ids: tuple[int, ...]
    total: int
