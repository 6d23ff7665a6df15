"""The sheets of the day's log that list tickets: their columns are those fields of a ticket that are logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.base.table import Cell, Column, Kind
from app.desk.figures.reads import LoggedTicket
from app.desk.ticket.row import short_title
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import LevelBook, governed_from
from app.rules.shared.phones import mask_text
from app.rules.ticket.categories import join_category
from app.rules.ticket.fields import (
    LOG_BASIS,
    LOG_CATEGORY,
    LOG_SIGNING,
    LOG_TITLE,
    LOG_URGENCY,
    LOGGED,
    LogColumn,
    Mask,
    TicketField,
    fields_of,
    log_columns,
)
from app.rules.ticket.fields import Kind as FieldKind
from app.rules.ticket.states import TicketStatus

_Fill = Callable[[LoggedTicket, LevelBook], Cell]
_PLACES = {name: place for place, name in enumerate(LOGGED)}


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """One sheet of tickets: its columns, and for each of them how a ticket fills it."""

    columns: tuple[Column, ...]
    fills: tuple[_Fill, ...]

    def line(self, ticket: LoggedTicket, levels: LevelBook) -> tuple[Cell, ...]:
        """The cells of one ticket; `levels` gives the word of its urgency."""
        return tuple([fill(ticket, levels) for fill in self.fills])


def _text(ticket: LoggedTicket, name: str) -> str:
    return str(ticket[_PLACES[name]])


def _urgency(ticket: LoggedTicket, levels: LevelBook) -> str:
    dispatched_at, ruled_at = ticket[_PLACES["dispatched_at"]], ticket[_PLACES["ruled_at"]]
    assert isinstance(dispatched_at, datetime)
    governed = governed_from(dispatched_at, ruled_at if isinstance(ruled_at, datetime) else None)
    return levels.of(Urgency(_text(ticket, "urgency")), governed).word


def _title(ticket: LoggedTicket, _levels: LevelBook) -> str:
    return mask_text(short_title(_text(ticket, "title"), _text(ticket, "content")))


def _category(ticket: LoggedTicket, _levels: LevelBook) -> str:
    return join_category(*(_text(ticket, one.name) for one in fields_of(LOG_CATEGORY)))


def _basis(ticket: LoggedTicket, _levels: LevelBook) -> str:
    basis = _text(ticket, "dispatched_basis")
    return f"估算：{basis}" if basis else "派单时间"


def _signing(ticket: LoggedTicket, _levels: LevelBook) -> str:
    if ticket[_PLACES["signed_at"]] is None:
        return "未签收" if ticket[_PLACES["status"]] == TicketStatus.TO_SIGN else ""
    return "超时" if ticket[_PLACES["sign_late"]] else "按时"


_JOINED: Mapping[LogColumn, _Fill] = {
    LOG_URGENCY: _urgency,
    LOG_TITLE: _title,
    LOG_CATEGORY: _category,
    LOG_BASIS: _basis,
    LOG_SIGNING: _signing,
}


def _fill(one: TicketField) -> _Fill:
    place = _PLACES[one.name]
    if one.words:
        words = one.words
        return lambda ticket, _levels: words[str(ticket[place])]
    if one.mask is Mask.IN_TEXT:
        return lambda ticket, _levels: mask_text(str(ticket[place]))
    return lambda ticket, _levels: ticket[place]


def _column(one: LogColumn, kind: FieldKind) -> Column:
    long = Kind.LONG_TEXT if one.long else Kind.TEXT
    return Column(one.heading, Kind.TIME if kind is FieldKind.INSTANT else long, one.width)


def _sheet(*, signed: bool) -> TicketSheet:
    columns = [(one, fields_of(one)[0]) for one in log_columns(signed=signed)]
    return TicketSheet(
        tuple(_column(one, field.kind) for one, field in columns),
        tuple(_JOINED.get(one) or _fill(field) for one, field in columns),
    )


FLOW, SIGNED = _sheet(signed=False), _sheet(signed=True)
