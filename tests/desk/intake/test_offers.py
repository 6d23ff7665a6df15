"""What the clipboard and the downloads folder would bring, and that a look at the platform is noted."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app.base.errors import NotAllowed
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.intake import attaching, offers
from app.desk.journal import reads as journal_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.desk.watch import reads as watch_reads
from app.rules.intake.exports import Told
from app.rules.watch.states import LookKind
from tests.support import copied_elsewhere
from tests.support.copied_texts import ticket_texts

OPERATOR = Person("值班员甲")
HEAD = "工单编号\t标题\t主要内容\t派单时间\t工单状态"


def rows(*said: tuple[int, str]) -> str:
    lines = (
        f"热线-261123-{number:06d}\t退费{number}\t要求退费\t2026-11-23 02:00:00\t{state}" for number, state in said
    )
    return "\n".join([HEAD, *lines])


def export(path: Path, *said: tuple[int, str]) -> Path:
    path.write_text(rows(*said).replace("\t", ","), encoding="utf-8-sig")
    return path


def import_rows(desk: Desk, *said: tuple[int, str]) -> None:
    intake_acts.import_text(desk, person=OPERATOR, text=rows(*said))


def test_a_copied_text_is_counted_against_the_register(desk):
    import_rows(desk, (1, "待签收"), (2, "待签收"))
    found = offers.in_text(desk, text=rows((1, "待签收"), (2, "已办结"), (3, "待签收"), (4, "待签收"), (4, "待签收")))
    assert (found.tickets, found.new, found.status) == (4, 2, 1)
    assert found.words == "识别到 4 件：2 新增 · 1 状态变化"
    assert found.brings
    assert not found.all_known


def test_what_is_no_ticket_is_neither_offered_nor_logged_nor_stored(desk, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    secret = tmp_path / "王某工资表.csv"
    secret.write_text("姓名,电话,工资\n王某,13800000001,9999\n", encoding="utf-8")
    before = journal_reads.head(desk)
    assert offers.in_text(desk, text="密码 Abcd-1234!，别告诉王某，工单晚上再说") is None
    assert offers.in_file(desk, path=secret) is None
    assert offers.in_file(desk, path=tmp_path / "没有.xlsx") is None
    assert "王某" not in caplog.text
    assert "1234" not in caplog.text
    assert journal_reads.head(desk) == before
    assert watch_reads.view(desk).look is None


def test_when_all_are_known_the_round_is_met_and_nothing_is_brought(desk):
    import_rows(desk, (1, "待签收"), (2, "待签收"))
    found = offers.in_text(desk, text=rows((1, "待签收"), (2, "待签收")))
    assert found.all_known
    assert not found.brings
    outcome = offers.note(desk, person=OPERATOR, offer=found)
    assert outcome.result
    assert outcome.message == "识别到 2 件均已登记，无新增，已计一轮巡查"
    look = watch_reads.view(desk).look
    assert (look.who, look.kind, look.seen) == ("值班员甲", LookKind.PASTE, 2)
    with pytest.raises(NotAllowed):
        offers.note(desk, person=Person(""), offer=found)


def test_new_tickets_are_no_look(desk):
    found = offers.in_text(desk, text=rows((1, "待签收")))
    assert not offers.note(desk, person=OPERATOR, offer=found).result
    assert watch_reads.view(desk).look is None


def test_an_export_is_compared_with_the_last_one(desk, tmp_path):
    first = offers.in_file(
        desk, path=export(tmp_path / "一.csv", (1, "待签收"), (2, "待签收"), (3, "待签收"), (4, "待签收"))
    )
    assert first.words == "识别到 4 件：4 新增"
    offers.note(desk, person=OPERATOR, offer=first)
    intake_acts.import_file(desk, person=OPERATOR, path=tmp_path / "一.csv")
    again = offers.in_file(desk, path=tmp_path / "一.csv")
    assert again.taken
    assert again.all_known
    assert not again.brings
    second = export(
        tmp_path / "二.csv", (1, "办理中"), (2, "已办结"), (3, "待签收"), (5, "待签收"), (6, "待签收"), (7, "待签收")
    )
    found = offers.in_file(desk, path=second)
    assert found.since == Told(3, 2, 1)
    assert found.words == "识别到 6 件：3 新增 · 2 状态变化 · 1 少了"


def test_an_export_like_the_last_one_says_what_was_never_taken_in(desk, tmp_path):
    offers.note(desk, person=OPERATOR, offer=offers.in_file(desk, path=export(tmp_path / "一.csv", (1, "待签收"))))
    found = offers.in_file(desk, path=tmp_path / "一.csv")
    assert found.words == "识别到 1 件：与上一份相同（1 件未登记）"


def test_rows_without_numbers_are_attached_to_known_tickets(desk, take_in):
    ticket_id = take_in(
        "热线-261123-000001", content="市民反映某健身中心张贴停业通知，要求退费。", called_at=desk.now()
    )
    content = "市民反映某健身中心张贴停业通知，要求退费。"
    row = f"1\t2026-11-23 02:41\t市场管理\t\t\t{content}\t回龙观街道\t\t\t已退费\t\t是\t是\t是\t是"
    found = offers.in_text(desk, text=row)
    assert (found.tickets, found.numbered) == (1, False)
    (planned,) = attaching.plan(desk, path=None, text=found.text).rows
    assert planned.number == "热线-261123-000001"
    attaching.attach(desk, person=OPERATOR, path=None, text=found.text)
    assert ticket_reads.detail(desk, ticket_id=ticket_id).ticket.result == "已退费"


def test_every_kind_of_copied_ticket_can_be_taken_in(desk):
    for text in (*ticket_texts(3, 14), *copied_elsewhere.ticket_texts()[:15]):
        found = offers.in_text(desk, text=text)
        assert found is not None, text
        if found.numbered:
            result = intake_acts.import_text(desk, person=OPERATOR, text=found.text).result
            assert result.created + result.updated + result.unchanged == found.tickets - found.refused, text


def test_a_ticket_that_cannot_be_read_is_offered_with_that(desk):
    text = "工单编号：热线-261123-000001\n标题：退费\n主要内容：要求退费\n派单时间：不知道\n承办单位：城北街道"
    found = offers.in_text(desk, text=text)
    assert found.words == "识别到 1 件：1 行有误"
    assert found.brings
    assert not found.all_known
