"""The ticket sheets of the day log; their columns are the ticket fields marked as logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.table import Cell, Column, Kind
from app.desk.figures.reads import LoggedTicket
from app.desk.ticket.row import short_title
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import LevelBook, governed_from
from app.rules.shared.masking import mask_text
from app.rules.ticket.categories import join_category
from app.rules.ticket.deadlines import outage_of
from app.rules.ticket.field_kinds import Kind as FieldKind
from app.rules.ticket.field_kinds import LogColumn, Mask, TicketField
from app.rules.ticket.fields import (
    BY_NAME,
    LOG_BASIS,
    LOG_CATEGORY,
    LOG_SIGNING,
    LOG_TITLE,
    LOG_URGENCY,
    LOGGED,
    fields_of,
    log_columns,
)
from app.rules.ticket.states import TicketStatus

_Fill = Callable[[LoggedTicket, LevelBook], Cell]
_PLACES = {name: place for place, name in enumerate(LOGGED)}
_TITLE, _CONTENT, _BASIS = (_PLACES[name] for name in ("title", "content", "dispatched_basis"))
_STATUS, _SIGNED_AT, _LATE = (_PLACES[name] for name in ("status", "signed_at", "sign_late"))
_URGENCY, _DISPATCHED, _RULED = (_PLACES[name] for name in ("urgency", "dispatched_at", "ruled_at"))
_DEADLINES = tuple(column.heading for name in ("sign_due_at", "deadline_at") if (column := BY_NAME[name].log))
_SIGN_DUE = _PLACES["sign_due_at"]
_CATEGORY = tuple(_PLACES[one.name] for one in fields_of(LOG_CATEGORY))


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """One sheet of tickets: its columns, and how a ticket fills each of them."""

    columns: tuple[Column, ...]
    fills: tuple[_Fill, ...]

    def line(self, ticket: LoggedTicket, levels: LevelBook) -> tuple[Cell, ...]:
        """The cells of one ticket; `levels` gives the word of its urgency."""
        return tuple([fill(ticket, levels) for fill in self.fills])


def _urgency(ticket: LoggedTicket, levels: LevelBook) -> str:
    dispatched_at, ruled_at = ticket[_DISPATCHED], ticket[_RULED]
    assert isinstance(dispatched_at, datetime)
    governed = governed_from(dispatched_at, ruled_at if isinstance(ruled_at, datetime) else None)
    return levels.of(Urgency(str(ticket[_URGENCY])), governed).word


def _title(ticket: LoggedTicket, _levels: LevelBook) -> str:
    return mask_text(short_title(str(ticket[_TITLE]), str(ticket[_CONTENT])))


def _category(ticket: LoggedTicket, _levels: LevelBook) -> str:
    return join_category(*[str(ticket[place]) for place in _CATEGORY])


def _basis(ticket: LoggedTicket, _levels: LevelBook) -> str:
    return f"估算：{ticket[_BASIS]}" if ticket[_BASIS] else "派单时间"


def _signing(ticket: LoggedTicket, _levels: LevelBook) -> str:
    if ticket[_SIGNED_AT] is None:
        return "未签收" if ticket[_STATUS] == TicketStatus.TO_SIGN else ""
    return "超时" if ticket[_LATE] else "按时"


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
    if kind is FieldKind.INSTANT:
        return Column(one.heading, Kind.DUE if one.heading in _DEADLINES else Kind.TIME, one.width)
    return Column(one.heading, long, one.width)


def _sheet(*, signed: bool) -> TicketSheet:
    columns = [(one, fields_of(one)[0]) for one in log_columns(signed=signed)]
    return TicketSheet(
        tuple(_column(one, field.kind) for one, field in columns),
        tuple(_JOINED.get(one) or _fill(field) for one, field in columns),
    )


def with_outage(
    ticket: LoggedTicket, cells: tuple[Cell, ...], outages: Sequence[tuple[datetime, datetime | None]]
) -> tuple[Cell, ...]:
    """The cells of the sheet 签收; a late sign-for whose limit lies in an outage of the platform names it."""
    due = ticket[_SIGN_DUE]
    if not (outages and ticket[_LATE] and isinstance(due, datetime) and outage_of(due, outages)):
        return cells
    place = log_columns(signed=True).index(LOG_SIGNING)
    return (*cells[:place], "超时（平台故障内）", *cells[place + 1 :])


FLOW, SIGNED = _sheet(signed=False), _sheet(signed=True)
