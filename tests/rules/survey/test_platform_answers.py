"""The platform's words are read by the value map, and only what the rates count differently is a difference."""

from __future__ import annotations

import pytest

from app.rules.survey.platform_answers import contradict, differing, read_answer, was_valid
from app.rules.survey.states import Contacted, Satisfied, Solved


@pytest.mark.parametrize(
    ("question", "text", "meaning"),
    [
        ("contacted", "是", Contacted.YES),
        ("contacted", "未响应", Contacted.NO),
        ("contacted", "", None),
        ("contacted", "0", Contacted.NO),
        ("solved", " 部分 解决 ", Solved.PARTLY),
        ("solved", "未解决", Solved.NO),
        ("satisfied", "基本满意", Satisfied.MOSTLY),
        ("satisfied", "很不满意", Satisfied.UNSATISFIED),
        ("satisfied", "未评价", Satisfied.NO_OPINION),
        ("satisfied", "还行吧", None),
        ("satisfied", "比较满意", Satisfied.MOSTLY),
        ("satisfied", "很满意", Satisfied.SATISFIED),
        ("satisfied", "√", Satisfied.SATISFIED),
        ("satisfied", "拒绝评价", Satisfied.NO_OPINION),
        ("satisfied", "2-基本满意", Satisfied.MOSTLY),
        ("solved", "全部解决", Solved.YES),
        ("solved", "【未完全解决】", Solved.PARTLY),
        ("contacted", "已取得联系", Contacted.YES),
        ("contacted", "×", Contacted.NO),
    ],
)
def test_the_value_map(question, text, meaning):
    assert read_answer(question, text) is meaning


def test_a_difference_is_what_the_rates_count_differently():
    ours = {"contacted": Contacted.YES, "solved": Solved.PARTLY, "satisfied": Satisfied.SATISFIED}
    platform = {"contacted": "否", "solved": "未解决", "satisfied": "基本满意"}
    assert differing(ours, platform) == ("contacted", "satisfied")


def test_what_one_side_did_not_answer_is_no_difference():
    assert differing({"contacted": None, "solved": Solved.YES}, {"contacted": "是", "solved": "看情况"}) == ()


@pytest.mark.parametrize(
    ("answers", "valid"),
    [
        ({"valid": "是"}, True),
        ({"valid": "否", "contacted": "是", "solved": "是", "satisfied": "满意"}, False),
        ({"valid": "", "contacted": "未联系", "solved": "未解决", "satisfied": "不满意"}, True),
        ({"contacted": "是", "solved": "是", "satisfied": "未评价"}, False),
        ({"contacted": "是", "solved": "是", "satisfied": "还行吧"}, False),
        ({"contacted": "是", "solved": "", "satisfied": "满意"}, False),
        ({}, False),
    ],
)
def test_a_callback_is_valid_by_its_column_or_by_three_answers(answers, valid):
    assert was_valid(answers) is valid


@pytest.mark.parametrize(
    ("before", "after", "contradicts"),
    [
        ({"satisfied": "满意"}, {"satisfied": "很满意"}, False),
        ({"satisfied": "满意"}, {"satisfied": ""}, False),
        ({"satisfied": ""}, {"satisfied": "满意"}, False),
        ({"satisfied": "满意"}, {"satisfied": "基本满意"}, True),
        ({"valid": "是"}, {"valid": "有效"}, False),
        ({"valid": "否"}, {"valid": "是"}, True),
        ({"solved": "看情况"}, {"solved": " 看 情况"}, False),
        ({"solved": "看情况"}, {"solved": "再说"}, True),
    ],
)
def test_only_another_answer_contradicts(before, after, contradicts):
    assert contradict(before, after) is contradicts
