"""The third guard: a red banner while the register is gone, what is typed stays, and it ends when it is back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.desk.shared.context import Desk
from app.rules.upkeep.states import RegisterFault, RegisterState
from app.ui.frame.draft_keeper import DraftKeeper
from app.ui.frame.parts.register_guard import LOOK_EVERY_MS, RegisterGuard
from app.ui.frame.shell import Shell


@pytest.fixture
def guard(qtbot: QtBot, shell: Shell) -> Iterator[RegisterGuard]:
    made = RegisterGuard(shell, every_ms=20)
    qtbot.addWidget(made)
    yield made
    made.stop()


def test_it_looks_often_enough_to_warn_within_five_seconds() -> None:
    assert LOOK_EVERY_MS * 2 < 5000


def test_a_vanished_folder_is_said_in_red_and_ends_when_it_is_back(
    guard: RegisterGuard, desk: Desk, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    take_in("甲")
    guard.look()
    assert guard.isHidden()
    moved = desk.folder.root.with_name("moved")
    desk.folder.root.rename(moved)
    guard.start()
    qtbot.waitUntil(lambda: not guard.isHidden())
    assert guard.property("tone") == "red"
    assert "数据文件夹不见了" in guard.accessibleName()
    assert "请勿关闭" in guard.accessibleName()
    assert guard.rescue_button.isHidden()
    assert not desk.folder.root.exists()
    moved.rename(desk.folder.root)
    qtbot.waitUntil(guard.isHidden)


def test_a_missing_file_offers_the_way_back(guard: RegisterGuard, desk: Desk, take_in: Callable[..., int]) -> None:
    take_in("甲")
    desk.folder.database.rename(desk.folder.root / "aside")
    guard.look()
    asked: list[int] = []
    guard.rescue_requested.connect(lambda: asked.append(1))
    guard.rescue_button.click()
    assert (guard.state, asked) == (RegisterState.MISSING, [1])
    assert not desk.folder.database.exists()


def test_damage_that_is_met_while_working_is_said_and_a_full_disk_is_not_taken_for_it(
    guard: RegisterGuard, shell: Shell
) -> None:
    shell.gateway.fault.emit(RegisterFault(RegisterState.FULL, working=True))
    assert guard.isHidden()
    shell.gateway.fault.emit(RegisterFault(RegisterState.DAMAGED, working=True))
    assert guard.state is RegisterState.DAMAGED
    assert not guard.rescue_button.isHidden()


def test_a_draft_that_could_not_be_saved_is_saved_once_the_register_is_back(
    guard: RegisterGuard, shell: Shell, desk: Desk, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    take_in("甲")
    keeper = DraftKeeper(shell, lambda: "写了一半的答复", guard)
    keeper.timer.setInterval(20)
    keeper.open("form:1", lambda _text: None)
    aside = desk.folder.root / "aside"
    desk.folder.database.rename(aside)
    keeper.keep()
    aside.rename(desk.folder.database)
    with qtbot.waitSignal(keeper.saved):
        pass
    with desk.register.reading() as stores:
        assert stores.keep.typed("form:1") == "写了一半的答复"
    keeper.timer.stop()
