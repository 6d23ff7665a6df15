"""The files of applications for exclusion: what they are and where else the same content is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.models.casework import exclusion_files, exclusions
from app.models.contacting import evidence
from app.models.tables import tickets

_f = exclusion_files.c


class ExclusionFileStore:
    """Files of applications within one transaction; their content lies in the evidence store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, exclusion_id: int) -> list[Row[Any]]:
        """An application's files with their sizes, in the order of their places."""
        query = select(exclusion_files, evidence.c.size).join(evidence, evidence.c.hash == _f.hash)
        return list(self._connection.execute(query.where(_f.exclusion_id == exclusion_id).order_by(_f.position)))

    def get(self, file_id: int) -> Row[Any] | None:
        """One file, or None."""
        return self._connection.execute(select(exclusion_files).where(_f.id == file_id)).one_or_none()

    def add(self, exclusion_id: int, values: Mapping[str, Any]) -> int:
        """Adds a file at the next place; returns its id."""
        last = select(func.max(_f.position)).where(_f.exclusion_id == exclusion_id)
        place = int(self._connection.execute(last).scalar() or 0) + 1
        told = {**values, "exclusion_id": exclusion_id, "position": place}
        key = self._connection.execute(insert(exclusion_files), told).inserted_primary_key
        return int(key[0]) if key else 0

    def change(self, file_id: int, values: Mapping[str, Any]) -> None:
        """Writes what a person states of a file."""
        self._connection.execute(update(exclusion_files).where(_f.id == file_id).values(**values))

    def remove(self, file_id: int) -> None:
        """Takes a file out of its application; the content stays in the evidence store."""
        self._connection.execute(delete(exclusion_files).where(_f.id == file_id))

    def elsewhere(self, hashes: Iterable[str], exclusion_id: int) -> dict[str, list[str]]:
        """By hash the numbers of other tickets whose applications, withdrawn ones left out, use the same content."""
        own = select(exclusions.c.ticket_id).where(exclusions.c.id == exclusion_id).scalar_subquery()
        query = (
            select(_f.hash, tickets.c.number)
            .join(exclusions, exclusions.c.id == _f.exclusion_id)
            .join(tickets, tickets.c.id == exclusions.c.ticket_id)
            .where(_f.hash.in_(list(hashes)), _f.exclusion_id != exclusion_id, exclusions.c.state != "withdrawn")
            .where(exclusions.c.ticket_id != own)
            .order_by(_f.id)
        )
        found: dict[str, list[str]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.hash, []).append(row.number)
        return found
