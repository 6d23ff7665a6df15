"""The weekly drill: when it is due, what it records, and that a bad copy is said to be bad."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.desk.upkeep import copying, drilling, reads


def test_a_drill_is_due_with_the_first_copy_and_then_once_a_week(desk, still):
    assert not drilling.drill_is_due(desk)
    with pytest.raises(Refused, match="还没有备份"):
        drilling.drill(desk)
    copying.back_up(desk)
    assert drilling.drill_is_due(desk)
    drilling.drill(desk)
    still.advance(timedelta(days=6, hours=23))
    assert not drilling.drill_is_due(desk)
    still.advance(timedelta(hours=1))
    assert drilling.drill_is_due(desk)


def test_its_result_is_kept_for_the_health_page_and_stands_in_the_journal(desk, take_in):
    assert reads.drill(desk) is None
    take_in("甲")
    name = copying.back_up(desk).result.name
    outcome = drilling.drill(desk)
    row = reads.drill(desk)
    assert row == outcome.result
    assert (row.at, row.copy, row.holds, row.tickets) == (desk.now(), name, True, 1)
    with desk.register.reading() as stores:
        lines = list(stores.journal.between(desk.now(), desk.now() + timedelta(seconds=1)))
    assert lines[-1].text == outcome.message
    assert "可以恢复" in outcome.message


def test_a_copy_that_cannot_be_restored_is_said_with_its_reason(desk, take_in):
    take_in("甲")
    copy = copying.back_up(desk).result
    copy.write_bytes(copy.read_bytes()[:30_000])
    outcome = drilling.drill(desk)
    assert not outcome.result.holds
    assert "不能恢复：" in outcome.message
    assert reads.drill(desk).why == outcome.result.why
