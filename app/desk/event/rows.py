"""The frozen values of a mass event as they are shown; names and numbers of callers are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.models.event.records import EventPaperRecord, EventRecord, NoticeRecord, WordingRecord
from app.models.register.stores import Stores
from app.rules.event.callers import CallState
from app.rules.event.hours import HourCount
from app.rules.event.states import EventState, MemberOrigin
from app.rules.shared.masking import mask_text
from app.rules.ticket.states import TicketStatus

__all__ = [
    "CallerRow",
    "EventNote",
    "EventPaperRecord",
    "EventRow",
    "EventTicket",
    "EventView",
    "NoticeRecord",
    "WordingRecord",
    "event_row",
    "note_of",
]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in the list: `tickets` are those in it now, `open` those of them that are not closed."""

    id: int
    title: str
    state: EventState
    merchant_id: int | None
    warning_id: int | None
    opened_at: datetime
    opened_by: str
    ended_at: datetime | None
    ended_by: str
    result: str
    tickets: int
    open: int
    last_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class EventTicket:
    """A ticket of an event."""

    ticket_id: int
    number: str
    title: str
    street: str
    unit: str
    status: TicketStatus
    is_open: bool
    came_at: datetime
    deadline_at: datetime | None
    contacted_at: datetime | None
    drafted: bool
    origin: MemberOrigin
    joined_at: datetime
    joined_by: str


@dataclass(frozen=True, slots=True)
class CallerRow:
    """A caller of an event; `numbers` and `tickets` are those of the tickets, (ticket id, number)."""

    key: int
    name: str
    phones: str
    tickets: tuple[tuple[int, str], ...]
    recorded: int
    calls: int
    last_at: datetime | None
    state: CallState
    next_id: int | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event whole: its tickets by time of arrival, callers, hours, wordings, who was told, papers."""

    row: EventRow
    wording: WordingRecord | None
    tickets: tuple[EventTicket, ...]
    callers: tuple[CallerRow, ...]
    hours: tuple[HourCount, ...]
    wordings: tuple[WordingRecord, ...]
    notices: tuple[NoticeRecord, ...]
    papers: tuple[EventPaperRecord, ...]


@dataclass(frozen=True, slots=True)
class EventNote:
    """What a ticket's card and the forms of a call show of its event."""

    event_id: int
    title: str
    wording: str
    wording_at: datetime | None
    wording_by: str


def event_row(row: EventRecord, tickets: int, still_open: int, last_at: datetime | None) -> EventRow:
    """The row of one event."""
    return EventRow(
        id=row.id,
        title=mask_text(row.title),
        state=row.state,
        merchant_id=row.merchant_id,
        warning_id=row.warning_id,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        result=mask_text(row.result),
        tickets=tickets,
        open=still_open,
        last_at=last_at,
        version=row.version,
    )


def note_of(stores: Stores, ticket_id: int) -> EventNote | None:
    """The open event that a ticket is in, with the wording that holds; None when it is in none."""
    event = stores.group_events.of_ticket(ticket_id)
    if event is None:
        return None
    wording = stores.event_sides.wording(event.id)
    text, at, by = ("", None, "") if wording is None else (wording.text, wording.set_at, wording.set_by)
    return EventNote(event.id, mask_text(event.title), text, at, by)
