"""What the version before kept of contacts is read as records, and written in the form that it reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.models.contact.records import NewAttempt
from app.models.register import migrate
from app.models.register.stores import Stores
from app.models.reply.records import Overruling, SendBack
from app.models.shared.engine import open_engine
from app.models.survey.records import NewSurvey
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import AttemptOutcome
from app.rules.promise.states import PromiseSource, PromiseState
from app.rules.reply.states import ReplyState
from app.rules.survey.states import Contacted

AT = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
SECONDS = int(AT.timestamp())
SENT_BACK = [{"codes": ["basis"], "text": "请写明依据", "who": "班长乙", "at": SECONDS}]
OVERRULED = {"basis:0": {"reason": "咨询类", "who": "值班员甲", "at": SECONDS}}


@pytest.fixture
def connection(folder: DataFolder, clock: StillClock) -> Iterator[Connection]:
    """A register with one ticket, and rows as the program wrote them before there were records."""
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    engine = open_engine(folder.database)
    with engine.begin() as connection:
        for statement, values in (
            (
                "INSERT INTO tickets (id, number, status, dispatched_at) VALUES (1, ?, 'handling', ?)",
                ("热线-1", SECONDS),
            ),
            ("INSERT INTO attempts (ticket_id, at, outcome) VALUES (1, ?, 'reached')", (SECONDS,)),
            ("INSERT INTO attempts (ticket_id, at, outcome, source) VALUES (1, ?, 'busy', 'calls')", (SECONDS + 60,)),
            (
                "INSERT INTO surveys (ticket_id, round, at, valid, contacted, solved, answers)"
                " VALUES (1, 1, ?, 1, 'no', '', ?)",
                (SECONDS, json.dumps({"contacted": "没联系"}, ensure_ascii=False)),
            ),
            (
                "INSERT INTO promises (ticket_id, kind, said, found_in, due_at, state, made_at)"
                " VALUES (1, 'refund', '退款', '备注', ?, 'proposed', ?)",
                (SECONDS, SECONDS),
            ),
            (
                "INSERT INTO replies (ticket_id, round, state, fields, written_at, reasons, overruled)"
                " VALUES (1, 1, 'sent-back', ?, ?, ?, ?)",
                (
                    json.dumps({"result": "已退"}, ensure_ascii=False),
                    SECONDS,
                    json.dumps(SENT_BACK, ensure_ascii=False),
                    json.dumps(OVERRULED, ensure_ascii=False),
                ),
            ),
        ):
            connection.exec_driver_sql(statement, values)
        yield connection
    engine.dispose()


def test_calls_and_surveys_are_read_with_their_members(connection: Connection) -> None:
    stores = Stores(connection)
    calls = [(call.outcome, call.source) for call in stores.contacts.of_ticket(1)]
    assert calls == [
        (AttemptOutcome.REACHED, AttemptSource.TYPED),
        (AttemptOutcome.BUSY, AttemptSource.CALL_LIST),
    ]
    [survey] = stores.surveys.of_ticket(1)
    assert (survey.valid, survey.contacted, survey.solved) == (True, Contacted.NO, None)
    assert survey.answers == {"contacted": "没联系"}
    [promise] = stores.promises.of_ticket(1)
    assert (promise.found_in, promise.state, promise.number) == (PromiseSource.NOTE, PromiseState.PROPOSED, "热线-1")


def test_a_reply_is_read_as_values_and_written_in_the_form_it_had(connection: Connection) -> None:
    stores = Stores(connection)
    reply = stores.replies.latest(1)
    assert reply is not None
    assert (reply.state, reply.fields) == (ReplyState.SENT_BACK, {"result": "已退"})
    assert reply.reasons == (SendBack(("basis",), "请写明依据", "班长乙", AT),)
    assert reply.overruled == {"basis:0": Overruling("咨询类", "值班员甲", AT)}
    stores.replies.change(reply, fields=reply.fields, reasons=reply.reasons, overruled=reply.overruled)
    [row] = connection.exec_driver_sql("SELECT fields, reasons, overruled, version FROM replies").all()
    assert [json.loads(text) for text in row[:3]] == [{"result": "已退"}, SENT_BACK, OVERRULED]
    assert row[3] == reply.version + 1
    assert [back.reasons for back in stores.quality.sent_back()] == [reply.reasons]


def test_a_reply_that_was_never_sent_back_is_not_counted(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE replies SET reasons = '[]'")
    assert Stores(connection).quality.sent_back() == []


def test_no_answer_and_no_source_are_kept_as_empty_texts(connection: Connection) -> None:
    stores = Stores(connection)
    call = NewAttempt(ticket_id=1, at=AT, who="值班员甲", number="", outcome=AttemptOutcome.REACHED)
    survey = NewSurvey(
        ticket_id=1,
        attempt_id=stores.contacts.add(call),
        at=AT,
        who="值班员甲",
        valid=False,
        contacted=Contacted.YES,
        solved=None,
        satisfied=None,
        answers={},
    )
    assert stores.surveys.add(survey) == 2
    statement = (
        "SELECT contacted, solved, satisfied, answers, source"
        " FROM surveys JOIN attempts ON attempts.id = surveys.attempt_id"
    )
    assert connection.exec_driver_sql(statement).all() == [("yes", "", "", "{}", "")]
