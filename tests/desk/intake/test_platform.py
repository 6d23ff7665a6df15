"""What a platform's export says of survey, exclusion and rework, and the notes about what is left out of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from app.base.people import Person
from app.cli.ticket.ticket import detail_shape
from app.desk import sign
from app.desk.figures.asked import Asked, figures
from app.desk.intake import acts as intake_acts
from app.desk.intake.acts import FileResult
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.rules.journal import JournalVerb
from app.rules.ticket.states import TicketStatus
from tests.corpus import writers
from tests.desk.conftest import beijing

OPERATOR = Person("值班员甲")
NUMBER = "热线-261122-000815"
BASE = {"工单编号": NUMBER, "标题": "退卡", "主要内容": "要求退费", "派单时间": "2026-11-22 10:00:00"}
Bring = Callable[..., FileResult]


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    """Takes in one file with these rows, each with the columns of BASE."""
    made = iter(range(100))

    def take(*rows: Mapping[str, str], **said: str) -> FileResult:
        full = [{**BASE, **row} for row in rows or ({},)]
        full = [{**row, **said} for row in full]
        columns = list(dict.fromkeys(name for row in full for name in row))
        lines = [[row.get(name, "") for name in columns] for row in full]
        path = writers.text(tmp_path / f"导出{next(made)}.csv", [columns, *lines])
        return intake_acts.import_file(desk, person=OPERATOR, path=path).result

    return take


@pytest.fixture
def seen(desk: Desk) -> Callable[[], TicketDetail]:
    def look() -> TicketDetail:
        ticket_id = ticket_reads.find(desk, number=NUMBER)
        assert ticket_id is not None
        return ticket_reads.detail(desk, ticket_id=ticket_id)

    return look


def answers(detail: TicketDetail, *, first: bool = False) -> dict[str, str]:
    told = detail.platform_first_answers if first else detail.platform_answers
    return {question.removeprefix("平台·是否"): text for question, text in told.items()}


BAD = {"是否有效回访": "是", "是否联系": "是", "是否解决": "未解决", "是否满意": "不满意"}
GOOD = {"是否有效回访": "是", "是否联系": "是", "是否解决": "解决", "是否满意": "满意"}


def test_the_first_answers_stay_when_later_ones_differ(bring: Bring, seen) -> None:
    bring(BAD)
    assert answers(seen(), first=True) == answers(seen())
    bring(GOOD)
    bring({**GOOD, "是否满意": "基本满意"})
    assert answers(seen(), first=True) == {"有效回访": "是", "联系": "是", "解决": "未解决", "满意": "不满意"}
    assert answers(seen()) == {"有效回访": "是", "联系": "是", "解决": "解决", "满意": "基本满意"}
    shape = detail_shape(seen())
    assert shape["platform_first_answers"]["平台·是否满意"] == "不满意"
    assert shape["platform_answers"]["平台·是否满意"] == "基本满意"


def test_two_rows_of_one_file_are_two_answers_in_their_order(bring: Bring, seen) -> None:
    assert bring(BAD, GOOD).updated == 1
    assert (answers(seen(), first=True)["解决"], answers(seen())["解决"]) == ("未解决", "解决")


def test_a_synonym_or_a_blank_is_no_later_answer(bring: Bring, seen) -> None:
    bring(BAD)
    bring({"是否有效回访": "1", "是否联系": "已联系", "是否解决": "没有解决", "是否满意": ""})
    assert seen().ticket.platform_first_solved == ""
    assert answers(seen())["联系"] == "已联系"


def test_answers_that_were_no_valid_callback_give_way_to_the_next_first_ones(bring: Bring, seen) -> None:
    bring({**BAD, "是否有效回访": "否"})
    bring(BAD)
    assert answers(seen(), first=True)["有效回访"] == "否"
    bring(GOOD)
    assert answers(seen(), first=True) == {"有效回访": "是", "联系": "是", "解决": "未解决", "满意": "不满意"}


def counted(desk: Desk, which: str) -> tuple[int, int]:
    row = figures(desk, Asked("month:2026-11", which=which)).total.now.counted
    return row.valid, row.satisfied


def test_a_ticket_whose_earlier_answers_were_not_valid_counts_with_its_last(bring: Bring, desk: Desk) -> None:
    bring({**GOOD, "是否有效回访": "否"})
    assert (counted(desk, "first"), counted(desk, "last")) == ((0, 0), (0, 0))
    bring(BAD)
    assert (counted(desk, "first"), counted(desk, "last")) == ((1, 0), (1, 0))
    bring(GOOD)
    assert (counted(desk, "first"), counted(desk, "last")) == ((1, 0), (1, 1))


def test_answers_valid_by_the_rule_stay_the_first_when_the_platform_takes_the_callback_back(
    bring: Bring, desk: Desk
) -> None:
    bring({**GOOD, "是否有效回访": ""})
    bring({"是否有效回访": "否"})
    assert (counted(desk, "first"), counted(desk, "last")) == ((1, 1), (0, 0))
    bring({**GOOD, "是否满意": "未评价", "是否有效回访": ""})
    assert counted(desk, "first") == (1, 1)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("首次是否满意", "最终是否满意"),
        ("是否满意（首次）", "是否满意（最终）"),
        ("第一次是否满意", "是否满意"),
        ("首次满意度", "满意度【末次】"),
    ],
)
def test_columns_of_their_own_hold_first_and_last_answers(bring: Bring, seen, first: str, last: str) -> None:
    bring({first: "不满意", last: "满意"})
    assert (answers(seen(), first=True)["满意"], answers(seen())["满意"]) == ("不满意", "满意")
    bring({first: "很不满意", last: "基本满意"})
    assert (answers(seen(), first=True)["满意"], answers(seen())["满意"]) == ("很不满意", "基本满意")


@pytest.mark.parametrize(
    ("columns", "flags"),
    [
        ({"是否保留": "剔除"}, (True, False, False)),
        ({"是否剔除（终审）": "是", "是否剔除（初审）": "否"}, (True, False, False)),
        ({" 是否 挂账：": "√"}, (False, True, False)),
        ({"是否计入诉求总量": "否", "是否保留": "保留"}, (False, False, True)),
    ],
)
def test_flags_are_set_by_every_way_to_say_them(bring: Bring, seen, columns, flags) -> None:
    bring(columns)
    ticket = seen().ticket
    assert (ticket.excluded, ticket.parked, ticket.off_volume) == flags
    bring({name: "" for name in columns})
    assert seen().ticket.excluded is flags[0]


def test_a_flag_is_taken_back_by_a_later_file(bring: Bring, seen) -> None:
    bring({"是否保留": "剔除"})
    assert bring({"是否保留": "保留"}).updated == 1
    assert not seen().ticket.excluded


def close_here(desk: Desk, ticket_id: int) -> None:
    """Signs for a ticket and closes it at this desk."""
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id], reason="核实后补录")
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket_id, reason="已退费")


def test_the_platforms_rework_reopens_what_was_closed_at_this_desk(bring: Bring, seen, desk: Desk) -> None:
    bring({"工单状态": "办理中"})
    close_here(desk, seen().ticket.id)
    assert seen().ticket.status == TicketStatus.CLOSED
    result = bring({"工单状态": "二次办理", "办结时间": "2026-11-22 15:00:00"})
    ticket = seen().ticket
    assert (result.updated, result.notes) == (1, ())
    assert (ticket.status, ticket.closed_at, ticket.reworked_at) == (TicketStatus.HANDLING, None, desk.now())
    assert ticket.raw["closed_at"] == "2026-11-22 15:00:00"
    bring({"工单状态": "已办结", "办结时间": "2026-11-23 10:00:00"})
    assert (seen().ticket.status, seen().ticket.closed_at) == (TicketStatus.CLOSED, beijing("2026-11-23 10:00"))
    assert JournalVerb.REWORK in {line.verb for line in seen().journal}


def test_the_same_rework_does_not_open_a_ticket_twice(bring: Bring, seen, desk: Desk) -> None:
    bring({"工单状态": "已办结", "办结时间": "2026-11-22 15:00:00"})
    bring({"工单状态": "重新办理"})
    assert seen().ticket.status == TicketStatus.HANDLING
    close_here(desk, seen().ticket.id)
    assert bring({"工单状态": "重新办理"}).unchanged == 1
    assert seen().ticket.status == TicketStatus.CLOSED
    bring({"工单状态": "重新办理", "截止时间": "2026-12-05 18:00:00"})
    assert seen().ticket.status == TicketStatus.HANDLING


def test_a_closing_before_the_dispatch_is_left_out_and_noted(bring: Bring, seen) -> None:
    result = bring({"工单状态": "办理中", "办结时间": "2026-11-22 09:59:59"})
    assert (result.created, result.refused) == (1, 0)
    [note] = result.notes
    assert (note.row, note.column, note.value, note.number) == (2, "办结时间", "2026-11-22 09:59:59", NUMBER)
    ticket = seen().ticket
    assert (ticket.closed_at, ticket.status, ticket.is_open) == (None, TicketStatus.HANDLING, True)
    assert ticket.raw["closed_at"] == "2026-11-22 09:59:59"


def test_a_closing_is_held_against_the_dispatch_that_is_known(bring: Bring, seen) -> None:
    bring()
    result = bring({"派单时间": "", "工单状态": "已办结", "办结时间": "2026-11-21 18:00:00"})
    assert [note.column for note in result.notes] == ["办结时间"]
    assert (seen().ticket.status, seen().ticket.closed_at) == (TicketStatus.CLOSED, None)


@pytest.mark.parametrize(
    "said",
    [
        {"办结时间": "2026-11-22"},
        {"办结时间": "2026-11-22 10:00:00"},
        {"派单时间": "", "工单编号": "A-77", "办结时间": "2026-11-01 10:00:00"},
    ],
)
def test_a_closing_that_can_be_true_stands(bring: Bring, said) -> None:
    result = bring(said)
    assert (result.created, result.notes) == (1, ())


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("紧急程度", "看着办"),
        ("工单状态", "飞行中"),
        ("是否解决", "看情况"),
        ("首次是否满意", "说不好"),
        ("是否有效回访", "大概"),
        ("处理时限", "尽快"),
    ],
)
def test_a_word_that_nobody_knows_is_noted_and_the_row_comes_in(bring: Bring, column: str, text: str) -> None:
    result = bring({column: text})
    assert (result.created, result.refused, result.problems_file) == (1, 0, "")
    assert [(note.column, note.value) for note in result.notes] == [(column, text)]
    assert bring({column: "无"}).notes == ()


def test_the_problems_workbook_lists_notes_beside_what_came_back_and_can_be_imported_again(
    bring: Bring, desk: Desk
) -> None:
    result = bring({"紧急程度": "看着办"}, {"工单编号": "2.61122E+11"})
    assert (result.created, result.refused, len(result.notes)) == (1, 1, 1)
    book = openpyxl.load_workbook(result.problems_file)
    assert [cell.value for cell in book[book.sheetnames[-1]][2]][:1] == [NUMBER]
    again = intake_acts.import_file(desk, person=OPERATOR, path=Path(result.problems_file)).result
    assert (again.rows, again.refused, again.skipped_sheets) == (1, 1, (book.sheetnames[-1],))


def test_a_refused_row_has_no_note(bring: Bring) -> None:
    result = bring({"紧急程度": "看着办", "派单时间": "2091-11-22 10:00:00"}, {"工单编号": "热线-261122-000816"})
    assert not [note for note in result.notes if note.row == 2]


def test_a_rework_takes_a_ticket_out_of_the_callback_queue(bring: Bring, seen, desk: Desk) -> None:
    bring({"工单状态": "待回访"})
    assert seen().ticket.status == TicketStatus.TO_CALL_BACK
    bring({"工单状态": "回访退回"})
    assert seen().ticket.status == TicketStatus.HANDLING
