from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.journal import reads as journal_reads
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads

OPERATOR = Person("值班员甲")


def test_every_use_case_leaves_one_line_that_says_who_and_what(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="商业服务科")
    lines = ticket_reads.detail(desk, ticket_id=ticket).journal
    assert [(line.verb, line.who) for line in lines] == [
        ("create", "值班员甲"),
        ("sign", "值班员甲"),
        ("dispatch", "值班员甲"),
    ]
    assert lines[2].changes["承办单位"] == ("", "商业服务科")


def test_the_chain_holds_over_many_lines(desk, take_in):
    for _ in range(20):
        sign.sign(desk, person=OPERATOR, ticket_ids=[take_in()])
    assert journal_reads.first_broken_line(desk) is None


def test_a_line_cannot_be_changed_or_removed(desk, take_in):
    take_in()
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        for statement in ("UPDATE journal SET text = 'x' WHERE id = 1", "DELETE FROM journal WHERE id = 1"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                direct.execute(statement)


def test_a_line_changed_behind_the_triggers_is_found(desk, take_in):
    for _ in range(5):
        take_in()
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("DROP TRIGGER journal_no_update")
        direct.execute("UPDATE journal SET who = '别人' WHERE id = 3")
        direct.commit()
    assert journal_reads.first_broken_line(desk) == 3


def test_revealing_numbers_is_on_the_record(desk, take_in):
    ticket = take_in()
    assert ticket_reads.detail(desk, ticket_id=ticket).phones == ("138****0001",)
    told = ticket_reads.reveal(desk, person=OPERATOR, ticket_id=ticket).result
    assert told.phones == ("13800000001",)
    assert told.journal[-1].verb == "reveal"
