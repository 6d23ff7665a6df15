"""Reads mass events: the list, and one event whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.desk.event.records import the_event, tickets_of
from app.desk.event.rows import CallerRow, EventRow, EventTicket, EventView, event_row
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.contact.records import AttemptRecord
from app.models.event.records import EventRecord, MemberRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.contact.states import AttemptOutcome
from app.rules.event.callers import Called, Caller, callers_of
from app.rules.event.hours import hourly
from app.rules.shared.masking import mask_name, mask_text
from app.rules.ticket.states import TicketStatus


def listing(desk: Desk) -> list[EventRow]:
    """Every event: the open ones first, then the newest; at most 500."""
    with desk.register.reading() as stores:
        found = _rows(stores, stores.group_events.listing())
    return sorted(found, key=lambda row: row.ended_at is not None)


def open_ones(desk: Desk) -> list[EventRow]:
    """The open events, the newest first."""
    with desk.register.reading() as stores:
        return _rows(stores, stores.group_events.open_ones())


def view(desk: Desk, *, event_id: int) -> EventView:
    """One event whole.

    Raises:
        Refused: there is no such event.

    """
    with desk.register.reading() as stores:
        return view_in(desk, stores, event_id)


def view_in(desk: Desk, stores: Stores, event_id: int) -> EventView:
    """One event whole, read within an open transaction."""
    event = the_event(stores, event_id)
    members = {row.ticket_id: row for row in stores.group_events.members(event_id)}
    tickets = tickets_of(stores, list(members))
    until = event.ended_at or desk.now()
    return EventView(
        row=_rows(stores, [event])[0],
        wording=stores.event_sides.wording(event_id),
        tickets=tuple(_ticket(row, members[row.id]) for row in tickets),
        callers=_callers(stores, event, tickets),
        hours=hourly((row.dispatched_at for row in tickets), until=until),
        wordings=tuple(stores.event_sides.wordings(event_id)),
        notices=tuple(stores.event_sides.notices(event_id)),
        papers=tuple(stores.event_sides.papers([event_id])),
    )


def _rows(stores: Stores, events: Sequence[EventRecord]) -> list[EventRow]:
    counts = stores.group_events.counts([row.id for row in events])
    return [event_row(row, *counts.get(row.id, (0, 0, None))) for row in events]


def _ticket(row: TicketRecord, member: MemberRecord) -> EventTicket:
    return EventTicket(
        ticket_id=row.id,
        number=row.number,
        title=mask_text(title_of(row)),
        street=mask_text(row.street),
        unit=mask_text(row.unit),
        status=TicketStatus(row.status),
        is_open=row.is_open,
        came_at=row.dispatched_at,
        deadline_at=row.deadline_at,
        contacted_at=row.first_contact_at,
        drafted=bool(row.reply),
        origin=member.origin,
        joined_at=member.joined_at,
        joined_by=member.joined_by,
    )


def _callers(stores: Stores, event: EventRecord, tickets: Sequence[TicketRecord]) -> tuple[CallerRow, ...]:
    calls: dict[int, list[AttemptRecord]] = {}
    for call in stores.contacts.of_tickets([row.id for row in tickets], event.opened_at):
        calls.setdefault(call.ticket_id, []).append(call)
    by_id = {row.id: row for row in tickets}
    return tuple(_caller(one, by_id) for one in callers_of([_called(row, calls.get(row.id, [])) for row in tickets]))


def _called(row: TicketRecord, calls: Sequence[AttemptRecord]) -> Called:
    reached = _last(call.at for call in calls if call.outcome is AttemptOutcome.REACHED)
    tried = _last(call.at for call in calls if call.outcome is not AttemptOutcome.REACHED)
    return Called(row.id, tuple(row.phones.split()), row.is_open, len(calls), reached, tried)


def _last(times: Iterable[datetime]) -> datetime | None:
    return max(times, default=None)


def _caller(caller: Caller, by_id: dict[int, TicketRecord]) -> CallerRow:
    rows = [by_id[one.ticket_id] for one in caller.tickets]
    names = dict.fromkeys(row.caller for row in rows if row.caller)
    return CallerRow(
        key=caller.tickets[0].ticket_id,
        name="、".join(map(mask_name, names)),
        phones="、".join(map(mask_text, caller.phones)),
        tickets=tuple((row.id, row.number) for row in rows),
        recorded=sum(one.reached_at is not None for one in caller.tickets),
        calls=caller.calls,
        last_at=caller.last_at,
        state=caller.state,
        next_id=caller.next_id,
    )
