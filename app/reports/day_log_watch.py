"""The lines of the watch in the day log's summary: rounds by hour, misses with causes, reconciliations, outages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.base.clock import to_local
from app.base.table import Cell, Figure, Kind
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.watch import reads as watch_reads
from app.desk.watch.outages import outage_span
from app.desk.watch.reads import WatchFigures
from app.desk.watch.rows import OutageRecord, ReconciliationRecord, RoundRecord
from app.rules.figures.platform import PlatformRow
from app.rules.watch.states import RoundState

_HOUR = timedelta(hours=1)
Line = tuple[Cell, ...]


def watch_lines(desk: Desk, window: Window) -> Iterator[Line]:
    """What the summary says of the watch; the sums first, then every hour, miss, reconciliation and outage."""
    figures = watch_reads.of_period(desk, start=window.start, end=window.end)
    sums = platform.of_period(desk, window=window)
    yield "巡查", Figure(sums.total, Kind.INTEGER), _rounds_words(sums)
    yield "对账", Figure(len(figures.reconciliations), Kind.INTEGER), _reconciled_words(figures)
    yield "平台故障", Figure(len(figures.outages), Kind.INTEGER), ""
    for hour, (met, total) in figures.by_hour.items():
        yield f"巡查 {hour:%m-%d %H}:00–{_end_of(hour)}", f"{met} / {total}", "、".join(_people(figures.rounds, hour))
    for one in figures.rounds:
        if one.state is RoundState.MISSED:
            span = f"{to_local(one.due_at):%m-%d %H:%M}–{to_local(one.ends_at):%H:%M}"
            yield one.state.word, span, one.cause or "原因未登记"
    for made in figures.reconciliations:
        yield f"对账 {to_local(made.at):%m-%d %H:%M}", _result(made), f"{made.list_name} · {made.who}"
    for outage in figures.outages:
        yield "平台故障", outage_span(outage), _proof_words(outage)


def _rounds_words(sums: PlatformRow) -> str:
    if not sums.total:
        return "时段内没有巡查记录"
    return f"按时 {sums.met} + 漏看 {sums.missed} + 平台故障内 {sums.in_outage} = {sums.total}"


def _reconciled_words(figures: WatchFigures) -> str:
    held = sum(one.holds for one in figures.reconciliations)
    return f"其中无差异 {held} 次" if figures.reconciliations else "时段内没有对账"


def _result(made: ReconciliationRecord) -> str:
    sides = f"平台 {made.platform}，本台 {made.register}"
    if made.holds:
        return f"{sides}，无差异"
    unread = f"，{made.unread} 行未能核对" if made.unread else ""
    return f"{sides}，本台缺 {made.missing_here}、平台缺 {made.missing_there}、不同 {made.differs}{unread}"


def _people(rounds: tuple[RoundRecord, ...], hour: datetime) -> list[str]:
    within = [one.who for one in rounds if hour <= one.due_at < hour + _HOUR and one.who]
    return list(dict.fromkeys(within))


def _end_of(hour: datetime) -> str:
    end = hour + _HOUR
    return "24:00" if end.hour == 0 else f"{end:%H:%M}"


def _proof_words(outage: OutageRecord) -> str:
    told = f"告知 {outage.told}" if outage.told else "未写告知了谁"
    proof = f"凭证 {outage.evidence_name}（校验码 {outage.evidence}）" if outage.evidence else "没有凭证"
    return "；".join(filter(None, (outage.what, told, proof)))
