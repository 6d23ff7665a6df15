"""The versions of a year's calendar as the bar lists them, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import to_local
from app.desk.law.calendar_years import YearRow
from app.rules.law.calendar import YearTable
from app.rules.law.holiday_notice import Holiday, holidays_of
from app.rules.shared.differences import Texts
from app.ui.kit.versions.bar import KnownVersion, made_words, version_name
from app.ui.law.year_table import span_words, work_words


def texts_of(holidays: Sequence[Holiday]) -> Texts:
    """The holidays of a year as texts for comparing, by name."""
    return {holiday.name: {"放假": span_words(holiday), "补班": work_words(holiday)} for holiday in holidays}


def texts_of_year(table: YearTable) -> Texts:
    """The holidays of a stored year as texts for comparing."""
    return texts_of(holidays_of(table))


def known_years(rows: Sequence[YearRow]) -> list[KnownVersion]:
    """Every version of one year; it counts from when it was saved, the shipped one from the beginning."""
    return [
        KnownVersion(
            version_name(_since(row.table.year, row.made_at), row.note, in_force=row.in_force),
            made_words(row.made_by, row.made_at),
            row.in_force,
            texts_of_year(row.table),
            row.table,
        )
        for row in rows
    ]


def _since(year: int, made_at: datetime | None) -> str:
    return f"{year}-01-01" if made_at is None else f"{to_local(made_at):%Y-%m-%d %H:%M}"
