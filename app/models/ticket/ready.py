"""Tickets and their changes made ready to be stored: in plain values, as the register keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple, cast

from app.models.shared.columns import encode_texts
from app.models.ticket.digest import COLUMNS, Stored, new_row_digest, row_digest
from app.models.ticket.records import FieldValue, TicketChange, TicketRecord
from app.models.ticket.search import ready_document
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import ARRIVING, BY_NAME, SEARCHED

# A new ticket by its columns, with every one of ARRIVING.
NewTicket = Mapping[str, FieldValue]
in_order = itemgetter(*ARRIVING)
_INSTANTS, _TEXTS, _FLAGS = (
    tuple(name for name in ARRIVING if BY_NAME[name].kind is kind) for kind in (Kind.INSTANT, Kind.TEXTS, Kind.FLAG)
)
# Words that are members of an enumeration before they are stored.
_WORDS = tuple(name for name in ARRIVING if BY_NAME[name].words or name == "dispatched_basis")
# The columns that the search index holds of a ticket.
INDEXED = frozenset({*SEARCHED, "dispatched_at"})


class ReadyTicket(NamedTuple):
    """A new ticket as the register keeps it, with id 0: its columns, its digest, the second of its dispatch."""

    columns: tuple[Stored, ...]
    digest: str
    dispatched: int


def ready_ticket(values: NewTicket) -> ReadyTicket:
    """A new ticket made ready to be stored, in plain values; `values` has every one of ARRIVING."""
    stored = stored_row(values)
    stored["id"] = 0
    for name in _WORDS:
        stored[name] = str.__str__(stored[name])
    return ReadyTicket(in_order(stored), new_row_digest(stored), stored["dispatched_at"])


class ReadyChange(NamedTuple):
    """A change of a ticket as the register keeps it, in plain values: its columns, the digest of the row then.

    `leaves` and `enters` are its documents in the search index, (rowid, text) each, where they differ.
    """

    ticket_id: int
    columns: tuple[str, ...]
    values: tuple[Stored, ...]
    digest: str
    leaves: tuple[int, str] | None
    enters: tuple[int, str] | None


# A ticket's documents in the search index before and after a change: (rowid, tokens) each.
Documents = tuple[tuple[int, str], tuple[int, str]]


def documents_of(before: TicketRecord, values: TicketChange) -> Documents | None:
    """The documents of a ticket that is changed so; None where they do not differ."""
    if values.keys().isdisjoint(INDEXED):
        return None
    return ready_document(*document_of(before)), ready_document(*document_of(before, values))


def ready_change(
    before: TicketRecord, values: TicketChange, documents: Documents | None, stored: Sequence[Stored]
) -> ReadyChange:
    """A change made ready to be stored; `stored` is the ticket's row by COLUMNS, as the register has it before."""
    plain = {str.__str__(name): _plain(stored_value(value)) for name, value in values.items()}
    row = [plain.get(name, old) for name, old in zip(COLUMNS, stored, strict=True)]
    return ReadyChange(before.id, tuple(plain), tuple(plain.values()), row_digest(row), *(documents or (None, None)))


def dispatch_second(values: NewTicket) -> int:
    """The second of a new ticket's dispatch."""
    return int(cast("datetime", values["dispatched_at"]).timestamp())


def searched_texts(values: NewTicket) -> list[str]:
    """The searched texts of a new ticket, in the order of its document."""
    return [cast("str", values[name]) for name in SEARCHED]


def stored_row(values: NewTicket) -> dict[str, Any]:
    """The values of a new ticket as the register keeps them."""
    stored: dict[str, Any] = {**values}
    for name in _INSTANTS:
        if (at := stored[name]) is not None:
            stored[name] = int(at.timestamp())
    for name in _TEXTS:
        stored[name] = encode_texts(stored[name])
    for name in _FLAGS:
        stored[name] = int(stored[name])
    return stored


def stored_value(value: object) -> Stored:
    """A value as the register keeps it."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    return encode_texts(value) if isinstance(value, dict) else cast("Stored", value)


def _plain(value: Stored) -> Stored:
    """A stored value of its plain type: neither a member of an enumeration nor a truth value."""
    if isinstance(value, str):
        return str.__str__(value)
    return int(value) if isinstance(value, bool) else value


def document_of(row: TicketRecord, changed: TicketChange | None = None) -> tuple[int, int, list[str]]:
    """The search document of a ticket, or of what it becomes: the second of its dispatch, its id, its texts."""
    values: Mapping[str, Any] = changed or {}
    return (
        int(values.get("dispatched_at", row.dispatched_at).timestamp()),
        row.id,
        [values.get(name, getattr(row, name)) for name in SEARCHED],
    )
