"""The platform's words are read by the value map, and only what the rates count differently is a difference."""

from __future__ import annotations

import pytest

from app.rules.survey.platform_answers import differing, read_answer
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
