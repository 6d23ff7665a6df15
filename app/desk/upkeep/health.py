"""The health of the desk, part by part: what the last checks and copies found, and what to do about it.

PARTS is where a further part joins: a function that reads one line from the register or the folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.desk.shared.context import Desk
from app.desk.upkeep import reads
from app.desk.upkeep.checks import ADVICE
from app.desk.upkeep.rows import HealthLine, HealthPart, HealthState, RunKind, SecondState
from app.models.journal.anchor import AnchorState, state_of
from app.models.journal.keeping import read_anchor
from app.models.journal.verify import open_to_verify
from app.models.register.stores import Stores
from app.models.shared.keep import UpkeepRun

_LATE_CHECK = timedelta(hours=48)
_LATE_COPY = timedelta(hours=36)
_LATE_DRILL = timedelta(days=14)
_LITTLE_BYTES = 1_000_000_000
_ALMOST_NOTHING_BYTES = 200_000_000
_VERIFY = "按 Alt+Shift+V 现在核验"
_ALTERED = "有人绕过本程序改动过登记库，或磁盘有坏处：请先备份数据文件夹，与最近的备份核对，并告知带班领导"


def lines(desk: Desk) -> tuple[HealthLine, ...]:
    """Every part that the register and its folder know of, in the order of the page."""
    with desk.register.reading() as stores:
        return tuple(part(desk, stores) for part in PARTS)


def journal_line(desk: Desk, stores: Stores) -> HealthLine:
    """The newest verification, whole or from the last proven line on; what a whole one found stays until the next."""
    whole, newest = (stores.keep.last_run(kind) for kind in (RunKind.VERIFIED, RunKind.VERIFIED_ON))
    run = whole if whole is not None and (not whole.ok or newest is None) else newest
    if newest is not None and not newest.ok and (run is None or newest.at >= run.at):
        run = newest
    if run is None:
        return HealthLine(HealthPart.JOURNAL, HealthState.UNKNOWN, "还没有核验", None, _VERIFY)
    if not run.ok:
        return HealthLine(HealthPart.JOURNAL, HealthState.BAD, run.text, run.at, _ALTERED)
    return HealthLine(HealthPart.JOURNAL, HealthState.GOOD, run.text, run.at)


def _file(desk: Desk, stores: Stores) -> HealthLine:
    runs = [run for kind in (RunKind.QUICK_CHECK, RunKind.WHOLE_CHECK) if (run := stores.keep.last_run(kind))]
    bad = next((run for run in runs if not run.ok), None)
    if bad is not None:
        return HealthLine(HealthPart.FILE, HealthState.BAD, bad.text, bad.at, ADVICE)
    if not runs:
        return HealthLine(HealthPart.FILE, HealthState.UNKNOWN, "还没有检查", None, "程序打开后会自动检查")
    newest = max(runs, key=lambda run: run.at)
    return HealthLine(HealthPart.FILE, HealthState.GOOD, f"{RunKind(newest.kind).word}：{newest.text}", newest.at)


def _whole(desk: Desk, stores: Stores) -> HealthLine:
    run = stores.keep.last_run(RunKind.VERIFIED)
    return _of_run(HealthPart.WHOLE, run, desk.now(), late=_LATE_CHECK, never="还没有从头核验过", advice=_VERIFY)


def _anchor(desk: Desk, stores: Stores) -> HealthLine:
    desk.register.write_anchor()
    anchor = read_anchor(desk.folder.database)
    with open_to_verify(desk.folder.database) as connection:
        state = state_of(connection, anchor)
    if state is AnchorState.HOLDS and anchor is not None:
        return HealthLine(HealthPart.ANCHOR, HealthState.GOOD, f"{state.word}：{anchor.words()}", None)
    advice = "核对清楚后按 Alt+Shift+R 重立锚点；重立会记入日志"
    words = f"{state.word}（锚点{anchor.words()}）" if anchor is not None else state.word
    return HealthLine(HealthPart.ANCHOR, HealthState.BAD, words, None, advice)


def _copies(desk: Desk, stores: Stores) -> HealthLine:
    run, advice = stores.keep.last_run(RunKind.COPY), "按 Alt+Shift+B 现在备份"
    return _of_run(HealthPart.COPIES, run, desk.now(), late=_LATE_COPY, never="还没有备份", advice=advice)


def _second(desk: Desk, stores: Stores) -> HealthLine:
    row = reads.second_place(desk)
    words = f"{row.state.word}：{row.folder}" if row.folder else row.state.word
    if row.state is SecondState.OFF:
        return HealthLine(
            HealthPart.SECOND, HealthState.NOTICE, words, None, "请在设置中填写第二备份位置（U 盘或另一块盘）"
        )
    if row.state is SecondState.THERE:
        return HealthLine(HealthPart.SECOND, HealthState.GOOD, words, row.since)
    if row.state is SecondState.WAITING:
        return HealthLine(HealthPart.SECOND, HealthState.UNKNOWN, words, None, "下一次备份时写入")
    return HealthLine(HealthPart.SECOND, HealthState.BAD, words, row.since, "请接上该盘，检查空间和权限")


def _drill(desk: Desk, stores: Stores) -> HealthLine:
    run, row = stores.keep.last_run(RunKind.DRILL), reads.drill(desk)
    if run is not None and row is not None:
        counts = f"{row.copy}：{row.tickets:,} 件工单，{row.lines:,} 行日志"
        run = replace(run, text=f"{counts}，可以恢复" if row.holds else f"{counts}，{row.why}")
    return _of_run(
        HealthPart.DRILL, run, desk.now(), late=_LATE_DRILL, never="还没有演练过恢复", advice="每周自动演练一次"
    )


def _disk(desk: Desk, stores: Stores) -> HealthLine:
    free = shutil.disk_usage(desk.folder.root).free
    words = f"剩余 {free / 1e9:,.1f} GB"
    if free >= _LITTLE_BYTES:
        return HealthLine(HealthPart.DISK, HealthState.GOOD, words, None)
    state = HealthState.BAD if free < _ALMOST_NOTHING_BYTES else HealthState.NOTICE
    return HealthLine(HealthPart.DISK, state, words, None, "请清理磁盘，磁盘满了就不能再保存")


def _of_run(
    part: HealthPart, run: UpkeepRun | None, now: datetime, *, late: timedelta, never: str, advice: str
) -> HealthLine:
    """The line of a part that a run speaks for: failed, too long ago, or good."""
    if run is None:
        return HealthLine(part, HealthState.UNKNOWN, never, None, advice)
    if not run.ok:
        return HealthLine(part, HealthState.BAD, run.text, run.at, advice)
    if now - run.at > late:
        return HealthLine(part, HealthState.NOTICE, f"{run.text}，已过去太久", run.at, advice)
    return HealthLine(part, HealthState.GOOD, run.text, run.at)


PARTS: tuple[Callable[[Desk, Stores], HealthLine], ...] = (
    _file,
    journal_line,
    _anchor,
    _whole,
    _copies,
    _second,
    _drill,
    _disk,
)


def alerts(desk: Desk, stores: Stores) -> tuple[str, ...]:
    """What the checks have found and nobody may overlook, each with what to do."""
    found = (part(desk, stores) for part in (_file, journal_line))
    return tuple(f"{line.text}。{line.advice}" for line in found if line.state is HealthState.BAD)
