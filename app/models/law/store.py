"""The law store: versions of rules and calendar years, append-only; the newest row of a date or a year holds."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from app.models.law.records import CalendarYearRecord, RuleVersionRecord
from app.models.law.tables import calendar_years, rule_versions
from app.models.shared.records import columns_of, records


class LawStore:
    """Versions of the rules and tables of years within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rule_versions(self) -> list[RuleVersionRecord]:
        """Every version, oldest first."""
        query = select(*columns_of(RuleVersionRecord, rule_versions)).order_by(rule_versions.c.id)
        return records(RuleVersionRecord, self._connection.execute(query))

    def add_rule_version(self, effective_from: date, body: str, *, at: datetime, who: str, note: str) -> int:
        """Adds one version; nothing is ever overwritten. Returns its id."""
        values = {"effective_from": effective_from.isoformat(), "body": body}
        key = self._connection.execute(insert(rule_versions), {**values, "made_at": at, "made_by": who, "note": note})
        return int((key.inserted_primary_key or (0,))[0])

    def calendar_years(self) -> list[CalendarYearRecord]:
        """Every table of a year, oldest first."""
        query = select(*columns_of(CalendarYearRecord, calendar_years)).order_by(calendar_years.c.id)
        return records(CalendarYearRecord, self._connection.execute(query))

    def add_calendar_year(self, year: int, body: str, *, at: datetime, who: str, note: str) -> int:
        """Adds one year's table; nothing is ever overwritten. Returns its id."""
        values = {"year": year, "body": body, "made_at": at, "made_by": who, "note": note}
        key = self._connection.execute(insert(calendar_years), values)
        return int((key.inserted_primary_key or (0,))[0])
