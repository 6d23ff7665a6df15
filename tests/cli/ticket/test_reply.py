"""`review` prints the marks of a ticket's reply, as words or as JSON."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.log import stop_log
from app.base.people import Person
from app.bootstrap import main
from app.desk import sign
from app.desk.ticket import editing
from tests.support.registers import desk_on
from tests.support.replies import write_reply

OPERATOR = Person("值班员甲")


@pytest.fixture
def folder_with_a_reply(folder):
    desk = desk_on(folder, StillClock(datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)))
    said = {"number": "甲-1", "title": "闭店", "content": "要求退还余额，并开具发票。"}
    ticket = editing.create(desk, person=OPERATOR, values=said).result
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    text = "商户将尽快退款，请与负责人联系，电话13900000002。"
    write_reply(desk, person=OPERATOR, ticket_id=ticket, text=text, submit=False)
    desk.register.close()
    return folder


@pytest.fixture
def review(folder_with_a_reply, capsys):
    def run(*arguments):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder_with_a_reply.root), "--as", "值班员甲", "review", *arguments])
        stop_log()
        assert not ended.value.code
        return capsys.readouterr().out

    return run


def test_each_mark_says_kind_place_reason_and_advice(review):
    told = json.loads(review("甲-1", "--json"))
    assert (told["number"], told["round"], told["state"], told["kept"]) == ("甲-1", 1, "draft", True)
    kinds = {mark["kind"] for mark in told["marks"]}
    assert {"no-contact", "basis", "promise", "privacy", "point"} <= kinds
    promise = next(mark for mark in told["marks"] if mark["kind"] == "promise")
    assert (promise["field"], promise["words"], promise["hard"]) == ("result", "商户将尽快退款", True)
    assert promise["overruled"] is None


def test_numbers_are_masked_in_what_is_printed(review):
    assert "13900000002" not in review("甲-1", "--json")
    assert "须改\t缺少依据\t没有填写办理依据" in review("甲-1")
