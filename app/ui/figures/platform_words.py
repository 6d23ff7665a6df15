"""The texts of the platform's figures: the columns of the days, and the figures that open their tickets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.base.table import Kind
from app.rules.figures.platform import PlatformRow
from app.ui.figures.words import Figure
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import integer, made, text


def share_words(part: int, whole: int) -> str:
    """128 / 132; a dash of nothing."""
    return f"{part:,} / {whole:,}" if whole else "—"


def _name(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(row.name, bold=True)


def _rounds(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(share_words(row.met, row.total), "按时 / 全部" if row.total else "")


def _missed(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(f"{row.missed:,}" if row.total else "—", tone="red" if row.missed else "")


def _compared(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(f"{row.compared:,} 次" if row.compared else "—", f"相符 {row.held:,}" if row.compared else "")


def _outages(row: PlatformRow, _now: datetime) -> Cell:
    if not row.outages:
        return Cell("—")
    return Cell(f"{row.outages:,} 次 {row.outage_minutes:,} 分钟", f"巡查 {row.in_outage:,} 轮在内")


def _late(row: PlatformRow, _now: datetime) -> Cell:
    signed, contacted = len(row.late_in_outage), len(row.contacted_in_outage)
    return Cell(f"签收 {signed:,}", f"联系 {contacted:,}") if row.outages or signed or contacted else Cell("—")


def _signed_late(row: PlatformRow) -> int:
    return len(row.late_in_outage)


def _contacted_late(row: PlatformRow) -> int:
    return len(row.contacted_in_outage)


def _urged(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(share_words(row.effective, row.sent), "有效 / 发出" if row.sent else "")


def _broken(row: PlatformRow, _now: datetime) -> Cell:
    return Cell(f"{row.broken:,}" if row.sent else "—", tone="red" if row.broken else "")


COLUMNS = (
    Column("日期", _name, 80, grows=True, values=(text("日期", "name", 10),)),
    Column("巡查", _rounds, 120, values=(integer("按时", "met"), integer("平台故障内", "in_outage"))),
    Column("漏看", _missed, 70, values=(integer("漏看", "missed"),)),
    Column("对账", _compared, 90, values=(integer("对账", "compared"), integer("相符", "held"))),
    Column(
        "平台故障", _outages, 130, values=(integer("平台故障", "outages"), integer("故障分钟", "outage_minutes", 10))
    ),
    Column(
        "故障内超时",
        _late,
        120,
        values=(
            made("故障内超时签收", _signed_late, Kind.INTEGER, 14),
            made("故障内超时联系", _contacted_late, Kind.INTEGER, 14),
        ),
    ),
    Column("催办", _urged, 110, values=(integer("催办发出", "sent"), integer("催办有效", "effective"))),
    Column("未兑现", _broken, 70, values=(integer("未兑现", "broken"),)),
)


def figures(row: PlatformRow) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of a row under their headings, as far as there are any."""
    if row.total:
        yield f"巡查　按时 {row.met:,} + 漏看 {row.missed:,} + 平台故障内 {row.in_outage:,} = {row.total:,} 轮", []
    if row.compared:
        yield f"对账　{row.compared:,} 次，相符 {row.held:,} 次", [Figure("有差异的工单", row.differing)]
    if row.outages or row.late_in_outage or row.contacted_in_outage:
        heading = f"平台故障　{row.outages:,} 次，共 {row.outage_minutes:,} 分钟"
        yield (
            heading,
            [
                Figure("故障内超时签收", row.late_in_outage),
                Figure("故障内超时联系", row.contacted_in_outage),
            ],
        )
    yield from urge_figures(row)


def urge_figures(row: PlatformRow) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of urging of a row."""
    if row.sent:
        yield (
            f"催办　发出 {row.sent:,} 轮，有效（有答复）{row.effective:,} 轮，未兑现 {row.broken:,} 轮",
            [
                Figure("催办的工单", row.urged),
                Figure("有答复", row.answered),
                Figure("没有答复", row.silent, alarming=True),
                Figure("承诺未兑现", row.unkept, alarming=True),
            ],
        )
