"""The figures of a period's escalations, the rows behind each, and the workbook of both."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.escalation.rows import EscalationRow
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, days_words, note_export, write_export
from app.rules.escalation.states import ESCALATION_STATE_WORDS, EscalationState
from app.rules.escalation.texts import LEVEL_WORDS

NO_UNIT, NO_STREET = "尚未派单", "未写街乡镇"


class Figure(enum.StrEnum):
    """The figures in display order; each counts a set of rows."""

    OPENED = "opened"
    REPORTED = "reported"
    IN_TIME = "in-time"
    OPEN = "open"
    SECOND_LEVEL = "second-level"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Share:
    """The escalations of one unit or street: opened, reported, and still open."""

    name: str
    opened: int
    reported: int
    open: int


@dataclass(frozen=True, slots=True)
class EscalationFigures:
    """Counts by figure; the median minutes from a deadline to its first report, None when there was none."""

    counts: dict[Figure, int]
    median_minutes: int | None
    by_unit: tuple[Share, ...]
    by_street: tuple[Share, ...]


def of_rows(rows: Sequence[EscalationRow], *, within_minutes: int) -> EscalationFigures:
    """The figures of these rows; IN_TIME is reported within so many minutes of the deadline."""
    first: dict[tuple[int, datetime], int] = {}
    for row in rows:
        if (delay := minutes_to_report(row)) is not None:
            key = (row.ticket_id, row.deadline_at)
            first[key] = min(delay, first.get(key, delay))
    return EscalationFigures(
        {figure: sum(counts_in(figure, row, within_minutes) for row in rows) for figure in Figure},
        round(median(first.values())) if first else None,
        shares(rows, unit_of),
        shares(rows, street_of),
    )


def counts_in(figure: Figure, row: EscalationRow, within_minutes: int) -> bool:
    """Whether a row is one of those that a figure counts."""
    delay = minutes_to_report(row)
    match figure:
        case Figure.OPENED:
            return True
        case Figure.REPORTED:
            return row.state is EscalationState.REPORTED
        case Figure.IN_TIME:
            return delay is not None and delay <= within_minutes
        case Figure.OPEN:
            return row.state is EscalationState.OPEN
        case Figure.SECOND_LEVEL:
            return row.level > 1
        case Figure.CANCELLED:
            return row.state is EscalationState.CANCELLED


def minutes_to_report(row: EscalationRow) -> int | None:
    """Whole minutes from the deadline to the report; None while there is no report."""
    return None if row.reported_at is None else int((row.reported_at - row.deadline_at).total_seconds()) // 60


def unit_of(row: EscalationRow) -> str:
    """The unit under which a row is counted."""
    return row.unit or NO_UNIT


def street_of(row: EscalationRow) -> str:
    """The street under which a row is counted."""
    return row.street or NO_STREET


def shares(rows: Iterable[EscalationRow], name_of: Callable[[EscalationRow], str]) -> tuple[Share, ...]:
    """The rows by name: those with the most still open first, then the most opened."""
    counted: dict[str, list[int]] = {}
    for row in rows:
        one = counted.setdefault(name_of(row), [0, 0, 0])
        one[0] += 1
        one[1] += row.state is EscalationState.REPORTED
        one[2] += row.state is EscalationState.OPEN
    totals = [Share(name, *counts) for name, counts in counted.items()]
    return tuple(sorted(totals, key=lambda share: (-share.open, -share.opened, share.name)))


def export(
    desk: Desk, *, person: Person, path: Path, rows: Sequence[EscalationRow], replace: bool = False
) -> Outcome[int]:
    """Writes the rows and their figures by unit and street as a workbook; the result counts the list's rows.

    Raises:
        DeskError: as write_export.

    """
    place = Export(person, path, replace=replace)
    days = days_words(row.deadline_at for row in rows)
    about = f"办理到期：{days}" if days else ""
    count = write_export(desk, place, lambda: tables(rows), title=_TITLE, about=about)[_TITLE]
    note_export(desk, person=person, text=f"导出到期上报 {count} 条：{path.name}")
    return Outcome(Change.JOURNAL, count, f"已导出 {count} 条到 {path.name}")


def tables(rows: Sequence[EscalationRow]) -> list[Table]:
    """The three sheets: the list, by unit, by street."""
    return [
        Table(_TITLE, _COLUMNS, [_line(row) for row in rows]),
        _share_table("按承办单位", "承办单位", shares(rows, unit_of)),
        _share_table("按街乡镇", "街乡镇", shares(rows, street_of)),
    ]


_TITLE = "到期上报"
_COLUMNS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 18),
    Column("承办单位", Kind.LONG_TEXT, 11),
    Column("状态", width=8),
    Column("办理到期", Kind.DUE, 19),
    Column("上报时间", Kind.TIME, 19),
    Column("上报给", Kind.LONG_TEXT, 10),
    Column("说明", Kind.LONG_TEXT, 21),
    Column("级别", width=8),
    Column("方式", width=8),
    Column("上报人", width=12),
    Column("到期至上报（分）", Kind.INTEGER, 10),
    Column("触发时间", Kind.TIME, 19),
    Column("街乡镇", width=16),
)


def _line(row: EscalationRow) -> tuple[Cell, ...]:
    return (
        row.ticket_number,
        row.ticket_title,
        row.unit,
        ESCALATION_STATE_WORDS[row.state],
        row.deadline_at,
        row.reported_at,
        row.reported_to,
        row.note,
        LEVEL_WORDS[row.level],
        row.channel,
        row.reported_by,
        minutes_to_report(row),
        row.raised_at,
        row.street,
    )


def _share_table(title: str, heading: str, counted: Sequence[Share]) -> Table:
    columns = (Column(heading, width=26), *(Column(word, Kind.INTEGER, 10) for word in ("触发", "已上报", "待上报")))
    return Table(title, columns, [(share.name, share.opened, share.reported, share.open) for share in counted])
