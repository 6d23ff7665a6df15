"""Tickets in copied texts are recognised in every layout, and nothing else is."""

from __future__ import annotations

import time

import pytest

from app.rules.intake.recognition import LONGEST, recognised, tells_of_tickets
from tests.support import copied_elsewhere, copied_other_matters
from tests.support.copied_texts import FORM, LAYOUTS, other_texts, ticket_texts

PAGE = "工单编号：热线-261123-004417\n来电人：王某\n标题：退费\n主要内容：要求退费\n承办单位：城北街道"


@pytest.mark.parametrize(("seed", "kept_out"), [(7, False), (20261201, True)], ids=["seen", "kept-out"])
def test_of_two_hundred_texts_the_tickets_are_recognised_and_none_of_the_others(seed: int, kept_out: bool) -> None:
    tickets, others = ticket_texts(seed), other_texts(seed, kept_out)
    assert len(tickets) == len(others) == 100
    found = [text for text in tickets if recognised(text, {})]
    wrong = [text for text in others if recognised(text, {})]
    assert len(found) >= 99, [text for text in tickets if text not in found]
    assert wrong == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_two_hundred_texts_made_without_the_rule_all_tickets_are_recognised_and_none_of_the_others(
    seed: int,
) -> None:
    tickets, others = copied_elsewhere.ticket_texts(seed), copied_other_matters.other_texts(seed)
    assert len(tickets) == len(others) == 100
    missed = [text for text in tickets if not recognised(text, {})]
    assert len(missed) <= 1, missed
    assert [text for text in others if recognised(text, {})] == []


def test_labels_in_brackets_become_lines() -> None:
    text = "【工单编号】热线-261123-004417【标题】退费【主要内容】要求退费\n今天答复【承办单位】城北街道"
    found = recognised(text, {})
    assert found is not None
    lines = ["工单编号：热线-261123-004417", "标题：退费", "主要内容：要求退费\n今天答复", "承办单位：城北街道"]
    assert found.text == "\n".join(lines)
    assert recognised("【通知】下午开会【地点】三层【主要内容】通报工单", {}) is None


def test_rows_with_commas_become_rows_with_tabs() -> None:
    found = recognised('工单编号,标题,主要内容,承办单位\n热线-261123-004417,退费,"要求退费,核查",城北街道\n', {})
    assert found is not None
    assert found.text.split("\n")[1] == "热线-261123-004417\t退费\t要求退费,核查\t城北街道"


def test_open_rows_without_their_header_row_are_known_by_their_state() -> None:
    row = ["热线-261123-004417", "投诉", "", "", "退费", "要求退费", "待签收", "王某", "13800000001"]
    assert recognised("\t".join([*row, *[""] * 12]), {}) is not None
    assert recognised("\t".join([*row[:6], "甲", *row[7:], *[""] * 12]), {}) is None


def test_sums_and_signatures_under_the_rows_do_not_count() -> None:
    head = "工单编号\t标题\t主要内容\t承办单位"
    rows = "热线-261123-004417\t退费\t要求退费\t城北街道\n合计\t1\n制表人：王某\t审核："
    found = recognised(f"{head}\n{rows}", {})
    assert found is not None
    assert found.tickets == 1


def test_it_counts_the_tickets_of_a_page_and_of_several() -> None:
    one = recognised(PAGE, {})
    assert one is not None
    assert (one.tickets, one.numbered, one.text) == (1, True, PAGE)
    two = recognised(f"{PAGE}\n\n{PAGE.replace('004417', '004418')}", {})
    assert two is not None
    assert two.tickets == 2


def test_a_page_with_blank_values_is_not_taken_for_lines_one_below_the_other() -> None:
    page = f"{PAGE}\n问题分类：\n工单分类：投诉\n发生地址：\n派单人员：王某\n处理意见：\n处理时限：7天"
    found = recognised(page, {})
    assert found is not None
    assert found.text == page


def test_labels_one_below_the_other_become_lines_with_unknown_ones() -> None:
    lines = "工单详情\n工单编号\n热线-261123-004417\n驳回原因\n无\n标题\n退费\n主要内容\n要求退费\n承办单位\n城北街道"
    found = recognised(lines, {})
    assert found is not None
    assert (
        found.text == "工单编号：热线-261123-004417\n驳回原因：无\n标题：退费\n主要内容：要求退费\n承办单位：城北街道"
    )


def test_rows_without_their_header_row_get_it() -> None:
    row = ["热线-261123-004417", "退费", "要求退费", "投诉", "2026-11-23 02:00", *[""] * 13]
    found = recognised("\t".join(row), {})
    assert found is not None
    assert found.text.split("\n")[0].split("\t") == LAYOUTS[3]
    assert found.text.split("\n")[1].split("\t") == row


def test_the_cells_of_a_form_become_lines() -> None:
    values = {"工单编号": "热线-261123-004417", "标题": "退费", "主要内容": "要求\n退费", "承办单位": "城北街道"}
    cells = [text for label in FORM for text in (label, values.get(label, ""))]
    text = "\n".join("\t".join(f'"{cell}"' for cell in cells[at : at + 4]) for at in range(0, len(cells), 4))
    found = recognised(text, {})
    assert found is not None
    assert found.text == "工单编号：热线-261123-004417\n标题：退费\n主要内容：要求\n退费\n承办单位：城北街道"


def test_a_table_without_numbers_is_told_apart() -> None:
    head = "\t".join(LAYOUTS[1])
    row = "1\t2026-11-23 02:00\t市场管理\t\t\t要求退费\t城北街道\t\t\t\t\t是\t是\t否\t否"
    found = recognised(f"{head}\n{row}", {})
    assert found is not None
    assert (found.tickets, found.numbered) == (1, False)


def test_headers_that_people_taught_count() -> None:
    text = "平台单据码\t工单标题\t诉求内容\t派单时间\n热线-261123-004417\t退费\t要求退费\t2026-11-23 02:00"
    assert recognised(text, {}) is None
    assert recognised(text, {"平台单据码": "number"}) is not None


@pytest.mark.parametrize("sign", ["\t", "：", ",", "【", "【标题】", "工单编号：\n", '"', " ", "编号\t", "工单编号\t"])
def test_a_text_of_the_greatest_length_takes_little_time(sign: str) -> None:
    text = (sign * LONGEST)[:LONGEST]
    begun = time.process_time()
    assert recognised(text, {}) is None
    assert time.process_time() - begun < 3
    assert recognised(f"{text}{PAGE}", {}) is None


def test_the_headers_of_a_file_tell() -> None:
    assert all(tells_of_tickets(columns, {}) for columns in LAYOUTS)
    assert not tells_of_tickets(["编号", "名称", "联系人", "联系电话", "地址"], {})
    assert not tells_of_tickets(["承办单位", "受理量", "办结量"], {})
