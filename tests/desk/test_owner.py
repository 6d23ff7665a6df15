from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk import owner
from app.rules.owner import BadOwners

OPERATOR = Person("值班员甲")


def test_the_shipped_table_holds_until_a_version_is_saved(desk):
    assert owner.likely(desk, text="健身房停业不退卡").owner == "区体育局"
    (shipped,) = owner.versions(desk)
    assert shipped.in_force
    owner.save(
        desk,
        person=OPERATOR,
        lines=[["区文旅局", "健身也归", "健身房=6", "区里三定"]],
        effective_from=local_day(desk.now()),
        note="试",
    )
    told = owner.likely(desk, text="健身房停业不退卡")
    assert (told.owner, told.basis) == ("区文旅局", "区里三定")
    assert [(one.in_force, one.made_by) for one in owner.versions(desk)] == [(True, "值班员甲"), (False, "")]


def test_a_version_of_a_later_day_waits_for_it(desk, still):
    tomorrow = local_day(desk.now()) + timedelta(days=1)
    owner.save(desk, person=OPERATOR, lines=[["甲局", "", "健身房", ""]], effective_from=tomorrow)
    assert owner.likely(desk, text="健身房停业").owner == "区体育局"
    still.advance(timedelta(days=1))
    assert owner.likely(desk, text="健身房停业").owner == "甲局"


def test_the_table_goes_through_its_cells_unchanged(desk):
    table = owner.versions(desk)[0].table
    assert owner.read_lines(owner.lines_of(table), table.effective_from) == table


def test_the_preview_names_the_tickets_whose_owner_would_change(desk, take_in):
    take_in("热-1")
    take_in("热-2", title="超市鸡蛋过期", content="超市卖过期鸡蛋", merchant="")
    assert owner.moved_by(desk, lines=owner.lines_of(owner.versions(desk)[0].table)) == []
    moves = owner.moved_by(desk, lines=[["区文旅局", "", "健身房、健身", ""]])
    assert {(move.number, move.before, move.after) for move in moves} == {
        ("热-1", "区体育局", "区文旅局"),
        ("热-2", "区市场监管局", ""),
    }


def test_a_fault_is_told_at_its_row_and_nothing_is_saved(desk):
    lines = [["甲局", "", "健身", ""], ["", "", "", ""], ["乙局", "", "健身=50", ""]]
    with pytest.raises(BadOwners) as caught:
        owner.save(desk, person=OPERATOR, lines=lines, effective_from=local_day(desk.now()))
    assert (caught.value.row, caught.value.field) == (2, "words")
    with pytest.raises(Refused) as refused:
        owner.save(desk, person=OPERATOR, lines=lines[:1], effective_from=local_day(desk.now()) - timedelta(days=1))
    assert refused.value.field == "effective_from"
    assert len(owner.versions(desk)) == 1
