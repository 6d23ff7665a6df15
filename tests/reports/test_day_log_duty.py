"""The duty log in the day log: its entries with corrections on a sheet, and the day's tasks in the summary."""

from __future__ import annotations

from datetime import date, timedelta

from app.desk.duty_log import acts as duty_acts
from app.desk.duty_log import reads as duty_reads
from app.desk.duty_log.rows import WantedEntry
from app.desk.figures.reads import Window
from app.desk.task import acts as task_acts
from app.desk.task import reads as task_reads
from app.reports.day_log_duty import ENTRIES, entry_line, task_lines
from app.reports.periods import day_window
from app.rules.duty_log.entries import EntryKind
from tests.desk.conftest import OPERATOR

DAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)


def window(desk) -> Window:
    return day_window(DAY, "midnight")


def test_entries_and_tasks_of_the_day_stand_in_the_day_log(desk, still):
    order = WantedEntry(EntryKind.ORDER, "报送，联系 13800000001", None, "领导甲", "值班员乙", desk.now() + HOUR)
    made = duty_acts.write(desk, person=OPERATOR, wanted=order).result
    wanted = WantedEntry(EntryKind.ORDER, made.text, None, "领导乙", "值班员乙", order.due_at)
    duty_acts.correct(desk, person=OPERATOR, entry_id=made.id, wanted=wanted, reason="听错")
    late = WantedEntry(EntryKind.ORDER, "另一件", None, "领导甲", "", desk.now() + 2 * HOUR)
    duty_acts.write(desk, person=OPERATOR, wanted=late)
    tasks = {row.title: row.id for row in task_reads.listing(desk)}
    task_acts.finish(desk, person=OPERATOR, task_id=tasks["报送，联系 138****0001"], answer="已报送")
    still.advance(3 * HOUR)
    span = window(desk)
    lines = [
        dict(zip([column.heading for column in ENTRIES], entry_line(row), strict=True))
        for row in duty_reads.entries_between(desk, start=span.start, end=span.end)
    ]
    assert [(line["类别"], line["事由"], line["交办人"]) for line in lines] == [
        ("领导交办", "报送，联系 138****0001", "领导乙"),
        ("领导交办", "另一件", "领导甲"),
    ]
    assert lines[0]["更正"] == "11-23 02:41 值班员甲：交办人：领导甲 → 领导乙（听错）"
    assert lines[0]["办结人"] == "值班员甲"
    (made_line, due_line) = task_lines(desk, span)
    assert (made_line[1].value, due_line[1].value, due_line[2]) == (
        2,
        2,
        "按时办结 1，超时办结 0，超时未办结 1，尚未到时 0",
    )
