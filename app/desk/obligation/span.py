"""The span in which duties are counted, and what counters share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.obligation.service import Month, Service

_PART = 400


@dataclass(frozen=True, slots=True)
class Span:
    """One month of the service as of `now`: [start, end), cut to the service; `owed_from` is when the desk began."""

    month: Month
    start: datetime
    end: datetime
    now: datetime
    owed_from: datetime
    service: Service

    @property
    def runs(self) -> bool:
        """Whether the month runs now, so that clocks in it may still end."""
        return self.start <= self.now < self.end

    def has(self, at: datetime | None) -> bool:
        """Whether an instant lies in it."""
        return at is not None and self.start <= at < self.end


def span_of(service: Service, month: Month, now: datetime, owed_from: datetime) -> Span:
    """The span of a month."""
    return Span(month, max(month.start, service.start), min(month.end, service.end), now, owed_from, service)


def tickets_of(stores: Stores, ids: Iterable[int]) -> Mapping[int, TicketRecord]:
    """The tickets of these ids, in parts."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, TicketRecord] = {}
    for start in range(0, len(wanted), _PART):
        found |= {row.id: row for row in stores.tickets.many(wanted[start : start + _PART])}
    return found
