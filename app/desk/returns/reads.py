"""Reads the return register: the list, its totals, and the workbook of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.base.table import Column, Kind, Table
from app.desk.returns.rows import ReturnRow, return_row
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, days_words, note_export, write_export
from app.models.returns.records import ReturnCount
from app.rules.returns.states import (
    RETURN_DIRECTION_WORDS,
    RETURN_GROUND_WORDS,
    RETURN_STATE_WORDS,
    ReturnDirection,
    ReturnGround,
    ReturnState,
)

NO_UNIT = "未写单位"
REGISTER_TITLE = "退单登记簿"
_YES = frozenset({ReturnState.ACCEPTED, ReturnState.AGREED})
_NO = frozenset({ReturnState.REFUSED, ReturnState.FINAL, ReturnState.DECLINED})


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """The totals of one other department: all, agreed, not agreed, and the summed time to decide."""

    name: str
    count: int
    agreed: int
    refused: int
    decided: int
    seconds: int

    @property
    def mean_hours(self) -> float | None:
        """Hours from request to decision on average; None while nothing was decided."""
        return round(self.seconds / self.decided / 3600, 1) if self.decided else None


@dataclass(frozen=True, slots=True)
class ReturnTotals:
    """Counts of the register by ground, state and direction; the units with the most returns first."""

    by_ground: Mapping[ReturnGround, int]
    by_state: Mapping[ReturnState, int]
    by_direction: Mapping[ReturnDirection, int]
    by_unit: tuple[UnitTotal, ...]

    @property
    def mean_hours(self) -> float | None:
        """Hours from request to decision on average over the whole register."""
        decided = sum(one.decided for one in self.by_unit)
        return round(sum(one.seconds for one in self.by_unit) / decided / 3600, 1) if decided else None


def listing(
    desk: Desk,
    *,
    state: ReturnState | None = None,
    ground: ReturnGround | None = None,
    direction: ReturnDirection | None = None,
    unit: str = "",
    search: str = "",
) -> list[ReturnRow]:
    """The register, newest first; `unit` is the whole name of the department at the other end."""
    with desk.register.reading() as stores:
        found = stores.returns.listing(
            state=state, ground=ground, direction=direction, unit=unit.strip(), search=search.strip()
        )
        return [return_row(row) for row in found]


def totals(desk: Desk) -> ReturnTotals:
    """Counts by ground, state, direction and unit, and how long decisions took."""
    by_ground, by_state = dict.fromkeys(ReturnGround, 0), dict.fromkeys(ReturnState, 0)
    by_direction = dict.fromkeys(ReturnDirection, 0)
    units: dict[str, list[int]] = {}
    with desk.register.reading() as stores:
        rows = stores.returns.totals()
    for row in rows:
        by_ground[row.ground] += row.cases
        by_state[row.state] += row.cases
        by_direction[row.direction] += row.cases
        _add(units.setdefault(row.unit or NO_UNIT, [0, 0, 0, 0, 0]), row)
    unit_totals = sorted(
        (UnitTotal(name, *counts) for name, counts in units.items()), key=lambda one: (-one.count, one.name)
    )
    return ReturnTotals(by_ground, by_state, by_direction, tuple(unit_totals))


def _add(counts: list[int], row: ReturnCount) -> None:
    counts[0] += row.cases
    counts[1] += row.cases if row.state in _YES else 0
    counts[2] += row.cases if row.state in _NO else 0
    counts[3] += row.decided
    counts[4] += row.seconds


def export(
    desk: Desk, *, person: Person, path: Path, rows: Sequence[ReturnRow] | None = None, replace: bool = False
) -> Outcome[int]:
    """Writes the register (or the given rows) as a workbook and journals the export.

    Raises:
        DeskError: as write_export.

    """
    place = Export(person, path, replace=replace)
    with desk.register.snapshot():
        exported = listing(desk) if rows is None else list(rows)
        days = days_words(row.created_at for row in exported)
        about = f"登记：{days}" if days else ""
        tables = [register_table(exported), *_total_tables(exported)]
        count = write_export(desk, place, lambda: tables, title=REGISTER_TITLE, about=about)[REGISTER_TITLE]
    note_export(desk, person=person, text=f"导出退单登记簿 {count} 条：{path.name}")
    return Outcome(Change.JOURNAL, count, f"已导出 {count} 条到 {path.name}")


def register_table(rows: Sequence[ReturnRow], *, title: str = REGISTER_TITLE) -> Table:
    """The register as a table."""
    columns = (
        Column("工单编号", width=20),
        Column("标题", Kind.LONG_TEXT, 18),
        Column("方向", width=9),
        Column("状态", width=8),
        Column("退单理由", Kind.LONG_TEXT, 12),
        Column("对方单位", Kind.LONG_TEXT, 12),
        Column("登记时间", Kind.TIME, 19),
        Column("依据", Kind.LONG_TEXT, 28),
        Column("说明", Kind.LONG_TEXT, 30),
        Column("第几次", Kind.INTEGER, 7),
        Column("答复时限", Kind.DUE, 19),
        Column("附件", Kind.LONG_TEXT, 30),
        Column("登记人", width=12),
        Column("提交时间", Kind.TIME, 19),
        Column("结果时间", Kind.TIME, 19),
        Column("结果说明", Kind.LONG_TEXT, 30),
        Column("答复用时（小时）", Kind.DECIMAL, 14),
    )
    lines = [
        (
            row.ticket_number,
            row.ticket_title,
            RETURN_DIRECTION_WORDS[row.direction],
            RETURN_STATE_WORDS[row.state],
            RETURN_GROUND_WORDS[row.ground],
            row.other_side,
            row.created_at,
            row.basis,
            row.note,
            row.round,
            row.due_at,
            "\n".join(row.attachments),
            row.created_by,
            row.sent_at,
            row.decided_at,
            row.decision_note,
            hours_to_decide(row),
        )
        for row in rows
    ]
    return Table(title, columns, lines)


def hours_to_decide(row: ReturnRow) -> float | None:
    """Hours from sending (or receiving) to the decision, to a tenth; None while there is none, or it was withdrawn."""
    if row.sent_at is None or row.decided_at is None or row.state is ReturnState.WITHDRAWN:
        return None
    return round((row.decided_at - row.sent_at).total_seconds() / 3600, 1)


def _total_tables(rows: Sequence[ReturnRow]) -> list[Table]:
    """The sheets of totals: by ground, by unit, by result."""
    return [
        _total_table("按理由", "理由", rows, lambda row: RETURN_GROUND_WORDS[row.ground]),
        _total_table("按单位", "对方单位", rows, lambda row: row.other_side or NO_UNIT),
        _total_table("按结果", "结果", rows, lambda row: RETURN_STATE_WORDS[row.state]),
    ]


def _total_table(title: str, heading: str, rows: Sequence[ReturnRow], name: Callable[[ReturnRow], str]) -> Table:
    found: dict[str, list[ReturnRow]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    columns = (
        Column(heading, width=22),
        Column("件数", Kind.INTEGER, 8),
        Column("同意", Kind.INTEGER, 8),
        Column("未同意", Kind.INTEGER, 8),
        Column("平均用时（小时）", Kind.DECIMAL, 16),
    )
    lines = []
    for key, some in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        hours = [taken for row in some if (taken := hours_to_decide(row)) is not None]
        yes, no = (sum(row.state in states for row in some) for states in (_YES, _NO))
        lines.append((key, len(some), yes, no, round(mean(hours), 1) if hours else None))
    return Table(title, columns, lines)
