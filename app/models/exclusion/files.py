"""The file store of applications for exclusion: their files, and other uses of the same content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from app.models.evidence.tables import evidence
from app.models.exclusion.records import ExclusionFileRecord, NewExclusionFile
from app.models.exclusion.tables import exclusion_files, exclusions
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row
from app.models.ticket.tables import tickets
from app.rules.exclusion.moves import ExclusionState

_f = exclusion_files.c
_WITH_SIZE = select(*columns_of(ExclusionFileRecord, exclusion_files, evidence)).join(
    evidence, evidence.c.hash == _f.hash
)


class ExclusionFileStore:
    """Files of applications within one transaction; their content lies in the evidence store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, exclusion_id: int) -> list[ExclusionFileRecord]:
        """An application's files with their sizes, in the order of their places."""
        query = _WITH_SIZE.where(_f.exclusion_id == exclusion_id).order_by(_f.position)
        return records(ExclusionFileRecord, self._connection.execute(query))

    def get(self, file_id: int) -> ExclusionFileRecord | None:
        """One file, or None."""
        return record(ExclusionFileRecord, self._connection.execute(_WITH_SIZE.where(_f.id == file_id)).one_or_none())

    def add(self, new: NewExclusionFile) -> int:
        """Adds a file at the next place; returns its id."""
        last = select(func.max(_f.position)).where(_f.exclusion_id == new.exclusion_id)
        place = int(self._connection.execute(last).scalar() or 0) + 1
        return add_row(self._connection, exclusion_files, new, position=place)

    def state(self, file_id: int, *, kind: str, taken_at: datetime | None, taken_place: str, stated: bool) -> None:
        """Writes what a person states of a file."""
        values = {"kind": kind, "taken_at": taken_at, "taken_place": taken_place, "stated": stated}
        self._connection.execute(update(exclusion_files).where(_f.id == file_id).values(**values))

    def remove(self, file_id: int) -> None:
        """Takes a file out of its application; the content stays in the evidence store."""
        self._connection.execute(delete(exclusion_files).where(_f.id == file_id))

    def elsewhere(self, hashes: Iterable[str], exclusion_id: int) -> dict[str, list[str]]:
        """Hash → numbers of other tickets whose applications use the same content; withdrawn ones are left out."""
        own_ticket = select(exclusions.c.ticket_id).where(exclusions.c.id == exclusion_id).scalar_subquery()
        query = (
            select(_f.hash, tickets.c.number)
            .join(exclusions, exclusions.c.id == _f.exclusion_id)
            .join(tickets, tickets.c.id == exclusions.c.ticket_id)
            .where(_f.hash.in_(list(hashes)), _f.exclusion_id != exclusion_id)
            .where(exclusions.c.state != ExclusionState.WITHDRAWN, exclusions.c.ticket_id != own_ticket)
            .order_by(_f.id)
        )
        found: dict[str, list[str]] = {}
        for digest, number in self._connection.execute(query):
            found.setdefault(digest, []).append(number)
        return found
