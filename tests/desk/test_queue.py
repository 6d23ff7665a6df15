from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta

from app.base.clock import local_day
from app.base.people import Person
from app.desk import queue, signing
from app.desk.lists import Filters, QueueQuery
from app.rules.states import QueueName, TicketStatus, Urgency

OPERATOR = Person("值班员甲")


def numbers(desk, name, **told):
    return [row.number for row in queue.first(desk, query=QueueQuery(name, **told), limit=50)[1]]


def test_what_runs_out_next_stands_on_top(desk, take_in):
    take_in("慢", dispatched_at=desk.now())
    take_in("急", urgency=Urgency.URGENT)
    take_in("早", dispatched_at=desk.now() - timedelta(minutes=119))
    assert numbers(desk, QueueName.TO_SIGN) == ["早", "急", "慢"]


def test_counters_agree_with_the_lists(desk, take_in):
    take_in(urgency=Urgency.URGENT)
    take_in(dispatched_at=desk.now() - timedelta(days=20))
    take_in(dispatched_at=desk.now() - timedelta(days=5))
    take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    take_in(status=TicketStatus.RETURNED)
    take_in(status=TicketStatus.RETURNING)
    take_in(backlog=True, dispatched_at=desk.now() - timedelta(days=100))
    signing.sign(desk, person=OPERATOR, ticket_ids=[take_in()])
    told = queue.counters(desk)
    for name in QueueName:
        assert told.by_queue[name] == queue.first(desk, query=QueueQuery(name), limit=5)[0], name
    assert told.by_queue[QueueName.OVERDUE] == 1
    assert told.by_queue[QueueName.DUE_TODAY] == 1
    assert told.to_sign_urgent == 1


def test_ids_and_first_lines_tell_the_same_order(desk, take_in):
    for hours in (5, 1, 9, 3):
        take_in(dispatched_at=desk.now() - timedelta(hours=hours))
    query = QueueQuery(QueueName.ALL)
    ids = queue.page_ids(desk, query=query)
    assert [row.id for row in queue.rows(desk, ids=list(ids))] == list(ids)
    assert [row.id for row in queue.first(desk, query=query, limit=10)[1]] == list(ids)


def test_filters_narrow_by_street_unit_urgency_and_period(desk, take_in):
    take_in("甲", street="沙河镇", urgency=Urgency.URGENT)
    take_in("乙", street="南口镇", dispatched_at=desk.now() - timedelta(days=3))
    assert numbers(desk, QueueName.ALL, filters=Filters({"streets": ("沙河镇",)})) == ["甲"]
    assert numbers(desk, QueueName.ALL, filters=Filters(urgency=Urgency.GENERAL)) == ["乙"]
    day = local_day(desk.now() - timedelta(days=3))
    assert numbers(desk, QueueName.ALL, filters=Filters(first_day=day, last_day=day)) == ["乙"]


def test_search_finds_one_character_and_counts_truly(desk, take_in):
    for index in range(5):
        take_in(f"编号{index}", title=f"第{index}件 退费", content="空")
    hits = queue.search(desk, text="退")
    assert hits.total == 5
    assert list(hits.ids) == sorted(hits.ids, reverse=True)
    assert queue.search(desk, text="第3件").total == 1
    assert queue.search(desk, text="件退").total == 0


def test_search_follows_an_edit(desk, take_in):
    take_in("甲", title="旧标题")
    take_in("甲", title="新标题")
    assert (queue.search(desk, text="旧标题").total, queue.search(desk, text="新标题").total) == (0, 1)


def test_a_saved_queue_comes_back_as_it_was(desk):
    query = QueueQuery(QueueName.HANDLING, "卡", Filters({"streets": ("沙河镇",)}, urgency=Urgency.URGENT))
    queue.save_queue(desk, person=OPERATOR, name="沙河急件", query=query)
    (kept,) = queue.saved(desk)
    assert (kept.name, kept.query) == ("沙河急件", query)
    queue.remove_queue(desk, person=OPERATOR, queue_id=kept.id)
    assert queue.saved(desk) == []


def test_a_list_that_an_earlier_version_saved_is_still_read(desk):
    desk.register.open()
    text = (
        '{"queue": "handling", "search": "卡", "streets": ["沙河镇"], "categories": [], "units": ["一科"],'
        ' "urgency": "urgent", "first_day": "2026-11-01", "last_day": ""}'
    )
    with closing(sqlite3.connect(desk.register.path)) as register:
        register.execute("INSERT INTO saved_queues (name, query) VALUES ('旧', ?)", (text,))
        register.commit()
    (kept,) = queue.saved(desk)
    filters = Filters({"streets": ("沙河镇",), "units": ("一科",)}, Urgency.URGENT, date(2026, 11, 1))
    assert kept.query == QueueQuery(QueueName.HANDLING, "卡", filters)


def test_a_saved_list_names_every_filter_so_that_an_earlier_version_reads_it(desk):
    queue.save_queue(desk, person=OPERATOR, name="全", query=QueueQuery(only=(7,)))
    with closing(sqlite3.connect(desk.register.path)) as register:
        (text,) = register.execute("SELECT query FROM saved_queues").fetchone()
    assert json.loads(text) == {
        "queue": "all", "search": "", "streets": [], "categories": [], "units": [], "channels": [],
        "urgency": "", "first_day": "", "last_day": "", "only": [7],
    }  # fmt: skip
