"""The list to object with: the tickets whose official count costs us points and differs from the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.ranking import reads
from app.desk.ranking.rows import RankingDetail
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.rules.figures.counterfactual import points_words
from app.rules.figures.period_text import period_words, read_period
from app.rules.figures.periods import ANY_CYCLE
from app.rules.ranking.difference import CAUSE_WORDS, Cause, Different, side_words
from app.rules.ranking.states import SCOPE_WORDS, Scope

_COLUMNS = (
    Column("序号", Kind.INTEGER, 6),
    Column("工单编号", width=24),
    Column("差异", width=24),
    Column("本台登记", width=36),
    Column("官方计为", width=36),
    Column("影响（分）", width=12),
    Column("说明", Kind.LONG_TEXT, 40),
)
_PARTS = (Column("项目", width=28), Column("件数", Kind.INTEGER, 8), Column("影响（分）", width=12))


def write_objections(
    desk: Desk, *, person: Person, path: Path, scope: Scope, period: str, replace: bool = False
) -> Outcome[int]:
    """Writes the list for the ranking of a period and journals the export; returns how many tickets it has.

    Raises:
        Refused: there is no such ranking.
        DeskError: as write_export.

    """
    name = f"{period_words(read_period(period, ANY_CYCLE))}{SCOPE_WORDS[scope]}"

    def tables() -> list[Table]:
        found = reads.of_period(desk, period=period, scope=scope)
        return [
            Table("申诉清单", _COLUMNS, _lines(found.objections)),
            Table("差异构成", _PARTS, _parts(found), notes=(f"{name}，官方成绩减本台成绩",)),
        ]

    title, about = f"{name}申诉清单", "口径：不含剔除，平台回访结果，按受理时间计"
    written = write_export(desk, Export(person, path, replace=replace), tables, title=title, about=about)
    count = written["申诉清单"]
    note_export(desk, person=person, text=f"导出{title}：{path.name}，{count:,} 件")
    return Outcome(Change.JOURNAL, count, f"{title}已导出到 {path.name}，{count:,} 件")


def _lines(tickets: tuple[Different, ...]) -> Iterator[tuple[Cell, ...]]:
    for place, one in enumerate(tickets, start=1):
        why = _WHY[one.cause] if one.known_here else "登记库中没有这一期受理的该工单，请核实是否属本单位"
        yield (
            place,
            one.number,
            CAUSE_WORDS[one.cause],
            side_words(one.ours),
            side_words(one.theirs),
            points_words(one.points),
            why,
        )


_WHY = {
    Cause.THEY_EXCLUDED: "请核实剔除依据",
    Cause.WE_EXCLUDED: "本台登记已剔除，请附剔除通过的记录申请扣除",
    Cause.LACKING: "本台没有该次有效回访，请调取回访记录核对",
    Cause.EXTRA: "本台登记为有效回访，官方未计入，请附回访记录",
    Cause.ANSWERS: "回访结果与登记不一致，请附回访记录或录音",
}


def _parts(found: RankingDetail) -> Iterator[tuple[Cell, ...]]:
    told = found.explained
    if told is None:
        return
    for cause in Cause:
        yield (CAUSE_WORDS[cause], told.counts[cause], points_words(told.by_cause[cause]))
    if told.rest is not None:
        yield ("工单清单以外的差", None, points_words(told.rest))
