"""Figures by their own moment with the tickets behind each: what the desk owed, and how it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.events import DueReport, Event, Kept, contact, reports_on_time, sign_for


@dataclass(frozen=True, slots=True)
class EventFigures:
    """The tickets behind each figure from `start` up to but without `end`, once for each time they count."""

    start: datetime
    end: datetime
    ids: Mapping[Event, tuple[int, ...]]

    def count(self, *events: Event) -> int:
        """How often these happened."""
        return sum(len(self.ids[event]) for event in events)

    @property
    def signed(self) -> int:
        """The sign-fors of the period, in time or late."""
        return self.count(Event.SIGNED_IN_TIME, Event.SIGNED_LATE, Event.IN_OUTAGE)


def of_period(desk: Desk, start: datetime, end: datetime) -> EventFigures:
    """Every figure of a period."""
    with desk.register.reading() as stores:
        return events_in(stores, start, end, desk.now())


def events_in(
    stores: Stores, start: datetime, end: datetime, now: datetime, only: Iterable[Event] = Event
) -> EventFigures:
    """The figures of a period, read within an open transaction; nothing is missed before its limit has run out.

    `only` names those that are asked for; without it every one is read.
    """
    ends = {Event.CONTACT_MISSED: min(end, now)}
    return EventFigures(start, end, stores.events.every(start, end, ends, only))


def kept(figures: EventFigures, reports: Sequence[DueReport] = ()) -> tuple[Kept, ...]:
    """How the obligations of a period were kept: sign-for, contact with every caller, the reports that were due."""
    return sign_for(figures.ids), contact(figures.ids), reports_on_time(reports, figures.end)
