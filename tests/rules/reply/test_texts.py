"""Other people's data and phrases: what is sure is marked, the caller's own number and offices' lines are not."""

from __future__ import annotations

import pytest

from app.rules.reply.texts import exposed, phrases_in, phrases_with, shipped_phrases

OWN = ("13900000001",)


@pytest.mark.parametrize(
    ("text", "what", "masked"),
    [
        ("店长电话13800009999。", "他人手机号", "138****9999"),
        ("身份证110114199003071234。", "身份证号", "110114********1234"),
        ("退至6222021234567890123。", "银行卡号", "尾号0123"),
        ("负责人张建国表示同意", "他人姓名", "张某"),
    ],
)
def test_each_kind_of_data_is_found_with_its_mask(text: str, what: str, masked: str) -> None:
    (found,) = exposed(text, OWN)
    assert (found.what, found.masked) == (what, masked)


@pytest.mark.parametrize(
    "text",
    [
        "来电号码13900000001",
        "咨询电话010-69700001",
        "客服4001234567",
        "负责人王某到场",
        "经理于11月20日到场",
        "工单20261123000001",
    ],
)
def test_what_may_stand_in_a_reply_is_left_alone(text: str) -> None:
    assert list(exposed(text, OWN)) == []


def test_phrases_are_found_with_their_places() -> None:
    assert list(phrases_in("此事爱莫能助", shipped_phrases().forbidden)) == [("爱莫能助", 2)]


def test_a_desk_adds_and_takes_out_phrases() -> None:
    told = phrases_with("敬请谅解、-爱莫能助，-请自行")
    assert "敬请谅解" in told.forbidden
    assert "爱莫能助" not in told.forbidden
    assert "请自行" not in told.cold
