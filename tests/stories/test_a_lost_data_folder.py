"""A data folder that was deleted, emptied or renamed while the desk is off is never taken for a new one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble, main
from app.desk import setting
from app.desk.ticket import editing
from app.desk.upkeep import copying, rescue
from app.models.register.version import check_opening
from app.rules.upkeep.states import RegisterFault, RegisterState
from app.ui.frame.runners import InlineRunner
from app.ui.look.theme import Theme
from app.ui.upkeep.rescue import RescueWindow
from tests.support.registers import READER, desk_on

OPERATOR = Person("值班员甲")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def used(tmp_path: Path, clock: StillClock) -> DataFolder:
    """A data folder whose register has a ticket; its second place has a copy."""
    folder = DataFolder(tmp_path / "数据")
    desk = desk_on(folder, clock)
    editing.create(desk, person=OPERATOR, values={"number": "热线-1", "title": "健身房闭店"})
    stick = tmp_path / "U盘"
    stick.mkdir()
    setting.change(desk, person=OPERATOR, name="second_place", value=str(stick))
    copying.back_up(desk)
    desk.register.close()
    stop_log()
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    def run(folder: DataFolder, *arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder.root), "--as", "值班员甲", *map(str, arguments)])
        stop_log()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


def fault_at(folder: DataFolder) -> RegisterFault:
    with pytest.raises(RegisterFault) as caught:
        check_opening(folder)
    return caught.value


def deleted(folder: DataFolder) -> None:
    shutil.rmtree(folder.root)


def emptied(folder: DataFolder) -> None:
    shutil.rmtree(folder.root)
    folder.root.mkdir()


def emptied_but_for_an_empty_file(folder: DataFolder) -> None:
    emptied(folder)
    folder.database.touch()


@pytest.mark.parametrize("lose", [deleted, emptied, emptied_but_for_an_empty_file])
def test_a_lost_folder_is_said_and_nothing_is_made(used: DataFolder, lose: Callable[[DataFolder], None]) -> None:
    lose(used)
    before = sorted(used.root.parent.rglob("*"))
    fault = fault_at(used)
    assert fault.state is RegisterState.FOLDER_LOST
    assert "restore --new" in fault.hint
    assert sorted(used.root.parent.rglob("*")) == before


def test_a_renamed_folder_is_named(used: DataFolder) -> None:
    moved = used.root.rename(used.root.with_name("数据（旧）"))
    assert f"同一个登记库现在在 {moved}" in fault_at(used).hint
    moved.rename(used.root)
    assert check_opening(used) is not None


def test_a_folder_nobody_knows_and_a_rehearsal_start_as_ever(tmp_path: Path, clock: StillClock) -> None:
    rehearsal = DataFolder(tmp_path / "演练")
    rehearsal.prepare()
    rehearsal.rehearsal_mark.touch()
    for folder in (rehearsal, DataFolder(tmp_path / "新")):
        assemble(folder, clock, READER).register.close()
    shutil.rmtree(rehearsal.root)
    assert check_opening(rehearsal) is None


def test_commands_say_what_to_do_and_begin_anew_only_when_told_so(used: DataFolder, call: Call) -> None:
    assert call(used, "restore", "--new")[0] == 1
    deleted(used)
    code, out, err = call(used, "tickets")
    assert (code, out) == (1, "")
    assert "本机记得这个数据文件夹" in err
    assert not used.root.exists()
    code, out, _ = call(used, "backups")
    assert (code, "可用" in out, "第二备份位置" in out) == (0, True, True)
    assert call(used, "restore", "--new")[0] == 0
    assert call(used, "tickets")[0] == 0
    assert call(used, "restore")[0] == 2


def test_a_command_restores_the_copy_of_the_second_place(used: DataFolder, call: Call) -> None:
    deleted(used)
    copy = call(used, "backups")[1].strip().split("\t")[-1]
    assert call(used, "restore", copy)[0] == 0
    assert "热线-1" in call(used, "ticket", "热线-1")[1]


def test_the_window_offers_the_copies_and_a_new_register(used: DataFolder, clock: StillClock, qtbot: QtBot) -> None:
    emptied(used)
    fault = fault_at(used)
    window = RescueWindow(used, fault, OPERATOR, theme=Theme(), clock=clock, runner=InlineRunner())
    qtbot.addWidget(window)
    window.show()
    assert "本机记得" in window.sentence.text()
    assert window.table.rowCount() == 1
    qtbot.keyClick(window, Qt.Key.Key_N)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    window.finish()
    assert rescue.state_of(used) is None
