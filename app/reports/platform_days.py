"""The watch over the platform and the urging of a period as a sheet: a line for each day, the sum first."""

from __future__ import annotations

from app.base.table import Cell, Column, Kind, Table
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.rules.figures.platform import PlatformRow

_COUNTS = (
    "巡查轮次", "按时", "漏看", "平台故障内", "对账", "相符", "有差异的工单", "平台故障", "故障分钟", "故障内超时签收",
    "故障内超时联系",
    "催办发出", "有效", "未兑现", "催办的工单", "有答复的工单", "没有答复的工单",
)  # fmt: skip
_COLUMNS = (Column("日期", width=10), *(Column(word, Kind.INTEGER, 10) for word in _COUNTS))


def days_table(desk: Desk, window: Window) -> Table:
    """The days of a period on which anything happened."""
    return Table("平台与催办", _COLUMNS, map(_line, platform.by_day(desk, window=window)))


def _line(row: PlatformRow) -> tuple[Cell, ...]:
    watch = (row.total, row.met, row.missed, row.in_outage, row.compared, row.held, len(row.differing))
    down = (row.outages, row.outage_minutes, len(row.late_in_outage), len(row.contacted_in_outage))
    urged = (row.sent, row.effective, row.broken, len(row.urged), len(row.answered), len(row.silent))
    return (row.name, *watch, *down, *urged)
