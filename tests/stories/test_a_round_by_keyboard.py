"""The watch by keyboard in the real window: every key is counted, what came of it is read from the register."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk.intake import acts as intake_acts
from app.desk.roster import people
from app.desk.ticket import editing
from app.desk.watch import acts as watch_acts
from tests.support.blackbox import Accessibility
from tests.support.processes import Launch, wait_until
from tests.support.registers import copy_rehearsal, desk_on
from tests.support.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.accessibility]

WINDOW = "^接诉值守台$"
OPERATOR = Person("值班员甲")
HEAD = "工单编号\t标题\t主要内容\t来电号码\t派单时间\t承办单位\t工单状态"
SAID = {"title": "空调维修加价", "content": "市民反映上门维修空调后加价收费，要求退款", "phone_raw": "13900000021"}
UNITS = [f"{name}科" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"]


def rows() -> list[str]:
    return [
        f"热线-261118-{at:06d}\t退费\t要求退费\t1380000{at:04d}\t2026-11-18 10:00:00\t{unit}\t办理中"
        for at, unit in enumerate(UNITS, 1)
    ]


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A register at 08:59 on day 5 of fourteen units' tickets, with a ticket that was typed without its number."""
    folder = copy_rehearsal(DataFolder(tmp_path / "data"))
    desk = desk_on(folder, StillClock(datetime(2026, 11, 23, 8, 59, tzinfo=SHANGHAI)))
    people.sign_in(desk, name=OPERATOR.name, role=Role.OPERATOR)
    intake_acts.import_text(desk, person=OPERATOR, text="\n".join([HEAD, *rows()]))
    editing.create(desk, person=OPERATOR, values=SAID)
    watch_acts.look(desk, person=OPERATOR)
    desk.register.close()
    number = "热线-261123-004428\t维修空调加价\t反映上门维修空调后加价收费\t13900000021\t2026-11-23 08:50:00\t\t待签收"
    (tmp_path / "list.tsv").write_text("\n".join([HEAD, *rows(), number]) + "\n", encoding="utf-8")
    return tmp_path


class Keys:
    """A person's keys at the window, counted; and what the register holds after them."""

    def __init__(self, screen: Screen, register: Path) -> None:
        self._screen, self._register = screen, register
        self.count = 0

    def press(self, *names: str) -> None:
        self.count += len(names)
        self._screen.keys(*names)

    def ask(self, query: str) -> int:
        with closing(sqlite3.connect(f"file:{self._register}?mode=ro", uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def comes(self, query: str, wanted: int) -> None:
        wait_until(lambda: self.ask(query) == wanted, what=f"{query}: {wanted}")

    def answer_the_alarm(self, slots: int) -> None:
        """F12, then A until it takes the answer: in its first second it takes none."""
        wait_until(lambda: self._screen.windows("^报警"), what="an alarm")
        self._screen.focus(WINDOW)
        self.press("F12")
        answered = f"SELECT count(*) = {slots} FROM reminders WHERE state = 'acknowledged'"
        wait_until(lambda: self.press("a") or self.ask(answered), what="an answered alarm")
        wait_until(lambda: not self._screen.windows("^报警"), what="an alarm that went away")
        self._screen.focus(WINDOW)

    def counted(self) -> int:
        """How many keys were pressed since the last call."""
        count, self.count = self.count, 0
        return count


def test_a_round_a_turn_of_fourteen_units_a_handover_and_a_join_take_few_keys(
    screen: Screen, accessibility: Accessibility, launch: Launch, night: Path
) -> None:
    keys = Keys(screen, night / "data" / "desk.sqlite3")
    launch("-m", "app", "--data", night / "data", "--as", "值班员甲", "--rehearse-at", "2026-11-23T09:00:05")
    keys.answer_the_alarm(len(UNITS))
    keys.count = 2  # F12 and A; the alarm takes no answer in its first second
    keys.press("ctrl+g", "u")
    accessibility.find(role="push button", name="复制并记为已发")
    sent = "SELECT count(*) FROM urge_rounds WHERE state = 'sent'"
    for done in range(1, len(UNITS) + 1):
        keys.press("Return")
        keys.comes(sent, done)
    assert keys.counted() <= 20

    # A round of looking is one key.
    looks = "SELECT count(*) FROM platform_looks WHERE kind = 'key'"
    before = keys.ask(looks)
    keys.press("shift+F9")
    keys.comes(looks, before + 1)
    assert keys.counted() == 1

    # At the handover a reconciliation is asked for, and made by keys alone.
    keys.press("ctrl+shift+u")
    screen.focus("^登记值班人员")
    screen.type("Operator B")
    keys.press("Return")
    keys.comes("SELECT count(*) FROM marks WHERE name = 'watch-handed-over'", 1)
    screen.focus(WINDOW)
    keys.press("alt+shift+p")
    screen.focus("^对账")
    keys.press("alt+a")
    screen.focus("^选择平台清单")
    screen.type(str(night / "list.tsv"))
    keys.press("Return")
    screen.focus("^对账")
    keys.press("ctrl+Return")
    keys.comes("SELECT count(*) FROM reconciliations", 1)
    assert keys.ask("SELECT count(*) FROM reconciliation_differences") == 2
    assert keys.counted() == 6

    # The acknowledgement ended with the person before.
    keys.answer_the_alarm(len(UNITS))
    keys.counted()

    # The first difference is the platform's row, proposed as the typed ticket: two keys join the numbers.
    accessibility.find(role="push button", name="认作同一件")
    keys.press("Home", "alt+6")
    keys.comes("SELECT count(*) FROM tickets WHERE number = '热线-261123-004428' AND other_number LIKE '临-%'", 1)
    assert keys.counted() == 2
