"""The reply form as data: its fields in the platform's order, limits, conditions and fields of two times."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI, to_local
from app.rules.reply.form import (
    BadSpan,
    cleaned,
    differing,
    form_problems,
    read_span,
    reply_fields,
    send_back_reasons,
    span_words,
    text_hash,
)

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=SHANGHAI)
GOOD = {
    "contacted": "是",
    "solved": "解决",
    "contact_time": "2026-11-22 10:05 至 10:12",
    "basis": "《民法典》第五百零九条",
    "result": "已退款。",
}


def test_the_fields_stand_in_the_platforms_order() -> None:
    words = [field.words for field in reply_fields()]
    assert words[:5] == ["是否联系", "是否解决", "是否满意", "是否属实", "联系时间"]
    assert words[-2:] == ["附件", "承办结果"]
    assert len(words) == len(set(words)) == 26


def test_every_condition_names_a_field_and_values_it_can_take() -> None:
    options = {field.name: field.options for field in reply_fields()}
    conditions = [field.when for field in reply_fields() if field.when is not None]
    assert conditions
    assert all(set(values) <= set(options[name]) for name, values in conditions)


def test_a_filled_form_has_no_problems() -> None:
    assert form_problems(GOOD, NOW) == {}


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"solved": ""}, "solved", "请填写是否解决"),
        ({"solved": "差不多"}, "solved", "应为：解决、部分解决、未解决"),
        ({"basis": "依" * 1001}, "basis", "不超过 1000 字，现在 1001 字"),
        ({"contact_time": "昨天"}, "contact_time", "联系时间："),
        ({"met": "是"}, "met_where", "请填写见面时间、地点"),
        ({"off_tag": "挂账"}, "off_kind", "请填写剔除挂账类型"),
    ],
)
def test_a_problem_stands_at_its_field(change: dict[str, str], field: str, told: str) -> None:
    problems = form_problems({**GOOD, **change}, NOW)
    assert list(problems) == [field]
    assert told in problems[field]


def test_a_field_that_is_not_asked_for_is_no_problem() -> None:
    told = {**GOOD, "contacted": "否", "contact_time": ""}
    assert form_problems(told, NOW) == {}


def test_two_times_are_read_in_the_ways_they_are_written() -> None:
    for text in ("2026-11-22 10:05 至 2026-11-22 10:12", "2026-11-22 10:05到10:12", "2026年11月22日10时05分 至 10:12"):
        span = read_span(text, NOW)
        assert span is not None
        assert [f"{to_local(at):%H:%M}" for at in (span.start, span.end)] == ["10:05", "10:12"]
    assert read_span(" ", NOW) is None
    span = read_span("2026-11-22 10:05", NOW)
    assert span is not None
    assert span.start == span.end
    assert read_span(span_words(span.start, span.end), NOW) == span


@pytest.mark.parametrize("text", ["2026-11-22 10:12 至 10:05", "明天", "2026-11-22 至 2026-11-23 至 2026-11-24"])
def test_two_times_that_make_no_sense_are_said_to(text: str) -> None:
    with pytest.raises(BadSpan):
        read_span(text, NOW)


def test_what_is_kept_has_no_blanks_and_no_unknown_fields() -> None:
    assert cleaned({"leader": " 张某 ", "head": " ", "nonsense": "x"}) == {"leader": "张某"}


def test_two_versions_differ_field_by_field_in_the_forms_order() -> None:
    mine, theirs = {"result": "甲", "leader": "张某"}, {"result": "乙", "leader": "张某 ", "head": "李某"}
    assert list(differing(mine, theirs).items()) == [("head", ("", "李某")), ("result", ("甲", "乙"))]


def test_the_same_words_with_other_numbers_are_the_same_text() -> None:
    one, other = "经核实，商户于11月20日退款1200元，请知悉。", "经核实，商户于12月1日退款88元。请知悉"
    assert text_hash(one) == text_hash(other) != ""
    assert text_hash("已退款") == ""


def test_the_reasons_for_sending_back_have_codes_of_their_own() -> None:
    assert len(send_back_reasons()) == 9
    assert send_back_reasons()["basis"] == "缺少办理依据"
