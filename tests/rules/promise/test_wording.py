"""A promise is told from a rule, a wish, a condition and a report of what is done."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI, to_local
from app.rules.law.calendar import load_calendar
from app.rules.promise.states import PromiseKind
from app.rules.promise.wording import find_promises, promise_slots, slot_title, vague_promises

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "kind", "words", "due"),
    [
        ("经协调，商户承诺12月10日前退款。", PromiseKind.REFUND, "商户承诺12月10日前退款", "12-11 00:00"),
        (
            "商户同意三个工作日内将余额退还诉求人。",
            PromiseKind.REFUND,
            "商户同意三个工作日内将余额退还诉求人",
            "11-27 00:00",
        ),
        ("诉求人要求18:00后再联系", PromiseKind.CALL, "诉求人要求18:00后再联系", "11-23 18:00"),
        ("本周五前上门维修", PromiseKind.VISIT, "本周五前上门维修", "11-28 00:00"),
        ("我科将于明天答复诉求人", PromiseKind.REPLY, "我科将于明天答复诉求人", "11-25 00:00"),
        ("商户预计12月底前恢复营业", PromiseKind.OTHER, "商户预计12月底前恢复营业", "01-01 00:00"),
    ],
)
def test_a_promise_is_found_with_its_words_and_its_day(text: str, kind: PromiseKind, words: str, due: str) -> None:
    (found,) = find_promises(text, NOW, load_calendar())
    assert (found.kind, found.words, f"{to_local(found.due_at):%m-%d %H:%M}") == (kind, words, due)


@pytest.mark.parametrize(
    "text",
    [
        "根据《北京市单用途预付卡管理条例》第十五条，经营者应当自收到申请之日起5日内退款。",
        "商户已于11月20日退款1200元。",
        "诉求人要求3日内退款，商户表示无力退款",
        "如12月10日前未退款，可再次来电",
        "营业时间为9:00至21:00，有问题可联系",
        "市民称12月1日前不退款将起诉",
    ],
)
def test_rules_wishes_conditions_and_what_is_done_are_no_promises(text: str) -> None:
    assert find_promises(text, NOW, load_calendar()) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("经沟通，商户将尽快退款。", "商户将尽快退款"),
        ("商户承诺将余额退还。", "商户承诺将余额退还"),
        ("后续有结果将及时答复", "后续有结果将及时答复"),
    ],
)
def test_a_promise_without_a_day_is_vague(text: str, words: str) -> None:
    assert [each.words for each in vague_promises(text, NOW, load_calendar())] == [words]


@pytest.mark.parametrize(
    "text", ["商户承诺12月10日前退款。", "诉求人希望尽快退款，商户已于当日退清。", "下一步，我局将加强监管。"]
)
def test_what_has_a_day_or_promises_nothing_to_the_caller_is_not_vague(text: str) -> None:
    assert vague_promises(text, NOW, load_calendar()) == ()


def test_a_promise_for_a_day_rings_that_morning_that_afternoon_and_the_morning_after() -> None:
    midnight = datetime(2026, 12, 11, 0, 0, tzinfo=SHANGHAI)
    slots = [(name, f"{to_local(at):%m-%d %H:%M}") for name, at in promise_slots(7, midnight, exact=False)]
    assert slots == [("7:day", "12-10 09:00"), ("7:afternoon", "12-10 16:00"), ("7:over", "12-11 09:00")]


def test_a_promise_for_an_hour_rings_at_that_hour() -> None:
    at = datetime(2026, 11, 23, 18, 0, tzinfo=SHANGHAI)
    assert promise_slots(7, at, exact=True) == (("7:due", at),)
    assert slot_title("7:due") == "承诺的时间到了"
