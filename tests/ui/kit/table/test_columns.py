"""Columns give way in their order, and what remains is used up to the pixel."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.ui.kit.table.columns import LEAST, Cell, Column, fit

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)


def column(width: int, *, grows: bool = False, leaves: int = 0) -> Column:
    return Column("", lambda row, now: Cell(str(row)), width, grows=grows, leaves=leaves)


THREE = (column(200, grows=True), column(100), column(150, leaves=1), column(120, leaves=2))


def test_all_columns_stand_where_there_is_room() -> None:
    assert fit(THREE, 700, 100) == [330, 100, 150, 120]


def test_the_highest_leaves_first() -> None:
    assert fit(THREE, 500, 100) == [250, 100, 150, 0]
    assert fit(THREE, 320, 100) == [220, 100, 0, 0]


def test_a_larger_font_leaves_less_room() -> None:
    assert fit(THREE, 600, 150) == [450, 150, 0, 0]


def test_the_growing_column_gives_way_before_anything_is_cut() -> None:
    assert fit(THREE, 240, 100) == [140, 100, 0, 0]


@given(room=st.integers(200, 3000), scale=st.integers(100, 150))
def test_the_widths_always_use_up_the_room(room: int, scale: int) -> None:
    widths = fit(THREE, room, scale)
    assert sum(widths) == room or widths[0] == LEAST


def test_a_cell_is_read_out_without_its_dash() -> None:
    assert Cell("—", "未弹出").words() == "未弹出"
    assert Cell("02:41", "王某").words() == "02:41 王某"
