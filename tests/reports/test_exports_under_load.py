"""Day logs are written while four other processes save without pause, and each shows one state of the register."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from app.base.clock import local_day
from app.base.people import Person
from app.base.table import Table
from app.bootstrap import open_desk
from app.desk.figures import reads as figures_reads
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, write_export
from app.desk.ticket import editing
from app.models.journal.anchor import EMPTY
from app.reports import day_log
from app.reports.day_log import write_day_log
from tests.support.patience import PATIENCE

OPERATOR = Person("值班员甲")
WRITERS, LOGS = 4, 5


def test_no_day_log_and_no_save_fails_for_load_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "tests.support.hammer", str(data), "4"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen(command, **pipes) for _ in range(WRITERS)]  # type: ignore[call-overload]
    desk = open_desk(data)
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for number in range(LOGS):
        path = tmp_path / f"log-{number}.xlsx"
        log = write_day_log(desk, person=OPERATOR, day=local_day(desk.now()), path=path).result
        assert log.rows["工单流水"] == log.rows["日志"] - number  # each ticket has a line, and so has each earlier log
    results = [json.loads(writer.communicate(timeout=PATIENCE)[0]) for writer in writers]
    desk.register.close()
    assert [result["failed"] for result in results] == [0] * WRITERS


def test_all_sheets_show_one_state_of_the_register(desk: Desk, tmp_path: Path) -> None:
    editing.create(desk, person=OPERATOR, values={"number": "先", "title": "健身房闭店"})
    day = date(2026, 11, 23)
    window = Window(desk.now() - timedelta(days=1), desk.now() + timedelta(days=1))

    def tables() -> Sequence[Table]:
        before = figures_reads.of_period(desk, window).dispatched
        editing.create(desk, person=OPERATOR, values={"number": "后", "title": "健身房闭店"})
        assert figures_reads.of_period(desk, window).dispatched == before == 1
        return day_log.tables(desk, day, window, EMPTY)

    rows = write_export(desk, Export(OPERATOR, tmp_path / "a.xlsx"), tables, title="日志")
    assert rows["工单流水"] == 1
    assert figures_reads.of_period(desk, window).dispatched == 2
