"""The owner store: append-only versions; of rows with the same effective date the newest holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from app.models.owner.tables import owner_tables
from app.models.shared.records import columns_of, records


@dataclass(frozen=True, slots=True)
class OwnersRecord:
    """One version of the table, as TOML text; `effective_from` is its first day (2026-11-23)."""

    id: int
    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str


class OwnerStore:
    """Versions of the table within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self) -> list[OwnersRecord]:
        """Every version, oldest first."""
        query = select(*columns_of(OwnersRecord, owner_tables)).order_by(owner_tables.c.id)
        return records(OwnersRecord, self._connection.execute(query))

    def add(self, effective_from: date, body: str, *, at: datetime, who: str, note: str) -> int:
        """Adds one version; nothing is ever overwritten. Returns its id."""
        values = {"effective_from": effective_from.isoformat(), "body": body, "made_at": at, "made_by": who}
        key = self._connection.execute(insert(owner_tables), {**values, "note": note})
        return int((key.inserted_primary_key or (0,))[0])
