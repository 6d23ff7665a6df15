"""The parts of a row stay within its width and never overlap."""

from __future__ import annotations

import itertools
from dataclasses import fields

import pytest

from app.ui.queue.columns import Columns, plan


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("width", [420, 560, 700, 900, 1200])
def test_parts_follow_each_other_within_the_width(width: int, scale: int) -> None:
    columns = plan(width, scale)
    spans = [getattr(columns, field.name) for field in fields(Columns)]
    shown = [span for span in spans if span.width]
    for before, after in itertools.pairwise(shown):
        assert before.x + before.width <= after.x
    assert shown[-1].x + shown[-1].width <= width


def test_a_wide_row_shows_number_and_unit_a_narrow_one_gives_them_up() -> None:
    assert plan(900).number.width
    assert plan(900).unit.width
    assert not plan(700).number.width
    assert plan(700).state.width
    assert not plan(420).state.width
