"""A ticket as it will stand once the rows that wait are written: by it the next row of its number is judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.base.clock import from_seconds
from app.models.ticket.digest import COLUMNS, COUNTED, Stored
from app.models.ticket.ready import ReadyChange, ReadyTicket
from app.models.ticket.records import COLUMN_NAMES, TicketRecord, change_of
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import ARRIVING, TICKET_FIELDS

_READ: dict[Kind, Callable[[Any], object]] = {Kind.INSTANT: from_seconds, Kind.TEXTS: json.loads, Kind.FLAG: bool}
_READERS = {one.name: _READ[one.kind] for one in TICKET_FIELDS if one.kind in _READ}
_FIRST: Mapping[str, Stored] = {**dict(COUNTED), "ruled_at": None, "version": 1}


class Ahead(NamedTuple):
    """A ticket as it will stand, and its row by COLUMNS; one that is not written yet has the id 0."""

    ticket: TicketRecord
    stored: tuple[Stored, ...]

    def after(self, change: ReadyChange | None) -> Ahead:
        """The ticket after a change that will be written; None is none."""
        if change is None:
            return self
        written = dict(zip(change.columns, change.values, strict=True))
        values = {name: _value(name, stored) for name, stored in written.items()}
        after = self.ticket.but(change_of({**values, "version": self.ticket.version + 1}))
        row = (written.get(name, old) for name, old in zip(COLUMNS, self.stored, strict=True))
        return Ahead(after, tuple(row))


def new_ahead(ready: ReadyTicket, flags: Mapping[str, bool]) -> Ahead:
    """A new ticket with its flags as it will stand."""
    row = {**_FIRST, **dict(zip(ARRIVING, ready.columns, strict=True)), **{name: int(on) for name, on in flags.items()}}
    values: dict[str, Any] = {name: _value(name, row[name]) for name in COLUMN_NAMES}
    return Ahead(TicketRecord(**values), tuple(row[name] for name in COLUMNS))


def written_as(change: ReadyChange, ticket_id: int) -> ReadyChange:
    """A change of a ticket that was judged before it had an id, with the id that it has now."""
    leaves, enters = (None if one is None else (one[0] ^ ticket_id, one[1]) for one in (change.leaves, change.enters))
    return change._replace(ticket_id=ticket_id, leaves=leaves, enters=enters)


def _value(name: str, stored: Stored) -> object:
    read = _READERS.get(name)
    return stored if read is None or stored is None else read(stored)
