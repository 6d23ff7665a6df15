"""The rescue screen: what it says in each state, and the way back by keyboard alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.upkeep import copying, reads
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState
from app.ui.frame.runners import InlineRunner
from app.ui.look.theme import Theme, ThemeMode
from app.ui.upkeep.rescue import RescueWindow
from app.ui.upkeep.rescue_view import RescueAct

OPERATOR = Person("值班员甲")
WHOLE = (RegisterState.FULL, RegisterState.BUSY, RegisterState.NO_RIGHTS, RegisterState.NEWER)
Open = Callable[..., RescueWindow]


@pytest.fixture
def copied(desk: Desk, still: StillClock, take_in: Callable[..., int]) -> DataFolder:
    """Two copies an hour apart, and a ticket with a note that neither has."""
    ids = [take_in("甲")]
    copying.back_up(desk)
    still.advance(timedelta(hours=1))
    ids.append(take_in("乙"))
    copying.back_up(desk)
    still.advance(timedelta(minutes=18))
    take_in("丙")
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ids[0], text="商户答应退款")
    desk.register.close()
    return desk.folder


@pytest.fixture
def open_rescue(qtbot: QtBot, folder: DataFolder, still: StillClock) -> Iterator[Open]:
    made: list[RescueWindow] = []

    def show(state: RegisterState) -> RescueWindow:
        theme = Theme(mode=ThemeMode.LIGHT)
        window = RescueWindow(folder, RegisterFault(state), OPERATOR, theme=theme, clock=still, runner=InlineRunner())
        qtbot.addWidget(window)
        window.show()
        made.append(window)
        return window

    yield show
    for window in made:
        window.finish()


def press(qtbot: QtBot, window: RescueWindow, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.focusWidget() or window, key)


def numbers_in(folder: DataFolder) -> list[str]:
    with closing(sqlite3.connect(folder.database)) as register:
        return [row[0] for row in register.execute("SELECT number FROM tickets ORDER BY id")]


def checked(window: RescueWindow) -> bool:
    return bool(window.table.copies) and all(row.holds is not None for row in window.table.copies)


@pytest.mark.parametrize("state", RegisterState)
def test_every_state_has_its_sentence_its_advice_and_one_filled_button(
    open_rescue: Open, copied: DataFolder, state: RegisterState
) -> None:
    window = open_rescue(state)
    assert window.sentence.text() == STATE_TEXTS[state].opening
    assert STATE_TEXTS[state].advice in window.advice.text()
    assert window.accessibleName().startswith(window.sentence.text())
    buttons = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    assert [button.property("primary") for button in buttons].count(True) == 1
    assert all(button.accessibleName() for button in buttons)
    assert (window.width(), window.height()) <= (1366, 768)


@pytest.mark.parametrize("state", WHOLE)
def test_a_whole_register_is_offered_no_copy_but_another_try(
    open_rescue: Open, copied: DataFolder, state: RegisterState, qtbot: QtBot
) -> None:
    window = open_rescue(state)
    assert not window.table.isVisible()
    assert not window.salvage.isVisible()
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.result() == QDialog.DialogCode.Accepted  # by now it can be opened


def test_two_keys_restore_the_newest_copy_and_a_third_opens_the_desk(
    open_rescue: Open, copied: DataFolder, qtbot: QtBot
) -> None:
    window = open_rescue(RegisterState.DAMAGED)
    qtbot.waitUntil(lambda: checked(window))
    assert "最多 18 分钟" in window.effect.text()
    assert "1 行自动补入" in window.effect.text()
    press(qtbot, window, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲", "乙", "丙"]  # the first key only asks
    press(qtbot, window, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲", "乙"]
    assert window.sentence.text() == "登记库已恢复，可以打开值守台"
    assert "补录清单" in window.effect.text()
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.result() == QDialog.DialogCode.Accepted


def test_a_digit_and_enter_restore_another_copy(open_rescue: Open, copied: DataFolder, qtbot: QtBot) -> None:
    window = open_rescue(RegisterState.MISSING)
    qtbot.waitUntil(lambda: checked(window))
    press(qtbot, window, Qt.Key.Key_2, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲"]


def test_escape_takes_the_question_back_and_then_leaves(open_rescue: Open, copied: DataFolder, qtbot: QtBot) -> None:
    window = open_rescue(RegisterState.DAMAGED)
    qtbot.waitUntil(lambda: checked(window))
    press(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert window.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.result() == QDialog.DialogCode.Rejected
    assert numbers_in(copied) == ["甲", "乙", "丙"]


def test_a_newest_copy_that_does_not_hold_is_passed_over_and_cannot_be_restored(
    open_rescue: Open, copied: DataFolder, qtbot: QtBot
) -> None:
    newest = max(copied.backups.glob("*.sqlite3"))
    newest.write_bytes(newest.read_bytes()[:20_000])
    window = open_rescue(RegisterState.DAMAGED)
    qtbot.waitUntil(lambda: checked(window))
    assert window.table.currentRow() == 1
    press(qtbot, window, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲", "乙", "丙"]


def test_what_is_readable_is_salvaged_by_its_key(open_rescue: Open, copied: DataFolder, qtbot: QtBot) -> None:
    window = open_rescue(RegisterState.DAMAGED)
    qtbot.waitUntil(lambda: checked(window))
    press(qtbot, window, Qt.Key.Key_S, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲", "乙", "丙"]
    assert len(list(copied.replaced.glob("*.sqlite3"))) == 1


def test_without_any_copy_an_empty_register_needs_two_keys_and_says_what_it_means(
    open_rescue: Open, copied: DataFolder, qtbot: QtBot
) -> None:
    for copy in copied.backups.iterdir():
        copy.unlink()
    copied.database.unlink()
    window = open_rescue(RegisterState.MISSING)
    assert window.heading.text() == "没有找到备份"
    press(qtbot, window, Qt.Key.Key_Return)
    assert "没有任何工单" in window.effect.text()
    assert not copied.database.exists()
    press(qtbot, window, Qt.Key.Key_Return)
    assert numbers_in(copied) == []


def test_copies_that_cannot_be_listed_leave_the_next_best_act_in_reach(
    open_rescue: Open, copied: DataFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RegisterFault(RegisterState.NO_RIGHTS)

    monkeypatch.setattr(reads, "copies_of", fail)
    window = open_rescue(RegisterState.DAMAGED)
    assert window.main.isEnabled()
    assert window.focusWidget() is window.main
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.main.text().startswith(RescueAct.SALVAGE.value[1])


def test_a_copy_from_anywhere_can_be_chosen(
    open_rescue: Open, copied: DataFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    oldest = min(copied.backups.glob("*.sqlite3"))
    stick = tmp_path / "stick.sqlite3"
    oldest.rename(stick)
    window = open_rescue(RegisterState.MISSING)
    window.add_file(stick)
    qtbot.waitUntil(lambda: checked(window))
    press(qtbot, window, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert numbers_in(copied) == ["甲"]
