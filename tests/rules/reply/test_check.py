"""Every kind of mark comes for its cause, says why and what to do, and is known again by its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.rules.contact.states import AttemptOutcome
from app.rules.law.calendar import load_calendar
from app.rules.reply.check import MARK_WORDS, CheckFacts, MarkKind, check_reply
from app.rules.reply.texts import shipped_phrases

CALLED = datetime(2026, 11, 20, 14, 0, tzinfo=SHANGHAI)
FACTS = CheckFacts(
    content="要求退还余额，并开具发票。",
    category="市场管理->单用途预付卡",
    phones=("13900000001",),
    dispatched_at=datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI),
    deadline_at=None,
    attempts=((CALLED, AttemptOutcome.REACHED),),
    now=datetime(2026, 11, 23, 16, 0, tzinfo=SHANGHAI),
    calendar=load_calendar(),
    phrases=shipped_phrases(),
)
GOOD = {
    "contacted": "是",
    "solved": "解决",
    "contact_time": "2026-11-20 14:00 至 14:05",
    "basis": "《北京市单用途预付卡管理条例》第十五条",
    "result": "经协调，商户已于11月21日退还余额并开具发票，诉求人表示认可。",
}


def kinds(facts: CheckFacts = FACTS, **change: str) -> dict[MarkKind, bool]:
    return {mark.kind: mark.hard for mark in check_reply({**GOOD, **change}, facts)}


def test_a_good_reply_has_no_mark() -> None:
    assert kinds() == {}


@pytest.mark.parametrize(
    ("change", "kind", "hard"),
    [
        ({"solved": ""}, MarkKind.FORM, True),
        ({"contacted": "否", "contact_time": ""}, MarkKind.NO_CONTACT, True),
        ({"result": "经协调，商户已于11月21日退还余额，诉求人认可。"}, MarkKind.POINT, False),
        ({"contact_time": "2026-11-19 14:00"}, MarkKind.DATES, True),
        ({"basis": ""}, MarkKind.BASIS, True),
        ({"basis": "按有关规定"}, MarkKind.BASIS, True),
        ({"result": GOOD["result"] + "商户将尽快维修。"}, MarkKind.PROMISE, True),
        ({"result": GOOD["result"] + "电话13800009999。"}, MarkKind.PRIVACY, True),
        ({"result": GOOD["result"] + "负责人张建国表示歉意。"}, MarkKind.PRIVACY, False),
        ({"result": GOOD["result"] + "爱莫能助。"}, MarkKind.FORBIDDEN, True),
        ({"result": GOOD["result"] + "请自行协商。"}, MarkKind.COLD, False),
        ({"result": "已退余额，已开发票。"}, MarkKind.LENGTH, False),
        ({"off_volume": "网络平台"}, MarkKind.PLATFORM, True),
    ],
)
def test_each_cause_brings_its_mark_alone(change: dict[str, str], kind: MarkKind, hard: bool) -> None:
    assert kinds(**change) == {kind: hard}


def test_the_record_decides_about_contact() -> None:
    nobody = replace(FACTS, attempts=())
    unreached = replace(FACTS, attempts=((CALLED, AttemptOutcome.NO_ANSWER),))
    assert MarkKind.NO_CONTACT in kinds(nobody)
    assert MarkKind.NO_CONTACT in kinds(unreached)
    assert kinds(unreached, contacted="否", contact_time="") == {}


def test_the_same_text_elsewhere_is_said_with_its_count() -> None:
    marks = check_reply(GOOD, replace(FACTS, same_text=3))
    assert [mark.why for mark in marks] == ["另有 3 件工单用了同样的承办结果"]


def test_hard_marks_stand_first_and_each_explains_itself() -> None:
    marks = check_reply({"result": "请自行协商，商户将尽快退款。"}, FACTS)
    assert [mark.hard for mark in marks] == sorted((mark.hard for mark in marks), reverse=True)
    assert all(mark.why and mark.advice and MARK_WORDS[mark.kind] for mark in marks)


def test_a_mark_keeps_its_key_while_its_words_stand_and_loses_it_with_them() -> None:
    def key(text: str) -> str:
        return next(mark.key for mark in check_reply({**GOOD, "result": text}, FACTS) if mark.kind is MarkKind.PROMISE)

    assert key(GOOD["result"] + "商户将尽快维修。") == key("补充。" + GOOD["result"] + "商户将尽快维修。")
    assert key(GOOD["result"] + "商户将尽快维修。") != key(GOOD["result"] + "商户将尽快换货。")
