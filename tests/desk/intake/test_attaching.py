"""A table without numbers: its rows go to the tickets they tell of, after a preview, and no ticket is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.intake import acts, attaching
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.intake.attaching import Match

OPERATOR = Person("值班员甲")
TEXTS = (
    "市民反映在沙河镇某健身馆办理年卡后门店停业，多次要求退费未果",
    "来电人称南口镇某超市销售过期牛奶，要求赔偿并查处",
    "反映回龙观街道某家政公司收取中介费后不派人上门",
    "反映回龙观街道某家政公司收取中介费后不派人上门",
)
NUMBERS = tuple(f"热线-261120-{at:06d}" for at in range(1, 5))


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> Desk:
    """Four tickets, the last two of one text."""
    lines = ["工单编号,主要内容,来电时间,标题"]
    lines += [f"{NUMBERS[at]},{text},2026-11-20 0{at + 1}:30:00,第{at}件" for at, text in enumerate(TEXTS)]
    path = tmp_path / "已有.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    acts.import_file(desk, person=OPERATOR, path=path)
    return desk


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Rows 2 and 3 tell of the first two tickets, row 4 of one of two, row 5 of none."""
    path = tmp_path / "区分析表.csv"
    lines = [
        "序号,创建时间,主要内容,处理结果,是否解决,区里点评",
        f"1,2026-11-20 01:30:00,{TEXTS[0]},已退费,解决,好",
        f"2,2026-11-20 09:00:00,{TEXTS[1]},已立案,未解决,13800000021",
        f"3,2026-11-20 06:00:00,{TEXTS[2]},已派人,解决,",
        "4,2026-11-20 06:00:00,建议在公园增设座椅和路灯方便老人,已答复,解决,",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ticket(desk: Desk, number: str):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))


def count(desk: Desk) -> int:
    with desk.register.reading() as stores:
        return stores.queues.count(())


def test_a_table_without_numbers_is_refused_as_an_import_and_its_preview_says_what_can_be_done(known, table):
    with pytest.raises(FileRefused, match="没有工单编号列"):
        acts.import_file(known, person=OPERATOR, path=table)
    assert acts.preview(known, path=table).attachable


def test_the_plan_says_which_row_tells_of_which_ticket_and_stores_nothing(known, table):
    plan = attaching.plan(known, path=table)
    told = [(row.place, row.match, row.number, len(row.candidates)) for row in plan.rows]
    assert told == [
        ("2", Match.SURE, NUMBERS[0], 1),
        ("3", Match.SURE, NUMBERS[1], 1),
        ("4", Match.AMBIGUOUS, "", 2),
        ("5", Match.NONE, "", 0),
    ]
    assert [(one.header, one.filled, one.example) for one in plan.unused] == [("区里点评", 2, "好")]
    assert ticket(known, NUMBERS[0]).ticket.result == ""


def test_the_sure_rows_are_attached_and_no_ticket_is_made(known, table):
    before = count(known)
    result = attaching.attach(known, person=OPERATOR, path=table).result
    assert (result.rows, result.created, result.updated) == (2, 0, 2)
    assert count(known) == before
    assert ticket(known, NUMBERS[0]).ticket.result == "已退费"
    assert ticket(known, NUMBERS[1]).ticket.platform_solved == "未解决"
    assert ticket(known, NUMBERS[2]).ticket.result == ""


def test_what_a_ticket_has_of_title_content_and_times_stays(known, table):
    before = ticket(known, NUMBERS[1]).ticket
    attaching.attach(known, person=OPERATOR, path=table)
    after = ticket(known, NUMBERS[1]).ticket
    assert (after.title, after.content, after.called_at) == (before.title, before.content, before.called_at)
    assert after.dispatched_at == before.dispatched_at


def test_a_chosen_ticket_takes_the_row_and_an_empty_choice_leaves_it_out(known, table):
    chosen = {"4": NUMBERS[3], "2": ""}
    result = attaching.attach(known, person=OPERATOR, path=table, chosen=chosen).result
    assert result.updated == 2
    assert ticket(known, NUMBERS[3]).ticket.result == "已派人"
    assert ticket(known, NUMBERS[0]).ticket.result == ""


@pytest.mark.parametrize("chosen", [{"4": "热线-000000-000000"}, {"99": NUMBERS[0]}, {"2": "", "3": ""}])
def test_a_choice_that_cannot_be_followed_stores_nothing(known, table, chosen):
    with pytest.raises(Refused, match="没有存入"):
        attaching.attach(known, person=OPERATOR, path=table, chosen=chosen)
    assert ticket(known, NUMBERS[0]).ticket.result == ""


def test_a_file_with_numbers_is_not_attached(known, tmp_path):
    path = tmp_path / "有编号.csv"
    path.write_text(f"工单编号,主要内容,来电时间\nSL1,{TEXTS[0]},2026-11-20 01:30:00\n", encoding="utf-8")
    with pytest.raises(FileRefused):
        attaching.plan(known, path=path)
