"""The first sight is what the register tells a moment later."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from app.base.people import Person
from app.desk import setting
from app.desk.queue import first_sight
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QueueName
from tests.benchmarks.made_up import fill

PERSON = Person("值班员甲")
QUERY = QueueQuery(QueueName.TO_SIGN)


def test_settings_ids_and_lines_are_those_of_the_stores(desk):
    fill(desk, 500, open_share=0.6)
    setting.change(desk, person=PERSON, name="theme", value="dark")
    seen = first_sight.look(desk)
    assert seen.settings == setting.every(desk)
    assert seen.ids == queue_reads.page_ids(desk, query=QUERY)
    assert len(seen.ids) > first_sight.LINES
    assert list(seen.rows) == queue_reads.head(desk, query=QUERY, limit=first_sight.LINES)


def test_an_empty_register_is_an_empty_queue_with_the_defaults(desk):
    seen = first_sight.look(desk)
    assert (len(seen.ids), seen.rows) == (0, ())
    assert seen.settings == setting.every(desk)


def test_a_register_that_another_program_holds_can_be_looked_at(desk):
    fill(desk, 20, open_share=1.0)
    with closing(sqlite3.connect(desk.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM settings")
        seen = first_sight.look(desk)
    assert seen.ids == queue_reads.page_ids(desk, query=QUERY)


def test_of_a_file_that_cannot_be_read_there_is_no_sight(desk):
    desk.register.close()
    desk.folder.database.write_bytes(b"no register" * 500)
    assert first_sight.look(desk) is None


def test_a_title_that_is_missing_is_the_beginning_of_the_content(desk, take_in):
    fill(desk, 3, open_share=1.0)
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql("UPDATE tickets SET title = '', status = 'to-sign'")
    seen = first_sight.look(desk)
    assert len(seen.rows) == 3
    assert all(row.title.startswith("市民反映") for row in seen.rows)
    assert list(seen.rows) == queue_reads.head(desk, query=QUERY, limit=first_sight.LINES)
