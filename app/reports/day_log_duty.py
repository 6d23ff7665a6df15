"""The duty log's own entries in the day log, each with its corrections, and the tasks in its summary."""

from __future__ import annotations

from app.base.clock import local_minute
from app.base.table import Cell, Column, Figure, Kind
from app.desk.duty_log.rows import EntryRow
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.task import reads as task_reads

ENTRIES = (
    Column("时间", Kind.TIME, 19),
    Column("类别", width=10),
    Column("事由", Kind.LONG_TEXT, 50),
    Column("登记人", width=12),
    Column("交办人", width=14),
    Column("交办给", width=14),
    Column("办结时限", Kind.DUE, 19),
    Column("办结时间", Kind.TIME, 19),
    Column("办结人", width=12),
    Column("更正", Kind.LONG_TEXT, 50),
)


def entry_line(row: EntryRow) -> tuple[Cell, ...]:
    """One own entry of the day."""
    corrected = [f"{local_minute(one.at)} {one.who}：{one.words}" for one in row.corrections]
    return (
        row.at,
        row.kind.word,
        row.text,
        row.operator,
        row.ordered_by,
        row.ordered_to,
        row.due_at,
        row.done_at,
        row.done_by,
        "\n".join(corrected),
    )


def task_lines(desk: Desk, window: Window) -> list[tuple[Cell, ...]]:
    """What the summary says of tasks: those made, and those due within the time by how they ended."""
    made, counts = task_reads.of_period(desk, start=window.start, end=window.end)
    ended = (
        f"按时办结 {len(counts.in_time)}，超时办结 {len(counts.done_late)}，超时未办结 {len(counts.open_late)}，"
        f"尚未到时 {len(counts.to_come)}"
    )
    return [
        ("新登记任务", Figure(made, Kind.INTEGER), "含值班日志里写了时限的领导交办"),
        ("到时任务", Figure(counts.of + len(counts.to_come), Kind.INTEGER), ended),
    ]
