"""The words of a report: short enough to send, plain enough to read out, no number or name in full."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import SHANGHAI
from app.rules.escalation.texts import MESSAGE_LIMIT, Matter, grouped, list_message, message, span_words, spoken


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2026-11-23T02:41")
MATTER = Matter(
    number="热线-261117-000001",
    title="健身房闭店，年卡无法退费",
    street="回龙观街道",
    unit="回龙观街道办",
    dispatched_at=at("2026-11-17T09:05"),
    deadline_at=at("2026-11-23T00:00"),
    caller="王某",
    last_text="备注：已联系商户，电话 13900000001",
    last_at=at("2026-11-22T16:00"),
)


def test_the_message_says_each_fact_on_its_line():
    assert message(MATTER, NOW, "值班员甲", "昌平商务").splitlines() == [
        "【到期上报·一级】热线-261117-000001",
        "诉求：健身房闭店，年卡无法退费（回龙观街道）",
        "承办：回龙观街道办；来电人：王某",
        "派单：11-17 09:05；到期：11-22 24:00，已超 2 小时 41 分，尚未办结",
        "最近处理：11-22 16:00 备注：已联系商户，电话 139****0001",
        "11-23 02:41 昌平商务 值班 值班员甲",
    ]


def test_the_spoken_form_groups_the_number_and_says_times_as_people_do():
    told = spoken(MATTER, NOW, "值班员甲", "昌平商务").splitlines()
    assert told[0] == "班组长您好，这里是昌平商务，我是值班员甲。"
    assert "编号：热线，261 117，000 001。" in told
    assert "11月17日9时5分派单，11月22日24时到期，到现在已超 2 小时 41 分。" in told
    assert "13900000001" not in "".join(told)


def test_what_is_not_known_is_said_so():
    bare = Matter("A1", "无", "", "", MATTER.dispatched_at, MATTER.deadline_at, level=2)
    assert "承办：尚未派单" in message(bare, NOW, "")
    assert "最近处理：尚无处理记录" in message(bare, NOW, "")
    assert "还没有派给承办单位。" in spoken(bare, NOW, "")
    assert spoken(bare, NOW, "").startswith("分管领导您好，这里是值守台。\n现二级上报")


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_a_message_never_grows_past_its_limit(title, street, unit, last):
    long = Matter("热线-261117-000001", title, street, unit, NOW, NOW, 2, title, last, NOW)
    assert len(message(long, NOW, "值班员甲", "昌平商务")) <= MESSAGE_LIMIT


def test_one_text_lists_many_with_their_units():
    other = Matter("热线-261117-000002", "超市不退押金", "", "", MATTER.dispatched_at, MATTER.deadline_at)
    assert list_message([MATTER, other, other], NOW, "甲").splitlines() == [
        "【到期上报】3 件到期未办结（尚未派单 2，回龙观街道办 1）",
        "1. 热线-261117-000001，健身房闭店，年卡无法退费，回龙观街道，已超 2 小时 41 分",
        "2. 热线-261117-000002，超市不退押金，已超 2 小时 41 分",
        "3. 热线-261117-000002，超市不退押金，已超 2 小时 41 分",
        "11-23 02:41 值班 甲",
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "不到 1 分钟"),
        (59, "59 分钟"),
        (60, "1 小时"),
        (125, "2 小时 5 分"),
        (1440, "1 天"),
        (1500, "1 天 1 小时"),
    ],
)
def test_a_span_is_said_in_two_units_at_most(minutes, words):
    assert span_words(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("number", "said"),
    [("20261118000123", "2026 1118 0001 23"), ("XF261117", "XF261 117"), ("A-1234", "A，1234")],
)
def test_digits_are_read_in_groups(number, said):
    assert grouped(number) == said
