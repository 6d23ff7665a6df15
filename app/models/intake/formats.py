"""The format store: append-only versions of what an office has added to the reading of files; the newest holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from app.models.intake.tables import intake_formats
from app.models.shared.records import columns_of, record, records


@dataclass(frozen=True, slots=True)
class FormatRecord:
    """One version, as TOML text."""

    id: int
    body: str
    made_at: datetime
    made_by: str
    note: str


_FORMATS = select(*columns_of(FormatRecord, intake_formats))


class FormatStore:
    """Versions of the format within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self) -> list[FormatRecord]:
        """Every version, oldest first."""
        return records(FormatRecord, self._connection.execute(_FORMATS.order_by(intake_formats.c.id)))

    def newest(self) -> FormatRecord | None:
        """The version in force; None before there is one."""
        found = self._connection.execute(_FORMATS.order_by(intake_formats.c.id.desc()).limit(1))
        return record(FormatRecord, found.one_or_none())

    def add(self, body: str, *, at: datetime, who: str, note: str) -> int:
        """Adds one version; nothing is ever overwritten. Returns its id."""
        values = {"body": body, "made_at": at, "made_by": who, "note": note}
        key = self._connection.execute(insert(intake_formats), values).inserted_primary_key
        return int(key[0]) if key else 0
