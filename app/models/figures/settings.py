"""The store of the settings of figures: versions, append-only; of those with one first day the newest holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from app.models.figures.tables import figure_settings
from app.models.shared.records import columns_of, records


@dataclass(frozen=True, slots=True)
class FigureSettingsRecord:
    """A version; `effective_from` is its first day as ISO text, `body` its form as TOML."""

    id: int
    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str


class FigureSettingsStore:
    """Versions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self) -> list[FigureSettingsRecord]:
        """Every version, oldest entry first."""
        query = select(*columns_of(FigureSettingsRecord, figure_settings)).order_by(figure_settings.c.id)
        return records(FigureSettingsRecord, self._connection.execute(query))

    def add(self, since: date, body: str, *, at: datetime, who: str, note: str) -> None:
        """Adds one version; nothing is ever overwritten."""
        values = {"effective_from": since.isoformat(), "body": body, "made_at": at, "made_by": who, "note": note}
        self._connection.execute(insert(figure_settings), values)
