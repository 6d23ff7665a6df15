"""The real program on a real screen and bus: what falls due becomes a notice, a window, a row that was shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.rules.reminder.states import ReminderState
from tests.support.bus import NoticeRecorder
from tests.support.patience import Stopwatch
from tests.support.processes import Launch, wait_until
from tests.support.registers import desk_on
from tests.support.screen import Screen

OPERATOR = Person("值班员甲")


def _states(desk: Desk) -> set[ReminderState]:
    return {row.state for row in reminder_acts.ledger(desk) if row.clock == "sign" and row.slot == "arrival"}


@pytest.mark.notifications
def test_a_new_urgent_ticket_reaches_the_person_within_seconds(
    notices: NoticeRecorder, screen: Screen, launch: Launch, tmp_path: Path
) -> None:
    folder = DataFolder(tmp_path / "data")
    desk = desk_on(folder, SystemClock())
    launch("-m", "app", "--data", folder.root, "--as", OPERATOR.name)
    wait_until(lambda: screen.windows("接诉值守台"), what="the main window")
    values = {
        "number": "热线-261123-000001",
        "title": "健身房闭店，年卡无法退费",
        "urgency": "urgent",
        "street": "回龙观街道",
    }
    editing.create(desk, person=OPERATOR, values=values)
    watch = Stopwatch()
    notice = notices.wait_for(lambda each: each.title == "新到工单，请立即签收")
    assert "健身房闭店" in notice.body
    wait_until(lambda: screen.windows("报警"), what="the alarm window")
    assert watch.idle_seconds() < 9
    wait_until(lambda: _states(desk) == {ReminderState.SHOWN}, what="the row to be shown")
    screen.picture(tmp_path / "alarm.png")
    desk.register.close()
