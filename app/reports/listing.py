"""Exports a list of the window as a workbook: columns and rows as shown, under a head that describes the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.base.table import Table
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export


def write_listing(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    table_of: Callable[[Desk], Table],
    about: str,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[int]:
    """Writes the table that `table_of` streams, counts its rows again in the file, and journals the export.

    `about` describes how the list is filtered and sorted. The result is the number of rows.

    Raises:
        DeskError: as write_export.

    """
    export = Export(person, path, replace=replace, progress=progress, cancelled=cancelled)
    with desk.register.snapshot():
        table = table_of(desk)
        counted = write_export(desk, export, lambda: [table], title=table.title, about=f"范围与次序：{about}")
    count = sum(counted.values())
    note_export(desk, person=person, text=f"导出列表“{table.title}”（{about}）：{path.name}，{count:,} 行")
    return Outcome(Change.JOURNAL, count, f"{table.title}已导出到 {path.name}：清点 {count:,} / {count:,} 行")
