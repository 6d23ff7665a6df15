"""The texts of merchants: columns of the list, lines of names, proposals and decisions, facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.merchant.rows import DecisionRow, MerchantDetail, MerchantRow, NameRow, ProposalRow, TicketMerchant
from app.rules.merchant.decisions import DECISION_WORDS
from app.ui.kit.table.columns import Amount, Cell, Column
from app.ui.kit.table.values import instant, integer, long_text, made, text
from app.ui.kit.words import full, moment

EMPTY = ("还没有商户", "导入带企业名称的工单，或正文里写明商户的工单，这里会自动归并。")
NARROW = ("没有符合条件的商户", "按 Esc 看全部。")
READING = "正在从已有工单中归并商户"
NO_LINES = ("没有名称", "先在上面选择一家商户。")
_SHOWN_PLACES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line under a merchant: one of its names, another merchant that may be it, or a decision in force."""

    key: str
    name: NameRow | None = None
    proposal: ProposalRow | None = None
    decision: DecisionRow | None = None


def lines_of(found: MerchantDetail) -> list[Line]:
    """The proposals first, then the names, then the decisions."""
    return [
        *(Line(f"proposal {one.first} {one.second}", proposal=one) for one in found.proposals),
        *(Line(f"name {one.text}", name=one) for one in found.names),
        *(Line(f"decision {one.ids[0]}", decision=one) for one in found.decisions),
    ]


def proposal_words(one: ProposalRow) -> str:
    """同一地址，读音相同."""
    return "、".join(one.reasons)


def line_words(found: TicketMerchant) -> str:
    """同一商户近 30 天 7 件（悦某健身）."""
    return f"同一商户近 30 天 {len(found.recent):,} 件（{found.name}）"


def facts(found: MerchantDetail, now: datetime) -> list[tuple[str, str]]:
    """The lines of one merchant, word and value; empty ones are left out."""
    more, row = len(found.places) - _SHOWN_PLACES, found.row
    counts = f"近 30 天 {row.in_30_days:,} 件 · 近 90 天 {row.in_90_days:,} 件 · 共 {row.tickets:,} 件"
    places = " · ".join(found.places[:_SHOWN_PLACES]) + (f" · 另 {more} 处" if more > 0 else "")
    lines = [
        ("行业", found.row.trade or "未写明"),
        ("工单", counts),
        ("最近", full(found.row.last_at)),
        ("街乡镇", found.row.streets),
        ("地址", places),
        ("电话", " · ".join(found.phones)),
    ]
    return [(word, value) for word, value in lines if value]


def _name(row: MerchantRow, _now: datetime) -> Cell:
    return Cell(row.name, " · ".join(filter(None, (row.trade, row.streets))), bold=True)


def _month(row: MerchantRow, _now: datetime) -> Cell:
    return Cell(f"{row.in_30_days:,}", bold=row.in_30_days > 0)


def _quarter(row: MerchantRow, _now: datetime) -> Cell:
    return Cell(f"{row.in_90_days:,}")


def _all(row: MerchantRow, _now: datetime) -> Cell:
    return Cell(f"{row.tickets:,}")


def _last(row: MerchantRow, now: datetime) -> Cell:
    return Cell(moment(row.last_at, now))


def _doubts(row: MerchantRow, _now: datetime) -> Cell:
    return Cell(f"疑似 {row.doubts}", tone="amber", icon="info") if row.doubts else Cell("—")


COLUMNS = (
    Column(
        "商户",
        _name,
        220,
        grows=True,
        values=(long_text("商户", "name"), text("行业", "trade", 8), long_text("街乡镇", "streets")),
    ),
    Column(
        "近 30 天",
        _month,
        72,
        values=(integer("近 30 天", "in_30_days"),),
        amount=Amount("近 30 天", lambda row: row.in_30_days),
        right=True,
    ),
    Column("近 90 天", _quarter, 72, leaves=1, values=(integer("近 90 天", "in_90_days"),), right=True),
    Column("共", _all, 56, leaves=2, values=(integer("共", "tickets"),), right=True),
    Column("最近", _last, 104, leaves=3, values=(instant("最近", "last_at"),)),
    Column("待确认", _doubts, 92, values=(integer("待确认", "doubts"),)),
)


def _line(line: Line, _now: datetime | None = None) -> Cell:
    if line.proposal is not None:
        return Cell(line.proposal.name, proposal_words(line.proposal), bold=True)
    if line.decision is not None:
        return Cell(line.decision.words, line.decision.note)
    return Cell(line.name.text if line.name is not None else "")


def _kind(line: Line, _now: datetime | None = None) -> Cell:
    if line.proposal is not None:
        return Cell(f"疑似 {line.proposal.score:.0%}", tone="amber", icon="info")
    if line.decision is not None:
        return Cell(DECISION_WORDS[line.decision.kind], tone="blue", icon="undo-2")
    return Cell(line.name.source if line.name is not None else "", tone="neutral")


def _tickets(line: Line, _now: datetime) -> Cell:
    found = line.proposal or line.name
    return Cell(f"{found.tickets:,} 件" if found is not None else "")


def _line_words(line: Line) -> str:
    return _line(line).words()


def _kind_words(line: Line) -> str:
    return _kind(line).text


LINE_COLUMNS = (
    Column("名称", _line, 200, grows=True, values=(made("名称", _line_words, width=40),)),
    Column("来源", _kind, 124, values=(made("来源", _kind_words),)),
    Column("工单", _tickets, 72, right=True),
)
