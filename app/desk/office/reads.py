"""Reads office sheets: those that were sent, and the open tickets of a unit as a sheet has them."""

from __future__ import annotations

from app.base.clock import to_local
from app.desk.office.rows import SheetRow, sheet_row
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.office.records import PrintedRow
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.office import LOCKED
from app.rules.shared.masking import mask_text
from app.rules.urge.texts import NO_UNIT, time_words, without_name

_CONTENT_SIGNS = 300


def listing(desk: Desk) -> list[SheetRow]:
    """The newest sheets first, at most 500."""
    with desk.register.reading() as stores:
        return [sheet_row(row) for row in stores.office.listing()]


def units(desk: Desk) -> list[tuple[str, int]]:
    """The units that have open tickets, with how many; those with most first."""
    counted: dict[str, int] = {}
    with desk.register.reading() as stores:
        for ticket in stores.urges.open_tickets():
            counted[ticket.unit] = counted.get(ticket.unit, 0) + 1
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def printed_rows(desk: Desk, stores: Stores, unit: str) -> list[PrintedRow]:
    """The open tickets of a unit, the nearest deadline first, with the cells that it may not change."""
    ids = [ticket.id for ticket in stores.urges.open_tickets(units=[unit])]
    tickets = {ticket.id: ticket for ticket in stores.tickets.many(ids)}
    return [
        PrintedRow(one, tickets[one].number, dict(zip(LOCKED, _cells(desk, place, tickets[one]), strict=True)))
        for place, one in enumerate(ids, start=1)
    ]


def printed(desk: Desk, *, unit: str) -> tuple[str, list[tuple[str, ...]]]:
    """The title and the rows of a unit's sheet, to be printed without being sent."""
    with desk.register.reading() as stores:
        rows = printed_rows(desk, stores, unit)
    return title_words(unit), [tuple(row.printed.values()) for row in rows]


def title_words(unit: str) -> str:
    """The title of a unit's sheet."""
    return f"{unit or NO_UNIT} 待办工单"


def _cells(desk: Desk, place: int, ticket: TicketRecord) -> tuple[str, ...]:
    due = ticket.deadline_at
    content = " ".join(ticket.content.replace(ticket.caller, "诉求人").split() if len(ticket.caller) > 1
                       else ticket.content.split())  # fmt: skip
    return (
        str(place),
        ticket.number,
        without_name(title_of(ticket), ticket.caller),
        mask_text(content)[:_CONTENT_SIGNS],
        mask_text(ticket.street),
        f"{to_local(ticket.dispatched_at):%Y-%m-%d %H:%M}",
        "" if due is None else f"{time_words(due, desk.now())}{'（已超期）' if due <= desk.now() else ''}",
        "已联系" if ticket.first_contact_at is not None else "未联系",
    )
