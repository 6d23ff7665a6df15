"""The roster on paper: the usual 值班表 across an A4 page, as the workbook has it."""

from __future__ import annotations

from datetime import date, datetime

from app.base.clock import to_local
from app.base.table import Cell
from app.desk.roster import export as roster_export
from app.desk.shared.context import Desk
from app.ui.kit.table.printing import Paper

_LONGEST_TITLE = 40


def roster_paper(desk: Desk, *, first: date, last: date) -> Paper:
    """The roster of the days first…last, or of the imported table that holds one of them.

    Raises:
        Refused: there is no shift in these days.

    """
    head, table = roster_export.paper_table(desk, first=first, last=last)
    title = head.title if head is not None else table.title
    lines = [line for line in (head.lines if head is not None else ()) if line]
    rows = tuple(tuple(map(_words, row)) for row in table.rows)
    return Paper(
        title[:_LONGEST_TITLE],
        tuple(("", line) for line in lines),
        tuple(column.heading for column in table.columns),
        tuple(column.width for column in table.columns),
        rows,
    )


def _words(value: Cell) -> str:
    return f"{to_local(value):%Y-%m-%d}" if isinstance(value, datetime) else "" if value is None else str(value)
