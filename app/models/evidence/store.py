"""The evidence store: which files prove something, each known by the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from app.models.evidence.tables import evidence
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import values_of


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One file; `kind` is its MIME type, empty when unknown, `size` in bytes."""

    hash: str
    name: str
    kind: str
    size: int
    added_at: datetime
    added_by: str


_FILES = select(*columns_of(EvidenceRecord, evidence))


class EvidenceStore:
    """Evidence files within one transaction; the files themselves lie in the data folder."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str) -> EvidenceRecord | None:
        """One file, or None."""
        return record(EvidenceRecord, self._connection.execute(_FILES.where(evidence.c.hash == digest)).one_or_none())

    def add(self, new: EvidenceRecord) -> None:
        """Notes a file; the same content keeps its first name."""
        if self.get(new.hash) is None:
            self._connection.execute(insert(evidence), values_of(new))

    def every(self) -> list[EvidenceRecord]:
        """All files, oldest first."""
        query = _FILES.order_by(evidence.c.added_at, evidence.c.hash)
        return records(EvidenceRecord, self._connection.execute(query))
