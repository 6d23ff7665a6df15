"""Exports a list of the window as a workbook: columns and rows as shown, and a sheet that describes the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import FileRefused
from app.base.people import Person
from app.base.table import Column, Kind, Table
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.writers.counting import count_rows
from app.files.writers.tables import write_workbook

_ABOUT = (Column("项目", width=20), Column("内容", Kind.LONG_TEXT, 90))
_ABOUT_TITLE = "说明"


def write_listing(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    table_of: Callable[[Desk], Table],
    about: str,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[int]:
    """Writes the table that `table_of` streams, counts its rows again in the file, and journals the export.

    `about` describes how the list is filtered and sorted. The result is the number of rows.

    Raises:
        FileRefused: the rows counted in the written file are not those handed over; the file is removed.
        EnvironmentFault: the file cannot be written; no half file remains.
        Refused: it was cancelled.

    """
    require(person, Action.EXPORT)
    table = table_of(desk)
    lines = [
        ("列表", table.title),
        ("范围与次序", about),
        ("导出人", person.name),
        ("导出时间", f"{to_local(desk.now()):%Y-%m-%d %H:%M:%S}"),
    ]
    rows = write_workbook(path, [table, Table(_ABOUT_TITLE, _ABOUT, lines)], progress=progress, cancelled=cancelled)
    counted = count_rows(path)
    if counted != rows:
        path.unlink(missing_ok=True)
        raise FileRefused(f"{path.name} 写入后清点不符，已删除", hint="请重试；若再次出现请联系维护人员")
    count = sum(rows.values()) - len(lines)
    note_export(desk, person=person, text=f"导出列表“{table.title}”（{about}）：{path.name}，{count:,} 行")
    return Outcome(Change.JOURNAL, count, f"{table.title}已导出到 {path.name}：清点 {count:,} / {count:,} 行")
