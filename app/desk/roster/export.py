"""Writes the roster out as a 值班表: in the layout it came in, else one line a shift."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day, local_midnight
from app.base.errors import Refused
from app.base.people import Person
from app.base.table import Cell, Column, Head, Kind, Table
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.shared.targets import check_target
from app.files.writers.tables import write_workbook
from app.models.register.stores import Stores
from app.rules.roster.sheet import read_roster
from app.rules.roster.shifts import Shift
from app.rules.roster.writing import HEADINGS, filled, lines

# A page takes 126 characters: a month of days beside each other fits.
_NARROW, _WIDE = 3, 22
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_roster(
    desk: Desk, *, person: Person, path: Path, first: date, last: date, replace: bool = False
) -> Outcome[int]:
    """Writes the roster of the days first…last; the result is the number of lines counted in the file.

    Where a table was imported for these days, it goes out as it came in, with the cells that changed since.

    Raises:
        NotAllowed: this person may not export.
        Refused: there is no shift in these days, or no file may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written.

    """
    require(person, Action.EXPORT)
    check_target(path, desk.folder, replace=replace)
    with desk.register.reading() as stores:
        head, table = _table(stores, first, last, local_day(desk.now()))
    counted = write_workbook(path, [table], head=head)
    count = sum(counted.values())
    note_export(desk, person=person, text=f"导出值班表：{path.name}，{count} 行")
    return Outcome(Change.JOURNAL, count, f"值班表已导出到 {path.name}：{count} 行")


def paper_table(desk: Desk, *, first: date, last: date) -> tuple[Head | None, Table]:
    """What the workbook of these days would hold: the head above, and the table.

    Raises:
        Refused: there is no shift in these days.

    """
    with desk.register.reading() as stores:
        return _table(stores, first, last, local_day(desk.now()))


def _table(stores: Stores, first: date, last: date, today: date) -> tuple[Head | None, Table]:
    kept = stores.roster.latest_sheet(first, last)
    if kept is None:
        shifts = [row.shift for row in stores.roster.of_days(first, last)]
        if not shifts:
            raise Refused("这些天没有排班")
        return Head(f"值班表 {first.isoformat()} 至 {last.isoformat()}"), _listed(shifts)
    sheet = read_roster(kept.grid, today=today, title=kept.title)
    present = [row.shift for row in stores.roster.of_days(kept.first_day, kept.last_day)]
    rows = filled(kept.grid, sheet, present)
    above = [" ".join(filter(None, row)) for row in rows[: sheet.head_row + 1 - sheet.head_lines]]
    rows[sheet.head_row] = list(sheet.headings)
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    below = [[_cell(text) for text in row] for row in padded[sheet.head_row + 1 :]]
    columns = tuple(
        Column(text, _kind(below, at), _width(padded, at)) for at, text in enumerate(padded[sheet.head_row])
    )
    head = Head(above[0], tuple(above[1:])) if above else None
    return head, Table(kept.title or "值班表", columns, below)


def _cell(text: str) -> Cell:
    """A date of the table goes out as a date: it came in as one."""
    if not _DATE.fullmatch(text):
        return text
    try:
        return local_midnight(date.fromisoformat(text))
    except ValueError:
        return text


def _kind(rows: Sequence[Sequence[Cell]], column: int) -> Kind:
    return Kind.DAY if any(isinstance(row[column], datetime) for row in rows) else Kind.TEXT


def _listed(shifts: Sequence[Shift]) -> Table:
    rows = lines(shifts)
    return Table(
        "值班表", tuple(Column(text, Kind.TEXT, _WIDE if at > 2 else 12) for at, text in enumerate(HEADINGS)), rows
    )


def _width(rows: Sequence[Sequence[str]], column: int) -> int:
    longest = max(len(row[column]) for row in rows)
    return min(_WIDE, max(_NARROW, 2 * longest + 1))
