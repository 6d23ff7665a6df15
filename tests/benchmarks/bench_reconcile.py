"""The command `reconcile` on a list with planted differences: whole seconds, the start of the interpreter included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl

from app.base.people import Person
from app.desk.intake import acts as intake_acts
from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.places import desk_in

_HEADERS = ["工单编号", "标题", "主要内容", "来电号码", "派单时间", "截止时间", "承办单位", "签收时间", "工单状态"]
_ROOT = Path(__file__).parents[2]
_PLANTED = 40


def run(folder: Path, size: int = 2000) -> list[Figure]:
    """The median of the command on a list and a register of `size` tickets that differ in forty places."""
    data = folder / "data"
    rows = [_row(at) for at in range(size)]
    with desk_in(data) as desk:
        intake_acts.import_file(desk, person=Person("值班员甲"), path=_write(folder / "before.xlsx", rows))
    there = _write(folder / "after.xlsx", _changed(rows))
    command = [sys.executable, "-m", "app", "--data", str(data), "--as", "值班员甲", "reconcile", str(there), "--json"]
    said: list[bytes] = []
    spent = _processor()

    def once() -> None:
        said.append(subprocess.run(command, cwd=_ROOT, capture_output=True, check=False).stdout)

    took = seconds(once)
    note = f"{(_processor() - spent) / len(said):.2f} s of them on the processor"
    told = json.loads(said[0])
    assert said.count(said[0]) == len(said)
    found = sum(len(told[name]) for name in ("missing_here", "missing_there", "differs"))
    assert (told["platform"], told["register"], found) == (size, size, _PLANTED)
    return [Figure(f"{size:,} against {size:,}: reconcile", took, "s", 2.0, note=note)]


def _processor() -> float:
    """The processor's seconds of the processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _row(at: int) -> list[str]:
    content = f"市民反映某健身中心第 {at} 号会员卡闭店后无法退费，要求核查并退还余额。"
    told = ("2026-11-22 20:00:00", f"2026-11-28 {at % 24:02d}:00:00", "商业服务科", "2026-11-22 20:30:00", "办理中")
    return [f"热线-261122-{at:06d}", f"健身卡退费 {at}", content, f"1380000{at % 10_000:04d}", *told]


def _changed(rows: list[list[str]]) -> list[list[str]]:
    """Ten differences of each kind: deadline, unit, sign-for; five tickets too many and five too few."""
    there = [list(row) for row in rows]
    for at in range(10):
        place = at * 3
        there[place][5] = "2026-12-01 12:00:00"
        there[place + 1][6] = "家政专班"
        there[place + 2][7] = "2026-11-22 20:31:00"
    for _ in range(5):
        there.pop()
    return there + [
        [f"热线-261123-9{at:05d}", "新工单", "", "", "2026-11-23 02:00:00", "", "", "", "待签收"] for at in range(5)
    ]


def _write(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (_HEADERS, *rows):
        sheet.append(row)
    book.save(path)
    return path
