"""Any column sorts a list of up to 5,000 rows: by value, stable, what is missing last."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import thread_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.ui.frame.shell import Shell
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.order import SORT_LIMIT, Order, next_order, sorted_rows
from app.ui.kit.table.view import RowsView
from tests.ui.kit.table.conftest import COLUMNS, Call, calls, shown

UNIT, SECONDS, AT = range(3)


def test_numbers_are_sorted_by_value_and_missing_ones_come_last_in_both_directions(shell: Shell) -> None:
    now = shell.now()
    up = sorted_rows(calls(now), COLUMNS[SECONDS], now)
    down = sorted_rows(calls(now), COLUMNS[SECONDS], now, descending=True)
    assert [row.id for row in up] == [1, 4, 2, 5, 3]
    assert [row.id for row in down] == [2, 5, 4, 1, 3]  # equal ones keep their order


def test_a_column_without_values_is_sorted_by_its_words(shell: Shell) -> None:
    now = shell.now()
    assert [row.id for row in sorted_rows(calls(now), COLUMNS[UNIT], now)] == [4, 1, 3, 2, 5]


def test_instants_are_sorted_by_value(shell: Shell) -> None:
    now = shell.now()
    assert [row.id for row in sorted_rows(calls(now), COLUMNS[AT], now)] == [5, 4, 3, 2, 1]


def test_a_line_of_totals_stays_on_top(shell: Shell) -> None:
    now = shell.now()
    assert [row.id for row in sorted_rows(calls(now), COLUMNS[AT], now, pinned=1)] == [1, 5, 4, 3, 2]


def test_the_third_click_brings_the_own_order_back() -> None:
    first = next_order(None, 2)
    second = next_order(first, 2)
    assert (first, second, next_order(second, 2)) == (Order(2), Order(2, descending=True), None)
    assert next_order(second, 1) == Order(1)


def click_heading(view: RowsView, column: int) -> None:
    middle = QPoint(view.head.sectionViewportPosition(column) + view.head.sectionSize(column) // 2, 12)
    QTest.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_clicks_on_a_heading_sort_and_the_current_row_and_the_selection_stay(view: RowsView) -> None:
    view.choose(2)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = view.current
    click_heading(view, SECONDS)
    assert shown(view) == [1, 4, 2, 5, 3]
    assert view.order_words() == "按“时长”升序"
    assert view.current == chosen
    assert {view.rows.rows[place].id for place in view.selected_places()} == {3, 4}
    click_heading(view, SECONDS)
    assert shown(view) == [2, 5, 4, 1, 3]
    click_heading(view, SECONDS)
    assert shown(view) == [1, 2, 3, 4, 5]
    assert view.order_words() == "按本页次序"


def test_rows_that_are_read_anew_stay_sorted(view: RowsView, shell: Shell) -> None:
    view.sort_by(Order(SECONDS))
    view.show_rows([*calls(shell.now()), Call(6, "丁单位", 15, shell.now())])
    assert shown(view) == [1, 6, 4, 2, 5, 3]


def test_the_sorted_heading_wears_an_arrow_and_says_its_direction(view: RowsView, shell: Shell) -> None:
    accent = shell.theme.tokens.accent.upper()

    def blues() -> int:
        picture = view.head.grab().toImage()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return sum(picture.pixelColor(x, y).name().upper() == accent for x, y in places)

    assert blues() == 0
    view.sort_by(Order(SECONDS, descending=True))
    assert blues() > 20
    words = view.rows.headerData(SECONDS, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert words == "时长 降序"


def many(count: int, now: datetime) -> list[Call]:
    return [
        Call(number, f"单位 {number * 7919 % 97:02}", number * 7919 % 3571 or None, now - timedelta(minutes=number))
        for number in range(count)
    ]


@pytest.mark.parametrize("column", [UNIT, SECONDS, AT])
def test_5_000_rows_are_sorted_within_50_ms(view: RowsView, shell: Shell, column: int) -> None:
    view.show_rows(many(SORT_LIMIT, shell.now()))
    view.selectAll()
    spans = []
    for order in (Order(column), Order(column, descending=True), None):
        begun = thread_time()
        view.sort_by(order)
        spans.append(thread_time() - begun)
    assert view.selected_count() == SORT_LIMIT
    assert min(spans) < 0.05


def test_a_list_of_more_than_5_000_rows_keeps_the_own_order_and_says_so(shell: Shell) -> None:
    model = RowsModel(COLUMNS, lambda row: row.id, shell.now)
    model.set_rows(many(SORT_LIMIT, shell.now()))
    model.sort_by(Order(SECONDS))
    assert model.applied == Order(SECONDS)
    model.set_rows(many(SORT_LIMIT + 1, shell.now()))
    assert model.applied is None
    assert [row.id for row in model.rows[:3]] == [0, 1, 2]


def test_the_menu_of_the_orders_sorts_by_key(view: RowsView) -> None:
    view.menus.open_orders()
    menu = view.menus.menu
    assert menu is not None
    assert menu.words() == ["单位", "时长", "时间", "按本页次序"]
    menu.setActiveAction(menu.line("时长"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert shown(view) == [1, 4, 2, 5, 3]
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert shown(view) == [2, 5, 4, 1, 3]
    assert "时长 ↓" in menu.words()
    menu.close()
