"""The evidence store: which files prove something, each known by the hash of its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.models.contacting import evidence


class EvidenceStore:
    """Evidence files within one transaction; the files themselves lie in the data folder."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str) -> Row[Any] | None:
        """One file, or None."""
        return self._connection.execute(select(evidence).where(evidence.c.hash == digest)).one_or_none()

    def add(self, values: Mapping[str, Any]) -> None:
        """Notes a file; the same content keeps its first name."""
        if self.get(values["hash"]) is None:
            self._connection.execute(insert(evidence), dict(values))

    def every(self) -> list[Row[Any]]:
        """All files, oldest first."""
        return list(self._connection.execute(select(evidence).order_by(evidence.c.added_at, evidence.c.hash)))
