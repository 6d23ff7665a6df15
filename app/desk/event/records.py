"""Access to one event: found by its id, named in messages, changed by its state, its tickets taken in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.models.event.records import EventChange, EventRecord
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.event.states import EVENT_FLOW, EventVerb, MemberOrigin
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text


def the_event(stores: Stores, event_id: int) -> EventRecord:
    """The event of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.group_events.get(event_id)
    if found is None:
        raise Refused("没有这个群体事件")
    return found


def open_event_of(stores: Stores, event_id: int) -> EventRecord:
    """The event, which must be open.

    Raises:
        Refused: there is none, or it has ended.

    """
    found = the_event(stores, event_id)
    EVENT_FLOW.after(found.state, EventVerb.WORK)
    return found


def named(event: EventRecord) -> str:
    """The event in messages and journal lines: 群体事件 3“悦某健身”."""
    return f"群体事件 {event.id}“{mask_text(event.title)}”"


def change(stores: Stores, before: EventRecord, **values: Unpack[EventChange]) -> None:
    """Writes the changed columns of an event.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(named(before)):
        stores.group_events.change(before, **values)


def tickets_of(stores: Stores, ticket_ids: Sequence[int]) -> list[TicketRecord]:
    """These tickets, in the order in which they came in; those that are gone are left out."""
    found = [row for start in range(0, len(ticket_ids), 400) for row in stores.tickets.many(ticket_ids[start:][:400])]
    return sorted(found, key=lambda row: (row.dispatched_at, row.id))


def take_in(
    desk: Desk, stores: Stores, person: Person, event: EventRecord, ticket_ids: Sequence[int], origin: MemberOrigin
) -> list[TicketRecord]:
    """Takes tickets into an event, with a line in the timeline of each; returns them."""
    rows = tickets_of(stores, ticket_ids)
    ids = [row.id for row in rows]
    stores.group_events.join(event.id, ids, origin, at=desk.now(), who=person.name)
    _write_lines(desk, stores, person, JournalVerb.EVENT_JOIN, f"并入{named(event)}（{origin.word}）", rows)
    return rows


def take_out(
    desk: Desk, stores: Stores, person: Person, event: EventRecord, ticket_ids: Sequence[int], reason: str
) -> list[TicketRecord]:
    """Takes tickets out of an event, with a line in the timeline of each; returns them."""
    rows = tickets_of(stores, ticket_ids)
    ids = [row.id for row in rows]
    stores.group_events.leave(event.id, ids, at=desk.now(), who=person.name, reason=reason)
    _write_lines(desk, stores, person, JournalVerb.EVENT_LEAVE, f"移出{named(event)}：{reason}", rows)
    return rows


def _write_lines(
    desk: Desk, stores: Stores, person: Person, verb: JournalVerb, text: str, rows: Sequence[TicketRecord]
) -> None:
    lines = [Entry(verb, text, row.id, row.number) for row in rows]
    if lines:
        stores.journal.append(lines, at=desk.now(), who=person.name)
