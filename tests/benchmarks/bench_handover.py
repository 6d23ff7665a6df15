"""The handover of a shift with many open tickets: the sheet made, signed and frozen, written as a document."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl

from app.base.clock import to_local
from app.base.people import Person
from app.desk.handover import acts, reads
from app.desk.intake import acts as intake_acts
from app.reports import handover as report
from tests.benchmarks.figures import Figure, once, seconds
from tests.benchmarks.places import desk_in

_HEADERS = ["工单编号", "标题", "主要内容", "来电号码", "派单时间", "紧急程度", "承办单位", "工单状态"]
_STATES = ("待签收", "办理中", "待审核", "待回访")
_WHO = Person("值班员甲")


def run(folder: Path, size: int = 300) -> list[Figure]:
    """The sheet of a shift with `size` open tickets, in whole seconds of the use case."""
    with desk_in(folder / "data") as desk:
        begun = to_local(desk.now()) - timedelta(hours=20)
        rows = [_row(at, f"{begun + timedelta(minutes=3 * at):%Y-%m-%d %H:%M:%S}") for at in range(size)]
        intake_acts.import_file(desk, person=_WHO, path=_write(folder / "open.xlsx", rows))
        made = seconds(lambda: reads.view(desk))
        sheet = reads.sheet_now(desk)
        counted = {code: count for code, _, count in sheet.counters}
        queues = ("to-sign", "handling", "to-review", "to-call-back", "returning", "history")
        assert sum(counted[name] for name in queues) == size
        signed = once(lambda: acts.sign(desk, person=_WHO, unusual="无"))
        (row,) = reads.archive(desk, since=begun, until=desk.now() + timedelta(days=1))
        assert row.record is not None
        handover_id = row.record.id
        written = once(
            lambda: report.write_signed(desk, person=_WHO, handover_id=handover_id, path=folder / "sheet.docx")
        )
    return [
        Figure(f"handover with {size:,} open: the sheet", made, "s", 2.0, note=f"{sheet.things} lines"),
        Figure(f"handover with {size:,} open: signed and frozen", signed, "s", 2.0),
        Figure(f"handover with {size:,} open: the document", written, "s", 2.0),
    ]


def _row(at: int, dispatched: str) -> list[str]:
    content = f"市民反映某健身中心第 {at} 号会员卡闭店后无法退费，要求核查并退还余额。"
    urgency = "紧急" if at % 10 == 0 else "一般"
    known = (dispatched, urgency, "预付费专班", _STATES[at % len(_STATES)])
    return [f"热线-261122-{at:06d}", f"健身卡退费 {at}", content, f"1380000{at % 10_000:04d}", *known]


def _write(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (_HEADERS, *rows):
        sheet.append(row)
    book.save(path)
    return path
