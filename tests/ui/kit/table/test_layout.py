"""Columns are resized, moved, hidden and called back by mouse and key; this PC remembers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.kit.table.choices import ColumnChoices, choices_from
from app.ui.kit.table.columns import fit
from app.ui.kit.table.menu import LinesMenu
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from tests.ui.kit.table.conftest import COLUMNS, calls


def widths(view: RowsView) -> list[int]:
    return [0 if view.isColumnHidden(place) else view.columnWidth(place) for place in range(len(COLUMNS))]


def columns_menu(view: RowsView, column: int) -> LinesMenu:
    view.menus.open_columns(column)
    menu = view.menus.menu
    assert menu is not None
    return menu


def choose(menu: LinesMenu, words: str) -> None:
    menu.setActiveAction(menu.line(words))
    QTest.keyClick(menu, Qt.Key.Key_Return)


def open_again(shell: Shell, qtbot: QtBot) -> RowsView:
    model = RowsModel(COLUMNS, lambda row: row.id, shell.now)
    made = RowsView(shell, model, "通话列表")
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.show_rows(calls(shell.now()))
    return made


@pytest.fixture
def remembering(shell: Shell, tmp_path: Path) -> Shell:
    shell.memory = WindowMemory(tmp_path / "window.ini")
    return shell


def test_a_dragged_edge_keeps_its_width_and_the_others_fit_around_it(view: RowsView) -> None:
    edge = QPoint(view.head.sectionViewportPosition(1) - 1, 10)
    port = view.head.viewport()
    before = view.columnWidth(0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(port, edge - QPoint(100, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=edge - QPoint(100, 0))
    assert view.columnWidth(0) == before - 100
    assert sum(widths(view)) == view.viewport().width()


def test_the_automatic_fitting_holds_until_a_person_changes_something(view: RowsView) -> None:
    assert view.columns.choices.is_default
    view.resize(320, 400)
    assert view.shown_headings() == ["单位", "时长"]
    assert sum(widths(view)) == view.viewport().width()
    view.columns.show_column(2, True)
    assert view.shown_headings() == ["单位", "时长", "时间"]


def test_a_column_that_was_made_wide_can_be_scrolled_to(view: RowsView, qtbot: QtBot) -> None:
    view.columns.widen(1, 40)
    assert view.columnWidth(1) == 900
    assert view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)


def test_the_menu_of_the_headings_hides_moves_and_resizes_and_stays_open(view: RowsView) -> None:
    menu = columns_menu(view, 1)
    assert [line for line in menu.words() if line in view.shown_headings()] == ["单位", "时长", "时间"]
    choose(menu, "左移“时长”")
    assert view.shown_headings() == ["时长", "单位", "时间"]
    choose(menu, "右移“时长”")
    choose(menu, "右移“时长”")
    assert view.shown_headings() == ["单位", "时间", "时长"]
    assert not menu.line("右移“时长”").isEnabled()
    choose(menu, "加宽“时长”")
    assert view.columnWidth(1) > 100
    choose(menu, "时间")
    assert view.shown_headings() == ["单位", "时长"]
    assert not menu.line("时间").isChecked()
    assert menu.isVisible()
    choose(menu, "恢复默认")
    assert view.shown_headings() == ["单位", "时长", "时间"]
    assert view.columns.choices.is_default


def test_the_right_button_on_a_heading_opens_the_menu_of_its_column(view: RowsView) -> None:
    view.head.menu_requested.emit(2, QPoint(50, 50))
    menu = view.menus.menu
    assert menu is not None
    assert "按“时间”升序" in menu.words()
    menu.close()


def test_the_last_shown_column_cannot_be_hidden(view: RowsView) -> None:
    for place in (0, 1, 2):
        view.columns.show_column(place, False)
    assert view.shown_headings() == ["时间"]


def test_choices_survive_a_restart(remembering: Shell, qtbot: QtBot) -> None:
    first = open_again(remembering, qtbot)
    first.columns.move(2, -1)
    first.columns.widen(2, 2)
    first.columns.show_column(1, False)
    width = first.columnWidth(2)
    first.hide()
    remembering.memory = WindowMemory(Path(str(remembering.memory.path)))  # type: ignore[union-attr]  # set above
    again = open_again(remembering, qtbot)
    assert again.shown_headings() == ["单位", "时间"]
    assert again.columnWidth(2) == width
    again.columns.reset()
    again.columns.flush()
    assert open_again(remembering, qtbot).columns.choices.is_default


def test_text_that_is_no_choice_is_left_aside() -> None:
    for text in ("", "no json", "[]", '{"order": 1}', '{"order": [], "widths": {"甲": "宽"}, "shown": {}}'):
        assert choices_from(text).is_default


def test_choices_are_read_as_they_were_written() -> None:
    chosen = ColumnChoices(["时间", "单位"], {"时长": 140}, {"单位": False})
    assert choices_from(chosen.as_text()) == chosen
    assert chosen.arranged(["单位", "时长", "时间"]) == ["时间", "单位", "时长"]


@pytest.mark.parametrize("room", [320, 500, 700, 1200])
@pytest.mark.parametrize("scale", [100, 150])
def test_without_choices_nothing_is_cut(room: int, scale: int) -> None:
    shown = fit(COLUMNS, room * scale // 100, scale)
    assert sum(shown) == room * scale // 100


def test_a_person_who_changed_one_width_still_has_no_gap_at_the_edge() -> None:
    assert sum(fit(COLUMNS, 900, 100, ColumnChoices(widths={"单位": 120}))) == 900
