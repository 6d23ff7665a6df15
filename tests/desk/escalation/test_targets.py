"""The table of people to report to: saved whole or not at all, and never over somebody else's change."""

from __future__ import annotations

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.escalation import targets as escalation_targets
from app.desk.journal import reads as journal_reads

OPERATOR = Person("值班员甲")
LINES = [
    ["一级", "街乡镇", "回龙观街道", "张三", "13900000001", "", "", ""],
    ["二级", "值班表", "", "李四", "", "2026-11-23 08:00", "2026-11-23 20:00", "周一"],
]


def test_what_is_saved_is_read_back_and_who_changed_is_journalled(desk, minutes):
    saved = escalation_targets.save(desk, person=OPERATOR, lines=LINES, seen=()).result
    assert escalation_targets.listing(desk) == saved
    assert [target.name for target in saved] == ["张三", "李四"]
    escalation_targets.save(desk, person=OPERATOR, lines=LINES[1:], seen=saved)
    told = list(journal_reads.between(desk, start=desk.now(), end=desk.now() + minutes(1)))
    assert [line.verb for line in told] == ["report-targets"] * 2
    assert told[-1].changes == {"上报对象": ("张三（一级，回龙观街道）", "")}


def test_one_wrong_cell_saves_nothing(desk):
    wrong = [LINES[0], ["一级", "值班表", "", "", "", "", "", ""]]
    with pytest.raises(Refused, match="第 2 行“姓名”：请填写姓名"):
        escalation_targets.save(desk, person=OPERATOR, lines=wrong, seen=())
    assert escalation_targets.listing(desk) == ()


def test_a_table_that_somebody_changed_meanwhile_is_not_overwritten(desk):
    escalation_targets.save(desk, person=OPERATOR, lines=LINES, seen=())
    with pytest.raises(EditConflict):
        escalation_targets.save(desk, person=OPERATOR, lines=[], seen=())
    assert len(escalation_targets.listing(desk)) == 2
