"""The values of a column speak for a guess, against it, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.rules.intake.evidence import Fit, counts_rows, judge

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
TIMES = ["2026-11-20 09:30:00", "2026/11/21 8:05", "2026年11月22日 10时"]
SENTENCES = ["市民反映某健身馆停业，要求退费。", "来电人称某超市销售过期食品。", "反映某家政公司不退中介费。"]


@pytest.mark.parametrize(
    ("field", "cells", "fit"),
    [
        ("dispatched_at", TIMES, Fit.SUPPORTS),
        ("dispatched_at", [datetime(2026, 11, 20, 9, 30)], Fit.SUPPORTS),  # noqa: DTZ001
        ("dispatched_at", [46_346.5], Fit.SUPPORTS),
        ("dispatched_at", [3, 5, 7], Fit.CONTRADICTS),
        ("dispatched_at", ["3天", "5天"], Fit.CONTRADICTS),
        ("dispatched_at", ["坐席甲"], Fit.CONTRADICTS),
        ("dispatched_at", [*TIMES * 3, "待定"], Fit.SUPPORTS),
        ("closed_at", ["2027-01-20 18:00:00", "2027-01-21 18:00:00"], Fit.CONTRADICTS),
        ("deadline_at", ["3天", "48小时", "5个工作日"], Fit.SUPPORTS),
        ("deadline_at", TIMES, Fit.SUPPORTS),
        ("deadline_at", ["已签收", "未签收"], Fit.CONTRADICTS),
        ("number", ["CP001", "CP002", "CP003"], Fit.SUPPORTS),
        ("number", ["20261126-1", "20261126-2"], Fit.SUPPORTS),
        ("number", [1, 2, 3], Fit.CONTRADICTS),
        ("number", ["13800000021", "13900000022"], Fit.CONTRADICTS),
        ("number", ["A类0001", "A类0001", "A类0001"], Fit.CONTRADICTS),
        ("number", TIMES, Fit.CONTRADICTS),
        ("number", SENTENCES, Fit.CONTRADICTS),
        ("phones", ["13800000021", "保密", "010-69700001"], Fit.SUPPORTS),
        ("phones", ["138****0021"], Fit.SUPPORTS),
        ("phones", ["甲", "乙"], Fit.CONTRADICTS),
        ("caller", ["赵某", "钱女士"], Fit.SUPPORTS),
        ("caller", ["13800000021"], Fit.CONTRADICTS),
        ("caller", ["某某餐饮有限公司"] * 6, Fit.CONTRADICTS),
        ("content", SENTENCES, Fit.SUPPORTS),
        ("content", ["小区底商夜间噪音"], Fit.SUPPORTS),
        ("content", ["投诉", "咨询"] * 6, Fit.CONTRADICTS),
        ("content", TIMES[:1], Fit.CONTRADICTS),
        ("status", ["待签收", "办理中", "已办结"], Fit.SUPPORTS),
        ("status", ["正常", "黄牌", "红牌"], Fit.CONTRADICTS),
        ("urgency", ["紧急", "一般"], Fit.SUPPORTS),
        ("urgency", ["餐饮", "零售"], Fit.CONTRADICTS),
        ("street", ["沙河镇", "霍营街道"], Fit.SUPPORTS),
        ("street", ["昌平区"], Fit.CONTRADICTS),
        ("unit", ["区商务局", "某某物业"], Fit.SUPPORTS),
        ("unit", ["餐饮", "零售"], Fit.CONTRADICTS),
        ("merchant", ["示例健身馆", "某某餐饮有限公司"], Fit.SUPPORTS),
        ("merchant", ["区商务局", "沙河镇", "区体育局"], Fit.CONTRADICTS),
        ("type", ["投诉", "举报", "咨询类"], Fit.SUPPORTS),
        ("category", ["投诉", "举报", "咨询类"], Fit.CONTRADICTS),
        ("category", ["单用途预付卡", "家政服务"], Fit.SUPPORTS),
        ("nature", ["私企", "国企"], Fit.CONTRADICTS),
        ("source", ["12345/区级"], Fit.SUPPORTS),
        ("platform_solved", ["已解决", "未解决"], Fit.SUPPORTS),
        ("platform_solved", ["市民反映某店不退卡"], Fit.CONTRADICTS),
        ("title", ["", None, "无"], Fit.SILENT),
    ],
)
def test_values_speak_for_or_against_a_guess(field: str, cells: list[object], fit: Fit) -> None:
    assert judge(field, cells, NOW) is fit


def test_a_column_that_counts_the_rows_is_told_from_numbers() -> None:
    assert counts_rows([1, 2, 3])
    assert counts_rows(["7", "8.0", 9])
    assert not counts_rows(["1", "3", "4"])
    assert not counts_rows(["20261120001", "20261120002"])
    assert not counts_rows([])


@pytest.mark.parametrize("sign", ["13", "1,", "*", "0-", "（", "镇", "2026-"])
def test_a_hostile_cell_is_judged_by_its_beginning(sign: str) -> None:
    for field in ("number", "phones", "street", "unit", "content", "dispatched_at", "community", "merchant"):
        assert judge(field, [sign * 400_000] * 3, NOW) in Fit
