"""The program is killed while a note is typed in the real window: the next start lists the draft and opens it."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.stories.test_a_duty_day_in_the_window import Duty
from tests.support.blackbox import Accessibility
from tests.support.bus import NoticeRecorder
from tests.support.processes import Launch, Program, wait_until
from tests.support.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.notifications, pytest.mark.accessibility]

MORNING = "2026-11-23T08:35"


@pytest.fixture
def duty(screen: Screen, accessibility: Accessibility, notices: NoticeRecorder, launch: Launch, tmp_path: Path) -> Duty:
    return Duty(screen, accessibility, notices, launch, tmp_path)


def opened(duty: Duty) -> Program:
    program = duty.start("--as", "值班员甲", "--rehearse-at", MORNING)
    duty.view.find(role="push button", name="导入")
    return program


def test_a_draft_that_a_kill_left_is_listed_at_the_next_start_and_opens_with_its_text(duty: Duty) -> None:
    path = duty.home / "一件.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("工单编号", "标题", "派单时间", "工单状态"))
        lines.writerow(("草稿甲", "年卡无法退费", "2026-11-23 08:00:00", "办理中"))
    duty.told("--rehearse-at", MORNING, "import", str(path))
    program = opened(duty)
    duty.screen.focus("^接诉值守台$")
    duty.in_front("接诉值守台$")
    duty.screen.keys("ctrl+2")
    duty.picks("草稿甲")
    duty.screen.keys("F7")
    duty.dialog("备注")
    duty.screen.type("call 13800000001 back on Wednesday")
    wait_until(lambda: _drafts(duty.data), what="a saved draft")
    program.kill()
    opened(duty)
    dialog = duty.dialog("未完成的草稿")
    cells = wait_until(lambda: duty.view.find(role="table", name="草稿列表").table(), what="the list of drafts")[0]
    assert "备注" in cells[0]
    assert "草稿甲" in cells[1]
    assert cells[2] == "call 138****0001 back on Wednesday"
    assert dialog.find(role="push button", name="丢弃") is not None
    duty.screen.keys("Return")
    duty.dialog("备注")
    field = duty.view.find(role="text", name="备注")
    wait_until(lambda: field.text == "call 13800000001 back on Wednesday", what="the text of the draft")
    duty.screen.keys("Escape")


def _drafts(data: Path) -> int:
    with closing(sqlite3.connect(data / "desk.sqlite3")) as register:
        return int(register.execute("SELECT count(*) FROM typed_drafts WHERE text LIKE '%Wednesday%'").fetchone()[0])
