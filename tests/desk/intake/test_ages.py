"""A first import: old rows are counted before, come in as backlog, and leave the desk quiet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.base.clock import StillClock, to_local
from app.base.people import Person
from app.desk import setting
from app.desk.finding import acts as finding_acts
from app.desk.intake import acts as intake_acts
from app.desk.intake import ages
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.rules.queue.names import QueueName

OPERATOR = Person("值班员甲")
HEAD = "工单编号,标题,派单时间,状态,办结时间"


def when(desk: Desk, days: float) -> str:
    return f"{to_local(desk.now() - timedelta(days=days)):%Y-%m-%d %H:%M:%S}"


@pytest.fixture
def export(desk: Desk, tmp_path: Path) -> Path:
    """Sixty closed long ago, four closed yesterday, thirty open and long overdue, six that run."""
    lines = [HEAD]
    lines += [f"旧{n:03},退费,{when(desk, 60)},已办结,{when(desk, 30)}" for n in range(60)]
    lines += [f"昨{n:03},退费,{when(desk, 3)},已办结,{when(desk, 1.5)}" for n in range(4)]
    lines += [f"超{n:03},退费,{when(desk, 40)},{('办理中', '待签收', '待回访')[n % 3]}," for n in range(30)]
    lines += [f"新{n:03},退费,{when(desk, 0.01)},待签收," for n in range(6)]
    path = tmp_path / "first.csv"
    path.write_text("\n".join(lines), "utf-8-sig")
    return path


def test_the_old_rows_of_a_file_are_counted_before_anything_is_stored(desk: Desk, export: Path) -> None:
    found = ages.ages(desk, path=export)
    assert found == ages.Ages(rows=100, closed=60, open=30, after_days=7, whole=True, first=True)
    assert found.history == 90
    assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 0


def test_how_many_days_make_a_row_old_is_a_setting(desk: Desk, export: Path) -> None:
    setting.change(desk, person=OPERATOR, name="old_after_days", value="365")
    assert ages.ages(desk, path=export).history == 0


def test_old_rows_come_in_as_backlog_and_the_desk_stays_quiet(desk: Desk, still: StillClock, export: Path) -> None:
    result = intake_acts.import_file(desk, person=OPERATOR, path=export, old_as_backlog=True).result
    assert (result.created, result.backlog) == (100, 90)
    still.advance(timedelta(minutes=1))
    reminder_acts.raise_due(desk)
    finding_acts.scan(desk)
    counters = queue_reads.counters(desk)
    shown = {name: count for name, count in counters.by_queue.items() if count}
    assert shown == {QueueName.TO_SIGN: 6, QueueName.CLOSED: 64, QueueName.ALL: 100, QueueName.HISTORY: 30}
    assert (counters.findings_open, counters.escalations_open, counters.reminders_unacknowledged) == (0, 0, 0)


def test_without_it_old_rows_ring_as_new_ones_do(desk: Desk, still: StillClock, export: Path) -> None:
    result = intake_acts.import_file(desk, person=OPERATOR, path=export).result
    assert (result.created, result.backlog) == (100, 0)
    still.advance(timedelta(minutes=1))
    reminder_acts.raise_due(desk)
    counters = queue_reads.counters(desk)
    assert counters.by_queue[QueueName.OVERDUE] == 30
    assert counters.escalations_open == 30
