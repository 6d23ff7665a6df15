"""Whoever saves second is told so in the same words, whatever the row is."""

from __future__ import annotations

import pytest

from app.base.errors import EditConflict
from app.desk.shared.conflict import check_version, saving
from app.desk.ticket.records import the_ticket


def test_a_change_over_a_row_that_moved_on_is_refused_and_nothing_of_it_stays(desk, take_in):
    ticket = take_in("甲", title="旧标题")
    with desk.register.reading() as stores:
        seen = the_ticket(stores, ticket)
    with desk.register.writing() as stores:
        stores.tickets.change(seen, {"title": "别人的标题"})
    with pytest.raises(EditConflict) as caught, desk.register.writing() as stores, saving("甲 的工单"):
        stores.tickets.change(seen, {"title": "我的标题"})
    assert str(caught.value) == "甲 的工单刚被别人改过（请刷新后再改）"
    with desk.register.reading() as stores:
        assert the_ticket(stores, ticket).title == "别人的标题"


def test_other_faults_within_the_block_are_not_taken_for_a_conflict():
    with pytest.raises(KeyError), saving("甲 的工单"):
        raise KeyError("field")


@pytest.mark.parametrize("seen", [None, 3])
def test_the_version_a_person_has_seen_may_be_saved_over(seen):
    check_version("甲 的工单", 3, seen)


def test_an_older_version_may_not_be_saved_over():
    with pytest.raises(EditConflict, match="甲 的工单刚被别人改过"):
        check_version("甲 的工单", 3, 2)
