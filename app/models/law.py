"""The store of rules and calendar as rows: append-only, the newest row of a date or a year holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.models.watching import calendar_years, rule_versions


class LawStore:
    """Versions of the rules and tables of years within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rule_versions(self) -> list[Row[Any]]:
        """Every version that was ever entered, first one first."""
        return list(self._connection.execute(select(rule_versions).order_by(rule_versions.c.id)))

    def add_rule_version(self, effective_from: date, body: str, *, at: datetime, who: str, note: str) -> int:
        """Keeps one version; nothing is ever overwritten. Returns its id."""
        values = {"effective_from": effective_from.isoformat(), "body": body}
        key = self._connection.execute(insert(rule_versions), {**values, "made_at": at, "made_by": who, "note": note})
        return int((key.inserted_primary_key or (0,))[0])

    def calendar_years(self) -> list[Row[Any]]:
        """Every table of a year that was ever entered, first one first."""
        return list(self._connection.execute(select(calendar_years).order_by(calendar_years.c.id)))

    def add_calendar_year(self, year: int, body: str, *, at: datetime, who: str, note: str) -> int:
        """Keeps one year's table; nothing is ever overwritten. Returns its id."""
        values = {"year": year, "body": body, "made_at": at, "made_by": who, "note": note}
        key = self._connection.execute(insert(calendar_years), values)
        return int((key.inserted_primary_key or (0,))[0])
