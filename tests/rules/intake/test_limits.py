"""Limits in words are read as days, spans or working days; anything else is none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.rules.intake.limits import read_limit
from app.rules.law.values import Limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("4天", Limit(days=4)),
        ("６ 日内", Limit(days=6)),
        ("十二天", Limit(days=12)),
        ("二十日", Limit(days=20)),
        ("两周", Limit(days=14)),
        ("3个自然日", Limit(days=3)),
        ("2个工作日", Limit(working_days=2)),
        ("派单后五个工作日内办结", Limit(working_days=5)),
        ("办理时限：3 个工作日", Limit(working_days=3)),
        ("72小时", Limit(span=timedelta(hours=72))),
        ("半小时", Limit(span=timedelta(minutes=30))),
        ("90分钟", Limit(span=timedelta(minutes=90))),
        ("36H", Limit(span=timedelta(hours=36))),
    ],
)
def test_a_limit_is_read(text: str, limit: Limit) -> None:
    assert read_limit(text) == limit


@pytest.mark.parametrize(
    "text", ["", "天", "0天", "500天", "三月", "急", "3", "半天", "2026-11-03", "3天或5天", "九十九百天" * 9]
)
def test_what_names_no_limit_is_none(text: str) -> None:
    assert read_limit(text) is None
