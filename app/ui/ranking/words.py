"""The texts of official rankings: columns, facts, and the rows of tried weights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

from app.base.table import Kind
from app.desk.figures.counting import key_words
from app.desk.figures.what_if import WhatIfRow
from app.desk.ranking.rows import RankingDetail, RankingRow
from app.rules.figures.counterfactual import points_words
from app.rules.figures.period_text import period_words, read_period
from app.rules.figures.periods import PeriodRules
from app.rules.figures.rates import one_decimal
from app.rules.ranking.states import ORIGIN_WORDS, SCOPE_WORDS
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import coded, instant, integer, made, text
from app.ui.kit.words import full, moment

_ANY = PeriodRules(cycle_months=1)
TOTAL = "汇总"


def period_of(row: RankingRow) -> str:
    """2026年11月考核期."""
    return period_words(read_period(row.period, _ANY))


def gap_words(gap: Fraction | None) -> str:
    """The official score less ours: +1.2, -0.3, 一致; a dash without both."""
    if gap is None:
        return "—"
    return f"{'+' if gap > 0 else ''}{one_decimal(gap)}" if gap else "一致"


def signed_words(points: Fraction) -> str:
    """Points with their sign: +1.08, -0.19, 0.00."""
    return f"{'+' if points > 0 else ''}{points_words(points)}"


def _period(row: RankingRow, _now: datetime) -> Cell:
    return Cell(period_of(row), SCOPE_WORDS[row.scope], bold=True)


def _place(row: RankingRow, _now: datetime) -> Cell:
    of = f"共 {row.units:,} 个单位" if row.units else ""
    return Cell("—" if row.place is None else f"第 {row.place}", of)


def _score(row: RankingRow, _now: datetime) -> Cell:
    return Cell(row.score or "—", "官方")


def _own(row: RankingRow, _now: datetime) -> Cell:
    place = f"可排第 {row.own.place}" if row.own.place is not None else "本台"
    return Cell(row.own.score or "—", place)


def _gap(row: RankingRow, _now: datetime) -> Cell:
    if row.gap is None:
        return Cell("—")
    return Cell(gap_words(row.gap), tone="red" if row.gap < 0 else "amber" if row.gap else "green")


def _listed(row: RankingRow, now: datetime) -> Cell:
    tickets = f"{row.listed:,} 件" if row.listed else "未导入"
    return Cell(tickets, f"{moment(row.made_at, now)} {row.made_by}")


def _own_score(row: RankingRow) -> str:
    return row.own.score or ""


def _gap_value(row: RankingRow) -> str:
    return "" if row.gap is None else one_decimal(row.gap)


COLUMNS = (
    Column(
        "统计期",
        _period,
        170,
        grows=True,
        values=(made("统计期", period_of, width=20), coded("范围", "scope", SCOPE_WORDS)),
    ),
    Column("名次", _place, 120, values=(integer("名次", "place"), integer("单位数", "units"))),
    Column("官方成绩", _score, 90, values=(text("官方成绩", "score", 10),)),
    Column("本台成绩", _own, 100, leaves=2, values=(made("本台成绩", _own_score, width=10),)),
    Column("相差", _gap, 90, values=(made("相差", _gap_value, width=10),)),
    Column(
        "工单清单",
        _listed,
        150,
        leaves=1,
        values=(integer("工单清单", "listed", 10), instant("登记时间", "made_at"), text("登记人", "made_by", 10)),
    ),
)


def facts(found: RankingDetail) -> list[tuple[str, str]]:
    """The lines of one ranking."""
    row = found.row
    own = row.own.score or "—"
    if row.own.place is not None:
        own += f"，按此可排第 {row.own.place}（共 {row.own.units}）"
    lines = [
        ("官方", f"{row.entered}　{row.score or '—'} 分"),
        ("本台", own),
        ("相差", gap_words(row.gap)),
        ("登记", f"{ORIGIN_WORDS[row.origin]}　{row.file}　{row.made_by}　{full(row.made_at)}"),
        ("备注", row.note),
    ]
    told = found.explained
    if told is not None:
        lines.insert(3, ("按清单", f"{told.listed or '—'} 分（{row.listed:,} 件）"))
        if told.rest is not None:
            lines.insert(4, ("清单以外", f"{signed_words(told.rest)} 分"))
    return [(word, value) for word, value in lines if value]


def others_words(found: RankingDetail) -> str:
    """The other units, a line each, with ours among them."""
    return "\n".join(
        f"{'—' if one.place is None else one.place}　{one.unit}{'（本单位）' if one.ours else ''}　{one.score or '—'}"
        for one in found.units
    )


def tried_name(row: WhatIfRow) -> str:
    """The unit, the month, or 汇总."""
    words = key_words(row.key)
    return TOTAL if words is None else words if isinstance(words, str) else " · ".join(words)


def _tried(row: WhatIfRow, _now: datetime) -> Cell:
    return Cell(tried_name(row), bold=True)


def _standing(side: str) -> Callable[[WhatIfRow, datetime], Cell]:
    def cell(row: WhatIfRow, _now: datetime) -> Cell:
        standing = row.before if side == "before" else row.after
        return Cell(standing.score or "—", "" if standing.place is None else f"第 {standing.place}")

    return cell


def _change(row: WhatIfRow, _now: datetime) -> Cell:
    if row.change is None:
        return Cell("—")
    words = f"{'+' if row.change > 0 else ''}{one_decimal(row.change)}" if row.change else "持平"
    return Cell(words, tone="green" if row.change > 0 else "red" if row.change else "neutral")


def _scores(side: str) -> Callable[[WhatIfRow], str]:
    def score(row: WhatIfRow) -> str:
        return (row.before if side == "before" else row.after).score or ""

    return score


def _places(side: str) -> Callable[[WhatIfRow], int | None]:
    def place(row: WhatIfRow) -> int | None:
        return (row.before if side == "before" else row.after).place

    return place


TRIED = (
    Column("单位或月份", _tried, 200, grows=True, values=(made("单位或月份", tried_name, width=24),)),
    *(
        Column(
            heading,
            _standing(side),
            130,
            values=(
                made(f"{heading}成绩", _scores(side), width=12),
                made(f"{heading}名次", _places(side), Kind.INTEGER, 12),
            ),
        )
        for heading, side in (("现行口径", "before"), ("试算口径", "after"))
    ),
    Column("变化", _change, 100),
)
