"""What the quality page says: the columns of its lists, and the figures of one line that open their tickets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from app.desk.quality import ComparedRow
from app.rules.quality import QualityRow
from app.rules.rates import mostly_words, show_rate, show_score
from app.rules.survey_form import COUNTED, COUNTED_WORDS
from app.ui.tables.columns import Cell, Column


class Figure(NamedTuple):
    """A figure of one line with the tickets it counts; `alarming` stands out in red when it is not nought."""

    words: str
    ids: list[int]
    alarming: bool = False


def minutes_words(minutes: int | None) -> str:
    """A span as people say it: 25 分, 3.5 小时, 2.1 天; a dash for none."""
    if minutes is None:
        return "—"
    if minutes < 100:
        return f"{minutes} 分"
    return f"{minutes / 60:.1f} 小时" if minutes < 48 * 60 else f"{minutes / 1440:.1f} 天"


def figures(row: QualityRow) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of a line under their headings."""
    tally = row.tally
    yield (
        f"联系　联系率 {show_rate(row.contact)}，接通率 {show_rate(row.reach)}",
        [
            Figure("受理", tally.tickets),
            Figure("已联系", tally.contacted),
            Figure("未联系", sorted({*tally.tickets} - {*tally.contacted})),
            Figure("拨打次数", tally.calls),
            Figure("接通次数", tally.reached),
        ],
    )
    yield (
        f"回访　有效回访 V = {row.valid:,}",
        [
            Figure("有效回访", tally.valid),
            Figure("已联系", tally.said_contacted),
            Figure("已解决", tally.solved),
            Figure("未解决", sorted({*tally.valid} - {*tally.solved})),
            Figure("满意", tally.satisfied),
            Figure("基本满意", tally.mostly),
        ],
    )
    for heading, counted in (
        ("不满意原因", tally.reasons),
        ("答复退回", tally.sent_back),
        ("联系问题", tally.findings),
    ):
        if counted:
            told = sorted(counted.items(), key=lambda each: -len(each[1]))
            yield heading, [Figure(kind, ids, alarming=counted is not tally.reasons) for kind, ids in told]


def _total(counted: dict[str, list[int]]) -> int:
    return sum(len(ids) for ids in counted.values())


def _name(row: QualityRow, _now: datetime) -> Cell:
    return Cell(row.name, f"受理 {len(row.tally.tickets):,}", bold=True)


def _contact(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_rate(row.contact), f"{len(row.tally.contacted):,} / {len(row.tally.tickets):,}")


def _reach(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_rate(row.reach), f"{len(row.tally.reached):,} / {len(row.tally.calls):,}")


def _first(row: QualityRow, _now: datetime) -> Cell:
    return Cell(minutes_words(row.median), f"P90 {minutes_words(row.ninetieth)}")


def _faults(row: QualityRow, _now: datetime) -> Cell:
    return Cell(f"退回 {_total(row.tally.sent_back):,}", f"问题 {_total(row.tally.findings):,}")


def _valid(row: QualityRow, _now: datetime) -> Cell:
    return Cell(f"{row.valid:,}", bold=True)


def _rate(name: str, of: str) -> Any:
    def cell(row: QualityRow, _now: datetime) -> Cell:
        counted = len(getattr(row.tally, of))
        more = f" + {mostly_words(len(row.tally.mostly))}" if of == "satisfied" else ""
        return Cell(show_rate(getattr(row, name)), f"{counted:,}{more}" if row.valid else "")

    return cell


def _score(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_score(row.score), bold=True)


COLUMNS = (
    Column("名称", _name, 130, grows=True),
    Column("联系率", _contact, 84),
    Column("接通率", _reach, 84, leaves=1),
    Column("首次联系", _first, 110, leaves=2),
    Column("退回 / 问题", _faults, 92),
    Column("V", _valid, 50),
    Column("响应率", _rate("response", "said_contacted"), 76),
    Column("解决率", _rate("resolution", "solved"), 76),
    Column("满意率", _rate("satisfaction", "satisfied"), 92),
    Column("综合", _score, 62),
)


def _ticket(row: ComparedRow, _now: datetime) -> Cell:
    return Cell(row.title, " · ".join(part for part in (row.number, row.unit) if part), bold=True)


def _both(question: str) -> Any:
    def cell(row: ComparedRow, _now: datetime) -> Cell:
        return Cell(f"本台 {row.ours.get(question, '—')}", f"平台 {row.platform.get(question, '—')}")

    return cell


def _differs(row: ComparedRow, _now: datetime) -> Cell:
    if not row.differs:
        return Cell("一致", tone="green", icon="check")
    words = "、".join(COUNTED_WORDS[question].removeprefix("是否") for question in row.differs)
    return Cell(f"{words}不一致", tone="red", icon="circle-alert")


COMPARED = (
    Column("工单", _ticket, 220, grows=True),
    *(Column(COUNTED_WORDS[question], _both(question), 150, leaves=1) for question in COUNTED),
    Column("结果", _differs, 216),
)
