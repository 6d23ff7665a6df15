"""The calendar tables by year: reads the known ones, previews the effect of a new one, and puts it in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.law.moves import Move, moves, recount, under
from app.desk.law.reload import enacting, read_ahead, reload, year_of
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.rules.journal import JournalVerb
from app.rules.law.calendar import YearTable, calendar_of, load_calendar, missing_year, read_year
from app.rules.shared.toml_text import toml_text

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.RETURNS | Change.ESCALATIONS | Change.SETTINGS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class YearRow:
    """One version of a year; `made_by` is empty for a table that ships with the product."""

    table: YearTable
    made_at: datetime | None
    made_by: str
    note: str
    in_force: bool


def years(desk: Desk) -> dict[int, list[YearRow]]:
    """Every known year, newest first, each with its versions, newest first; the one in force is marked."""
    known: dict[int, list[YearRow]] = {
        year: [YearRow(table, None, "", "", in_force=False)] for year, table in load_calendar().years.items()
    }
    with desk.register.reading() as stores:
        made = stores.law.calendar_years()
    for row in made:
        try:
            table = year_of(row.body)
        except Refused:
            continue  # it cannot be read, and the version before it holds
        known.setdefault(row.year, []).append(YearRow(table, row.made_at, row.made_by, row.note, in_force=False))
    return {
        year: [replace(row, in_force=place == 0) for place, row in enumerate(reversed(known[year]))]
        for year in sorted(known, reverse=True)
    }


def missing(desk: Desk) -> int | None:
    """The year whose table must be entered now; from 1 December the next one counts."""
    return missing_year(desk.calendar, local_day(desk.now()))


def warning(desk: Desk) -> str:
    """The warning shown while a year is missing; empty otherwise."""
    year = missing(desk)
    if year is None:
        return ""
    return f"缺 {year} 年放假调休安排：按工作日计的时限（退单答复等）算不到 {year} 年，请到“日历”页粘贴国务院办公厅通知"


def moved_by(desk: Desk, *, form: Mapping[str, object]) -> list[Move]:
    """Which clocks of open tickets a year's table would move.

    Raises:
        BadCalendar: the form makes no sense.

    """
    other = under(desk, calendar=calendar_of([*desk.calendar.years.values(), read_year(form)]))
    with desk.register.reading() as stores:
        return moves(desk, other, stores)


def save(desk: Desk, *, person: Person, form: Mapping[str, object], note: str = "") -> Outcome[int]:
    """Puts a year's table in force, in one transaction with all that moves; returns how many tickets moved.

    Answers to returns that could not be counted get their time.

    Raises:
        BadCalendar: the form makes no sense.
        Refused: a deadline could no longer be counted.

    """
    require(person, Action.SETTINGS)
    table, now, before = read_year(form), desk.now(), under(desk)
    body = toml_text(dict(form))
    read_ahead(desk, year=body)
    with enacting(desk) as stores:
        stores.law.add_calendar_year(table.year, body, at=now, who=person.name, note=note.strip())
        reload(desk, stores)
        why = f"{table.year} 年日历变更"
        text = f"{why}：放假 {len(table.holidays)} 天，补班 {len(table.workdays)} 天"
        write_line(desk, stores, person, JournalVerb.CALENDAR, text)
        count = recount(desk, before, stores, person, why=why, ruled_at=None)
    return Outcome(_CHANGES, count, f"已保存 {table.year} 年日历" + (f"，{count} 件时限变动" if count else ""))
