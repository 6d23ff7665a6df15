"""Turns a ticket's record into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

from app.desk.ticket.row import TicketRow, title_of
from app.models.ticket.records import TicketRecord
from app.rules.law.urgency import LevelBook
from app.rules.ticket.fields import LINE_COLUMNS


def ticket_row(row: TicketRecord, levels: LevelBook, *, revealed: bool = False) -> TicketRow:
    """The list line of a whole ticket."""
    columns = {name: row.value(name) for name in LINE_COLUMNS} | {"title": title_of(row)}
    return TicketRow.of(revealed=revealed, levels=levels, **columns)
