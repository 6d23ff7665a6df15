"""The likely owner follows the table and the model in force, and a preview names the tickets that would move."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from app.base.clock import local_day
from app.base.log import tail
from app.base.people import Person
from app.desk.owner import acts, reads
from app.desk.owner.rows import lines_of, read_lines
from app.rules.owner.classifier import Labelled, model_text, train
from app.rules.owner.table import BadOwners

OPERATOR = Person("值班员甲")
OTHER = [["区文旅局", "健身也归", "健身房=6", "区里三定"]]


def test_the_shipped_table_holds_until_a_version_is_saved(desk):
    assert reads.likely(desk, text="健身房停业不退卡").owner == "区体育局"
    (shipped,) = reads.versions(desk)
    assert shipped.in_force
    acts.save(desk, person=OPERATOR, lines=OTHER, effective_from=local_day(desk.now()), note="试")
    found = reads.likely(desk, text="健身房停业不退卡")
    assert (found.owner, found.sure, found.basis) == ("区文旅局", True, "区里三定")
    assert [(one.in_force, one.made_by) for one in reads.versions(desk)] == [(True, "值班员甲"), (False, "")]


def test_a_version_of_a_later_day_waits_for_it(desk, still):
    tomorrow = local_day(desk.now()) + timedelta(days=1)
    acts.save(desk, person=OPERATOR, lines=[["甲局", "", "健身房", ""]], effective_from=tomorrow)
    assert reads.likely(desk, text="健身房停业").owner == "区体育局"
    still.advance(timedelta(days=1))
    assert reads.likely(desk, text="健身房停业").owner == "甲局"


def test_a_version_of_a_later_hour_waits_for_it(desk, still):
    lines, today = [["甲局", "", "健身房", ""]], local_day(desk.now())
    acts.save(desk, person=OPERATOR, lines=lines, effective_from=today, effective_time=time(9, 30))
    assert reads.likely(desk, text="健身房停业").owner == "区体育局"
    still.advance(timedelta(hours=6, minutes=49))
    assert reads.likely(desk, text="健身房停业").owner == "甲局"
    assert reads.versions(desk)[0].table.effective_time == time(9, 30)


def test_the_preview_names_the_tickets_whose_owner_would_change(desk, take_in):
    take_in("热-1")
    take_in("热-2", title="超市鸡蛋过期", content="超市卖过期鸡蛋，没有生产日期", merchant="")
    assert reads.moved_by(desk, lines=lines_of(reads.versions(desk)[0].table)) == []
    moves = reads.moved_by(desk, lines=[["区文旅局", "", "健身房、健身", ""]])
    assert {(move.number, move.before, move.after) for move in moves} == {
        ("热-1", "区体育局", "区文旅局"),
        ("热-2", "区市场监管局", ""),
    }


def test_a_text_is_tried_against_rows_that_are_not_saved(desk):
    assert reads.tried(desk, text="健身房停业", lines=OTHER).owner == "区文旅局"
    assert reads.likely(desk, text="健身房停业").owner == "区体育局"
    with pytest.raises(BadOwners):
        reads.tried(desk, text="健身房停业", lines=[["甲局", "", "", ""]])


def test_a_version_of_the_time_before_departments_outside_gets_the_shipped_ones(desk):
    with desk.register.writing() as stores:
        body = 'effective_from = 2026-02-01\n[[owner]]\nname = "区文旅局"\nwords = ["健身房"]\n'
        stores.owners.add(local_day(desk.now()), body, at=desk.now(), who="值班员甲", note="")
    table = reads.versions(desk)[0].table
    assert (table.owners[0].name, table.owners[0].outside) == ("区文旅局", False)
    assert all(owner.outside for owner in table.owners[1:])
    assert reads.likely(desk, text="手机流量包乱扣费，营业厅不退").owner == "市通信管理局"


def test_departments_outside_that_were_taken_out_stay_out(desk):
    lines = [cells for cells in lines_of(reads.versions(desk)[0].table) if not cells[4]]
    acts.save(desk, person=OPERATOR, lines=lines, effective_from=local_day(desk.now()))
    assert len(reads.versions(desk)[0].table.owners) == 10
    assert not reads.likely(desk, text="手机流量包乱扣费，营业厅不退").sure


def test_the_model_of_the_folder_votes_as_soon_as_it_is_there(desk):
    text = "年卡不退，私教停课"
    assert reads.likely(desk, text=text).vote[0] == "区体育局"
    desk.folder.owner_model.write_text(model_text(train([Labelled("区教委", text)] * 2)), encoding="utf-8")
    assert reads.likely(desk, text=text).vote[0] == "区教委"


def test_a_damaged_model_of_the_folder_leaves_the_vote_to_the_shipped_one(desk):
    desk.folder.owner_model.write_text("{", encoding="utf-8")
    assert reads.likely(desk, text="健身房停业不退卡").sure
    assert "owner-model.json" in tail(desk.folder.logs)


def test_the_table_goes_through_its_cells_unchanged(desk):
    table = reads.versions(desk)[0].table
    assert read_lines(lines_of(table), table.effective_from) == table
