"""The figures of the watch over the platform and of urging: the only place that counts them for pages and reports."""

from __future__ import annotations

from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.platform import SUM, Compared, PlatformFacts, PlatformRow, row_of, rows_by_day


def by_day(desk: Desk, *, window: Window) -> tuple[PlatformRow, ...]:
    """The sum of a period, then its days, the newest first; nothing where nothing happened."""
    with desk.register.reading() as stores:
        return rows_by_day(_facts(stores, desk, window), window.start, window.end)


def of_period(desk: Desk, *, window: Window) -> PlatformRow:
    """The sum of a period."""
    with desk.register.reading() as stores:
        return row_of(SUM, _facts(stores, desk, window), window.start, window.end)


def of_unit(desk: Desk, *, window: Window, unit: str) -> PlatformRow:
    """The figures of urging one unit in a period, with its tickets."""
    with desk.register.reading() as stores:
        urged = [one for one in stores.platform_figures.urged(window.start, window.end) if one.unit == unit]
    return row_of(unit, PlatformFacts(urged=urged), window.start, window.end)


def _facts(stores: Stores, desk: Desk, window: Window) -> PlatformFacts:
    start, end = window.start, window.end
    found = stores.platform_figures
    return PlatformFacts(
        rounds=found.rounds(start, end),
        compared=[Compared(one.at, one.holds) for one in stores.reconciliations.between(start, end)],
        differing=found.differing(start, end),
        outages=[(one.since, one.until or desk.now()) for one in stores.platform_outages.touching(start, end)],
        late_in_outage=found.late_in_outage(start, end),
        contacted_in_outage=found.contacted_in_outage(start, end),
        urged=found.urged(start, end),
    )


def sum_words(row: PlatformRow) -> str:
    """A row in one line: 巡查 132 + 漏看 4 + 平台故障内 8 = 144 轮 · 对账 4 次 … ; empty where nothing happened."""
    parts = []
    if row.total:
        parts.append(f"巡查 按时 {row.met:,} + 漏看 {row.missed:,} + 平台故障内 {row.in_outage:,} = {row.total:,} 轮")
    if row.compared:
        parts.append(f"对账 {row.compared:,} 次，相符 {row.held:,}")
    if row.outages:
        late = f"，期间到期的超时签收 {len(row.late_in_outage):,} 件" if row.late_in_outage else ""
        contacts = f"，期间到期的超时联系 {len(row.contacted_in_outage):,} 件" if row.contacted_in_outage else ""
        parts.append(f"平台故障 {row.outages:,} 次 {row.outage_minutes:,} 分钟{late}{contacts}")
    if row.sent:
        broken = f"，承诺未兑现 {row.broken:,}" if row.broken else ""
        parts.append(f"催办 发出 {row.sent:,} 轮，有效 {row.effective:,}{broken}")
    return " · ".join(parts)
