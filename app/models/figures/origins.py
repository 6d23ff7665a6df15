"""The store of origins: the file and the row that a ticket came from last, and the journal lines about tickets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from app.models.intake.tables import imports
from app.models.journal.store import JournalRecord, JournalStore
from app.models.journal.tables import journal
from app.models.ticket.tables import tickets
from app.rules.journal import JournalVerb

_t, _i, _j = tickets.c, imports.c, journal.c
_AT_ONCE = 500
# Lines that change what figures count of a ticket.
_CHANGING = (
    JournalVerb.CREATE,
    JournalVerb.UPDATE,
    JournalVerb.EDIT,
    JournalVerb.CORRECT_DISPATCH,
    JournalVerb.EXCLUSION_FLAGS,
    JournalVerb.CLOSE,
    JournalVerb.REOPEN,
    JournalVerb.REWORK,
    JournalVerb.DISPATCH,
    JournalVerb.RETURN_ACCEPT,
    JournalVerb.EXTENSION,
    JournalVerb.PARKING,
    JournalVerb.UNDO,
)


class Origin(NamedTuple):
    """Where a ticket came from: `file` and `row` are those of its last import, `cells` its row there."""

    ticket_id: int
    number: str
    title: str
    content: str
    unit: str
    file: str | None
    row: int | None
    cells: Mapping[str, str]


class OriginStore:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ticket_ids: Sequence[int]) -> list[Origin]:
        """The origins of these tickets, in the order asked for."""
        shown = (_t.id, _t.number, _t.title, _t.content, _t.unit, _i.file, _t.import_row, _t.raw)
        query = select(*shown).outerjoin(imports, _i.id == _t.import_id)
        found = {
            row.id: Origin(*row)
            for part in _parts(ticket_ids)
            for row in self._connection.execute(query.where(_t.id.in_(part)))
        }
        return [found[one] for one in ticket_ids if one in found]

    def changes(self, ticket_ids: Sequence[int], most: int) -> list[JournalRecord]:
        """The newest journal lines that changed what figures count of these tickets, the newest first."""
        ids: list[int] = []
        for part in _parts(ticket_ids):
            query = select(_j.id).where(_j.ticket_id.in_(part), _j.verb.in_(_CHANGING)).order_by(_j.id.desc())
            ids += self._connection.execute(query.limit(most)).scalars()
        return list(reversed(JournalStore(self._connection).lines(sorted(ids)[-most:])))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
