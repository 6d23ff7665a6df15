"""The register of applications for exclusion as a workbook, with its figures by type and unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import FileRefused
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.exclusion_rows import ExclusionRow
from app.desk.exports import note_export
from app.files.counting import count_rows
from app.files.tables import write_workbook
from app.rules.exclusion import EXCLUSION_STATE_WORDS, FLAG_WORDS, LEVEL_WORDS
from app.rules.exclusion_figures import Applied, Share, by_kind, by_unit, whole

_COLUMNS = (
    Column("工单编号", width=24),
    Column("标题", width=40),
    Column("承办单位", width=20),
    Column("目录月份", width=12),
    Column("大类", width=16),
    Column("子类", width=20),
    Column("申请结果", width=20),
    Column("网络平台名称", width=20),
    Column("状态", width=10),
    Column("审核级别", width=12),
    Column("新建时间", Kind.TIME, 20),
    Column("经办人", width=12),
    Column("提交时间", Kind.TIME, 20),
    Column("结果时间", Kind.TIME, 20),
    Column("结果意见", Kind.LONG_TEXT, 40),
    Column("平台结果", width=20),
)


def share_columns(heading: str) -> tuple[Column, ...]:
    """The columns of a table of shares."""
    counts = tuple(Column(word, Kind.INTEGER, 10) for word in ("申请", "通过", "未通过", "未定"))
    return (Column(heading, width=36), *counts, Column("通过率", Kind.PERCENT, 10))


def share_cells(share: Share) -> tuple[Cell, ...]:
    """One line of it; the rate is empty while nothing is decided."""
    counts = tuple(len(part) for part in (share.applied, share.passed, share.refused, share.waiting))
    return (share.word, *counts, None if share.pass_rate is None else float(share.pass_rate))


def export(desk: Desk, *, person: Person, path: Path, rows: Sequence[ExclusionRow]) -> Outcome[int]:
    """Writes the rows and their figures, counts them again in the file and returns the number of applications.

    Raises:
        FileRefused: the rows counted in the written file are not those handed over; the file is removed.
        EnvironmentFault: it cannot be written; no half file remains.

    """
    require(person, Action.EXPORT)
    applied = [Applied(row.ticket_id, f"{row.major} / {row.minor}", row.unit, row.state) for row in rows]
    total = share_cells(whole(applied))
    tables = [
        Table("不纳入考核", _COLUMNS, [_line(row) for row in rows]),
        Table("按类型", share_columns("类型"), [*map(share_cells, by_kind(applied)), total]),
        Table("按单位", share_columns("承办单位"), [*map(share_cells, by_unit(applied)), total]),
    ]
    written = write_workbook(path, tables)
    if count_rows(path) != written:
        path.unlink(missing_ok=True)
        raise FileRefused(f"{path.name} 写入后清点不符，已删除", hint="请重试；若再次出现请联系维护人员")
    note_export(desk, person=person, text=f"导出不纳入考核登记簿：{path.name}，{len(rows):,} 条")
    return Outcome(Change.JOURNAL, len(rows), f"登记簿已导出到 {path.name}：清点 {len(rows):,} / {len(rows):,} 条")


def _line(row: ExclusionRow) -> tuple[Cell, ...]:
    return (
        row.ticket_number,
        row.ticket_title,
        row.unit,
        row.month,
        row.major,
        row.minor,
        "、".join(FLAG_WORDS[flag] for flag in row.flags),
        row.platform_name,
        EXCLUSION_STATE_WORDS[row.state],
        LEVEL_WORDS[row.level],
        row.created_at,
        row.created_by,
        row.submitted_at,
        row.decided_at,
        row.result,
        row.platform_result,
    )
