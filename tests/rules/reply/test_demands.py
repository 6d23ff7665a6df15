"""What a caller asks for is found however it is written, and a reply that speaks of it is not suspected."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.rules.reply.demands import Demand, demands_in, may_be_unanswered


def words(content: str) -> list[str]:
    return [demand.words for demand in demands_in(content)]


@pytest.mark.parametrize(
    ("content", "demands"),
    [
        ("市民反映健身房停业，要求退还余额，并开具发票。", ["退还余额", "开具发票"]),
        ("诉求：1、退还押金；2、赔偿损失。", ["退还押金", "赔偿损失"]),
        ("市民投诉该店并要求退费，希望尽快处理。", ["退费"]),
        ("咨询该店何时恢复营业？", ["该店何时恢复营业?"]),
        ("要求商家赔礼道歉、更换冰箱。", ["商家赔礼道歉", "更换冰箱"]),
    ],
)
def test_each_demand_is_found(content: str, demands: list[str]) -> None:
    assert words(content) == demands


@pytest.mark.parametrize("content", ["希望相关部门尽快核实处理。", "要求尽快给予回复。", "该店环境整洁。", ""])
def test_what_any_reply_fulfils_is_no_demand(content: str) -> None:
    assert words(content) == []


def test_numbered_facts_are_no_demands() -> None:
    assert words("该卡经过：1、三月购卡；2、九月转店。") == []


@pytest.mark.parametrize(
    ("demand", "reply", "suspected"),
    [
        ("退还余额", "商户已将剩余款项退费到账", False),
        ("退还余额", "已督促商户整改，商户表示配合", True),
        ("开具发票", "票据已补开", False),
        ("更换同型号的冰箱", "冰箱已调换新机", False),
        ("取消自动续费", "自动续费功能已关闭", False),
        ("取消自动续费", "店长已向其致歉", True),
    ],
)
def test_a_reply_that_says_nothing_of_it_is_suspected(demand: str, reply: str, suspected: bool) -> None:
    assert may_be_unanswered(Demand(demand, 0), reply) is suspected


@example("一要一、？")
@given(st.text(alphabet="要求希望1、2；。，？（一）退费并开具发票\n", max_size=40))
def test_no_text_breaks_the_finder_and_a_demand_quoted_whole_is_answered(content: str) -> None:
    assert all(not may_be_unanswered(demand, content + demand.words) for demand in demands_in(content))
