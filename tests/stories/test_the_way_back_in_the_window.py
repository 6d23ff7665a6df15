"""A register that was damaged, and a folder that vanished, in the real window: the way back by keyboard alone."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.ticket import editing
from app.desk.upkeep import copying
from tests.support.blackbox import Accessibility
from tests.support.processes import Launch, wait_until
from tests.support.registers import desk_on
from tests.support.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.accessibility]
OPERATOR = Person("值班员甲")
WITHIN_SECONDS = 5


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A register with one ticket, a copy of it, and a second ticket that the copy lacks."""
    folder = DataFolder(tmp_path / "data")
    desk = desk_on(folder, SystemClock())
    values = {"title": "健身房闭店退费", "urgency": "general"}
    editing.create(desk, person=OPERATOR, values=values | {"number": "热线-261123-000001"})
    copying.back_up(desk)
    editing.create(desk, person=OPERATOR, values=values | {"number": "热线-261123-000002"})
    desk.register.close()
    return folder


def numbers(folder: DataFolder) -> list[str]:
    with closing(sqlite3.connect(f"{folder.database.as_uri()}?mode=ro", uri=True)) as register:
        return [row[0] for row in register.execute("SELECT number FROM tickets ORDER BY id")]


def open_desk(launch: Launch, folder: DataFolder) -> None:
    launch("-m", "app", "--data", folder.root, "--as", OPERATOR.name)


def test_a_damaged_register_comes_back_with_three_keys(
    launch: Launch, folder: DataFolder, screen: Screen, accessibility: Accessibility
) -> None:
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    open_desk(launch, folder)
    accessibility.find(role="label", name="登记库文件已损坏")
    accessibility.find(role="label", name="最近的备份")
    screen.focus("登记库无法使用")
    screen.keys("Return", "Return")
    accessibility.find(role="label", name="登记库已恢复，可以打开值守台")
    screen.keys("Return")
    wait_until(lambda: "接诉值守台" in screen.windows("^接诉值守台$"), what="the window of the desk")
    assert numbers(folder) == ["热线-261123-000001"]
    assert len(list(folder.replaced.glob("*.sqlite3"))) == 1


def test_a_folder_that_vanishes_under_the_window_is_said_within_seconds_and_nothing_is_made_anew(
    launch: Launch, folder: DataFolder, screen: Screen, accessibility: Accessibility
) -> None:
    open_desk(launch, folder)
    wait_until(lambda: screen.windows("^接诉值守台$"), what="the window of the desk")
    moved = folder.root.with_name("moved")
    folder.root.rename(moved)
    began = time.monotonic()
    accessibility.find(
        role="label",
        name=re.compile("^⚠ 数据文件夹不见了.*已填写的内容仍在窗口中"),
    )
    assert time.monotonic() - began < WITHIN_SECONDS
    assert not (folder.root / "desk.sqlite3").exists()
    moved.rename(folder.root)
    assert numbers(folder) == ["热线-261123-000001", "热线-261123-000002"]
