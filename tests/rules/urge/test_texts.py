"""The texts of a round: what they ask, by when, and that they name no caller."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.escalation.states import ReportChannel
from app.rules.urge.steps import HEAD, LEADER
from app.rules.urge.texts import UrgedTicket, UrgeFacts, text_for, text_message, time_words, without_name

NOW = datetime(2026, 12, 8, 16, 0, tzinfo=SHANGHAI)
MIDNIGHT = datetime(2026, 12, 9, tzinfo=SHANGHAI)
TICKETS = (
    UrgedTicket("热线-261203-003341", "家政保姆离岗要求退费", MIDNIGHT, is_contacted=False),
    UrgedTicket("热线-261203-003346", "月嫂服务未满要求退余款", MIDNIGHT, is_contacted=True),
)
FACTS = UrgeFacts("家政专班", "李某", "组长", HEAD, TICKETS, NOW, NOW + timedelta(hours=2), is_series=True)


def test_the_list_names_each_ticket_what_is_asked_and_by_when():
    text = text_for(ReportChannel.WECHAT, FACTS, "值班员甲", "昌平商务")
    assert text.splitlines() == [
        "【接诉即办 到期提醒】李某组长您好：",
        "贵单位 2 件工单今日 24:00 到期，须今日办理答复：",
        "1. 热线-261203-003341 家政保姆离岗要求退费（未联系）",
        "2. 热线-261203-003346 月嫂服务未满要求退余款",
        "请于 18:00 前回复：是否已联系、能否按期办结、几点前给结果。第 1 件请先电话联系诉求人。",
        "昌平商务 12345 值守台 值班 值班员甲",
    ]


def test_the_spoken_words_group_digits_and_a_text_message_stays_one_paragraph():
    spoken = text_for(ReportChannel.TELEPHONE, FACTS, "甲", "昌平商务")
    assert "第 1 件，003 341，家政保姆离岗要求退费，还没有联系诉求人。" in spoken
    many = replace(FACTS, tickets=TICKETS * 4)
    assert text_message(many, "昌平商务").count("\n") == 0
    assert "等 8 件" in text_message(many, "昌平商务")


def test_the_leader_reads_whose_tickets_they_are_and_how_often_nobody_answered():
    text = text_for(ReportChannel.WECHAT, replace(FACTS, level=LEADER, unanswered=2), "", "")
    assert "家政专班 2 件工单" in text
    assert "此前 2 次催办未答复" in text


def test_tickets_that_end_at_different_times_say_their_own():
    other = replace(TICKETS[1], deadline_at=NOW - timedelta(hours=1))
    lines = text_for(ReportChannel.WECHAT, replace(FACTS, tickets=(TICKETS[0], other)), "", "").splitlines()
    assert lines[1] == "贵单位 2 件工单在办，其中 1 件已超期，须今日办理答复："
    assert lines[3].endswith("（已超期）")


@pytest.mark.parametrize(
    "title", ["王小明反映健身房不退费 13800000001", "张贴停业通知（诉求人王小明，电话13800000001）"]
)
def test_no_caller_and_no_number_is_in_a_title(title):
    plain = without_name(title, "王小明")
    assert "王小明" not in plain
    assert "13800000001" not in plain


def test_midnight_belongs_to_the_day_it_ends():
    assert time_words(MIDNIGHT, NOW) == "24:00"
    assert time_words(MIDNIGHT + timedelta(hours=9), NOW) == "明日 09:00"
    assert time_words(MIDNIGHT + timedelta(days=2), NOW) == "12-10 24:00"
