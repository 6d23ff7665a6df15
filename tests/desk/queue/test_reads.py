from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from app.base.clock import local_day
from app.base.people import Person
from app.desk import sign
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery, Sorting
from app.models.queue import orders
from app.rules.queue.names import QueueName
from app.rules.queue.orders import ORDER_WORDS, ListOrder
from app.rules.ticket.states import TicketStatus
from tests.support.levels import GENERAL, URGENT

OPERATOR = Person("值班员甲")


def numbers(desk, name, **told):
    return [row.number for row in queue_reads.first(desk, query=QueueQuery(name, **told), limit=50)[1]]


def test_what_runs_out_next_stands_on_top(desk, take_in):
    take_in("慢", dispatched_at=desk.now())
    take_in("急", urgency=URGENT)
    take_in("早", dispatched_at=desk.now() - timedelta(minutes=119))
    assert numbers(desk, QueueName.TO_SIGN) == ["早", "急", "慢"]


def test_counters_agree_with_the_lists(desk, take_in):
    take_in(urgency=URGENT)
    take_in(dispatched_at=desk.now() - timedelta(days=20))
    take_in(dispatched_at=desk.now() - timedelta(days=5))
    take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    take_in(status=TicketStatus.RETURNED)
    take_in(status=TicketStatus.RETURNING)
    take_in(backlog=True, dispatched_at=desk.now() - timedelta(days=100))
    sign.sign(desk, person=OPERATOR, ticket_ids=[take_in()])
    told = queue_reads.counters(desk)
    for name in QueueName:
        assert told.by_queue[name] == queue_reads.first(desk, query=QueueQuery(name), limit=5)[0], name
    assert told.by_queue[QueueName.OVERDUE] == 1
    assert told.by_queue[QueueName.DUE_TODAY] == 1
    assert told.to_sign_pressing == 1


def test_ids_and_first_lines_tell_the_same_order(desk, take_in):
    for hours in (5, 1, 9, 3):
        take_in(dispatched_at=desk.now() - timedelta(hours=hours))
    query = QueueQuery(QueueName.ALL)
    ids = queue_reads.page_ids(desk, query=query)
    assert [row.id for row in queue_reads.rows(desk, ids=list(ids))] == list(ids)
    assert [row.id for row in queue_reads.first(desk, query=query, limit=10)[1]] == list(ids)


def test_filters_narrow_by_street_unit_urgency_and_period(desk, take_in):
    take_in("甲", street="沙河镇", urgency=URGENT)
    take_in("乙", street="南口镇", dispatched_at=desk.now() - timedelta(days=3))
    assert numbers(desk, QueueName.ALL, filters=Filters({"streets": ("沙河镇",)})) == ["甲"]
    assert numbers(desk, QueueName.ALL, filters=Filters(urgency=GENERAL)) == ["乙"]
    day = local_day(desk.now() - timedelta(days=3))
    assert numbers(desk, QueueName.ALL, filters=Filters(first_day=day, last_day=day)) == ["乙"]


def test_search_finds_one_character_and_counts_truly(desk, take_in):
    for index in range(5):
        take_in(f"编号{index}", title=f"第{index}件 退费", content="空")
    hits = queue_reads.search(desk, text="退")
    assert hits.total == 5
    assert list(hits.ids) == sorted(hits.ids, reverse=True)
    assert queue_reads.search(desk, text="第3件").total == 1
    assert queue_reads.search(desk, text="件退").total == 0


def test_search_follows_an_edit(desk, take_in):
    take_in("甲", title="旧标题")
    take_in("甲", title="新标题")
    assert (queue_reads.search(desk, text="旧标题").total, queue_reads.search(desk, text="新标题").total) == (0, 1)


def test_a_saved_queue_comes_back_as_it_was(desk):
    query = QueueQuery(QueueName.HANDLING, "卡", Filters({"streets": ("沙河镇",)}, urgency=URGENT))
    queue_reads.save_queue(desk, person=OPERATOR, name="沙河急件", query=query)
    (kept,) = queue_reads.saved(desk)
    assert (kept.name, kept.query) == ("沙河急件", query)
    queue_reads.remove_queue(desk, person=OPERATOR, queue_id=kept.id)
    assert queue_reads.saved(desk) == []


def sorted_numbers(desk, by, *, descending=False, name=QueueName.ALL):
    ids = queue_reads.page_ids(desk, query=QueueQuery(name, sorting=Sorting(by, descending)))
    return [row.number for row in queue_reads.rows(desk, ids=list(ids))]


def test_a_list_is_sorted_by_what_is_asked_for_and_what_is_missing_comes_last(desk, take_in):
    take_in("甲", street="沙河镇", unit="", urgency=GENERAL)
    take_in("乙", street="", unit="二科", urgency=URGENT)
    take_in("丙", street="南口镇", unit="一科", urgency=GENERAL)
    assert sorted_numbers(desk, ListOrder.STREET) == ["丙", "甲", "乙"]
    assert sorted_numbers(desk, ListOrder.STREET, descending=True) == ["甲", "丙", "乙"]
    assert sorted_numbers(desk, ListOrder.UNIT) == ["丙", "乙", "甲"]
    assert sorted_numbers(desk, ListOrder.URGENCY) == ["乙", "甲", "丙"]


def test_clocks_are_sorted_by_value_and_tickets_without_one_come_last(desk, take_in):
    take_in("早", dispatched_at=desk.now() - timedelta(days=2))
    take_in("晚", dispatched_at=desk.now())
    take_in("结", status=TicketStatus.CLOSED, closed_at=desk.now(), dispatched_at=desk.now() - timedelta(days=1))
    assert sorted_numbers(desk, ListOrder.NEXT) == ["早", "晚", "结"]
    assert sorted_numbers(desk, ListOrder.NEXT, descending=True) == ["晚", "早", "结"]
    assert sorted_numbers(desk, ListOrder.DISPATCHED) == ["早", "结", "晚"]
    assert sorted_numbers(desk, ListOrder.CLOSED, descending=True)[0] == "结"


@pytest.mark.parametrize("by", list(ListOrder))
def test_every_order_has_its_words_and_leaves_no_ticket_out(desk, take_in, by):
    for place in range(4):
        take_in(street=f"街道 {place % 2}", dispatched_at=desk.now() - timedelta(hours=place))
    assert ORDER_WORDS[by]
    assert len(sorted_numbers(desk, by)) == len(sorted_numbers(desk, by, descending=True)) == 4


def test_a_list_that_is_too_long_stands_in_its_own_order_unless_the_order_is_indexed(desk, take_in, monkeypatch):
    for hours, (number, street) in enumerate((("甲", "乙镇"), ("乙", "甲镇"), ("丙", "丙镇"))):
        take_in(number, street=street, dispatched_at=desk.now() - timedelta(hours=hours))
    monkeypatch.setattr(orders, "SORTED_AT_MOST", 2)
    assert sorted_numbers(desk, ListOrder.STREET) == ["甲", "乙", "丙"]
    assert sorted_numbers(desk, ListOrder.DISPATCHED) == ["丙", "乙", "甲"]
    assert not queue_reads.may_sort(ListOrder.STREET, 3)
    assert queue_reads.may_sort(ListOrder.DEADLINE, 100_000)


def test_hits_of_a_search_are_sorted_among_themselves(desk, take_in):
    for number, street in (("甲", "沙河镇"), ("乙", "南口镇"), ("丙", "马池口镇")):
        take_in(number, street=street, title="健身房退费")
    hits = queue_reads.search(desk, text="健身房", sorting=Sorting(ListOrder.STREET))
    assert [row.number for row in queue_reads.rows(desk, ids=list(hits.ids))] == ["乙", "甲", "丙"]
    assert hits.total == 3


def test_a_saved_queue_keeps_its_order(desk):
    query = QueueQuery(QueueName.HANDLING, sorting=Sorting(ListOrder.UNIT, descending=True))
    queue_reads.save_queue(desk, person=OPERATOR, name="按单位", query=query)
    assert [kept.query for kept in queue_reads.saved(desk)] == [query]


def test_a_list_that_an_earlier_version_saved_is_still_read(desk):
    desk.register.open()
    text = (
        '{"queue": "handling", "search": "卡", "streets": ["沙河镇"], "categories": [], "units": ["一科"],'
        ' "urgency": "urgent", "first_day": "2026-11-01", "last_day": ""}'
    )
    with closing(sqlite3.connect(desk.register.path)) as register:
        register.execute("INSERT INTO saved_queues (name, query) VALUES ('旧', ?)", (text,))
        register.commit()
    (kept,) = queue_reads.saved(desk)
    filters = Filters({"streets": ("沙河镇",), "units": ("一科",)}, URGENT, date(2026, 11, 1))
    assert kept.query == QueueQuery(QueueName.HANDLING, "卡", filters)


def test_a_saved_list_names_every_filter_so_that_an_earlier_version_reads_it(desk):
    queue_reads.save_queue(desk, person=OPERATOR, name="全", query=QueueQuery(only=(7,)))
    with closing(sqlite3.connect(desk.register.path)) as register:
        (text,) = register.execute("SELECT query FROM saved_queues").fetchone()
    assert json.loads(text) == {
        "queue": "all", "search": "", "streets": [], "categories": [], "units": [], "channels": [],
        "urgency": "", "first_day": "", "last_day": "", "only": [7],
    }  # fmt: skip


def test_counters_follow_a_limit_that_passes_though_nothing_is_written(desk, still, take_in, minutes):
    take_in("热线-1")
    before = queue_reads.counters(desk)
    still.advance(minutes(119))
    assert queue_reads.counters(desk).to_sign_late == before.to_sign_late == 0
    still.advance(minutes(1))
    assert queue_reads.counters(desk).to_sign_late == 1
    still.advance(-minutes(120))
    assert queue_reads.counters(desk) == before
