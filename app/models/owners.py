"""The store of who owns what: append-only, of rows with the same effective date the newest holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.models.casework import owner_tables


class OwnerStore:
    """Versions of the table within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self) -> list[Row[Any]]:
        """Every version that was ever entered, first one first."""
        return list(self._connection.execute(select(owner_tables).order_by(owner_tables.c.id)))

    def add(self, effective_from: date, body: str, *, at: datetime, who: str, note: str) -> int:
        """Keeps one version; nothing is ever overwritten. Returns its id."""
        values = {"effective_from": effective_from.isoformat(), "body": body, "made_at": at, "made_by": who}
        key = self._connection.execute(insert(owner_tables), {**values, "note": note})
        return int((key.inserted_primary_key or (0,))[0])
