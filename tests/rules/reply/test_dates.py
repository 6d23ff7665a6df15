"""Times of a reply that cannot all be true are found; those that can are left alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.rules.law.calendar import load_calendar
from app.rules.reply.dates import Times, contradictions


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


KNOWN = Times(
    dispatched_at=at("2026-11-20 09:00"),
    deadline_at=at("2026-11-26 00:00"),
    now=at("2026-11-23 16:00"),
    calls=(at("2026-11-20 14:00"),),
)
GOOD = {
    "contacted": "是",
    "contact_time": "2026-11-20 14:00 至 14:05",
    "solved_time": "2026-11-21 10:00",
    "satisfied_time": "2026-11-21 11:00",
    "result": "11月20日与诉求人电话沟通，商户已于11月21日退款，承诺12月10日前开票。诉求人3月5日购卡。",
}


def found(known: Times = KNOWN, **change: str) -> list[tuple[str, str]]:
    return [(each.field, each.why) for each in contradictions({**GOOD, **change}, known, load_calendar())]


def test_times_that_fit_are_left_alone() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"contact_time": "2026-11-19 10:00"}, "contact_time", "早于派单"),
        ({"solved_time": "2026-11-25 10:00"}, "solved_time", "还没有到"),
        ({"satisfied_time": "2026-11-20 18:00"}, "satisfied_time", "早于解决时间"),
        ({"contact_time": "2026-11-22 10:00"}, "contact_time", "没有联系记录"),
        ({"result": "11月25日已退款。"}, "result", "却还没有到"),
        ({"result": "11月18日联系诉求人。"}, "result", "早于派单"),
        ({"result": "11月22日回访诉求人。"}, "result", "不一致"),
    ],
)
def test_each_contradiction_says_where_and_why(change: dict[str, str], field: str, why: str) -> None:
    told = found(**change)
    assert told
    assert any(each[0] == field and why in each[1] for each in told)


def test_a_deadline_before_dispatch_is_the_tickets_own() -> None:
    known = Times(KNOWN.dispatched_at, at("2026-11-19 00:00"), KNOWN.now, KNOWN.calls)
    assert found(known)[0][0] == ""


def test_an_estimated_dispatch_makes_nothing_certain() -> None:
    known = Times(KNOWN.dispatched_at, None, KNOWN.now, KNOWN.calls, estimated=True)
    marks = list(contradictions({**GOOD, "contact_time": "2026-11-19 10:00"}, known, load_calendar()))
    assert [mark.sure for mark in marks if "早于派单" in mark.why] == [False]


def test_the_callers_own_call_to_the_shop_is_not_ours() -> None:
    assert found(result="诉求人11月1日联系商家退款未果。") == []
