"""The digest of a ticket's row: what the journal keeps as its last word on the ticket.

All columns count but three: the id, which stands in the line itself; `version`, which only counts changes; and
`ruled_at`, which is set for all open tickets at once and decides nothing before the next event of a ticket, whose line
then bears the clocks that follow. A column with its default is left out, so that a new column with a default, or
another order of columns, changes no digest; a migration that changes values of tickets writes new digests into the
journal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import itemgetter, ne

from app.models.ticket.lines import NEVER
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import ARRIVING, TICKET_FIELDS

Stored = str | int | None
_UNCOUNTED = frozenset({"id", "version", "ruled_at"})
_DEFAULTS: Mapping[Kind, Stored] = {
    Kind.INSTANT: None,
    Kind.COUNT: None,
    Kind.FLAG: 0,
    Kind.NUMBER: NEVER,
    Kind.TEXTS: "{}",
}
# The counted columns with their defaults; sorted, so that the order of the form may change.
COUNTED: tuple[tuple[str, Stored], ...] = tuple(
    sorted(
        (field.name, field.first or _DEFAULTS.get(field.kind, ""))
        for field in TICKET_FIELDS
        if field.name not in _UNCOUNTED
    )
)
COLUMNS = tuple(name for name, _ in COUNTED)
_ARRIVING = tuple((name, default) for name, default in COUNTED if name in ARRIVING)
_arriving_values = itemgetter(*(name for name, _ in _ARRIVING))
# Each with its key as JSON has it: an import digests every row, and this takes half of what the encoder does.
_KEYS = tuple(f'"{name}":' for name, _ in _ARRIVING)
_FIRST = tuple(default for _, default in _ARRIVING)
_quoted = json.encoder.encode_basestring
_BYTES = 16
# The journal's last word on a ticket that was joined into another one: no row.
GONE = "-"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def row_digest(values: Sequence[object]) -> str:
    """The digest of a row as the register stores it, by COLUMNS; "" for a row that no ticket can have (a blob)."""
    try:
        return _digest(
            {name: value for (name, default), value in zip(COUNTED, values, strict=True) if value != default}
        )
    except TypeError:
        return ""


def new_row_digest(stored: Mapping[str, Stored]) -> str:
    """The digest of a new ticket from its stored values, every one of ARRIVING; other columns have their default.

    The same as `row_digest` gives of its row.
    """
    values = _arriving_values(stored)
    told = [
        key + (_quoted(value) if isinstance(value, str) else "null" if value is None else str(value))
        for key, value in compress(zip(_KEYS, values, strict=True), map(ne, values, _FIRST))
    ]
    return _hashed(f"{{{','.join(told)}}}")


def _digest(values: Mapping[str, object]) -> str:
    return _hashed(_encode(values))


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
