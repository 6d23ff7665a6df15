"""Typical cases by rule: chosen right, told with the personal data masked, and none where no ticket meets a rule."""

from datetime import timedelta

from app.desk.paper.build import build
from app.rules.paper.kinds import PaperKind
from tests.desk.conftest import take_in

__all__ = ["take_in"]


def _cases(desk) -> list[str]:
    paper = build(desk, kind=PaperKind.MONTHLY, period="month:2026-12")
    (section,) = [section for section in paper.sections if section.heading == "典型案例"]
    return [block.text for block in section.blocks]


def _answers(first: str, last: str) -> dict[str, str]:
    whole = {"valid": "是", "contacted": "是", "solved": "是"}
    return {
        **{f"platform_{name}": word for name, word in whole.items()},
        **{f"platform_first_{name}": word for name, word in whole.items()},
        "platform_satisfied": last,
        "platform_first_satisfied": first,
    }


def test_nothing_is_told_without_a_case(desk):
    assert _cases(desk) == ["本期没有符合规则的典型案例。"]


def test_each_rule_chooses_its_ticket_and_no_number_is_shown(desk, still, take_in):
    still.advance(timedelta(days=3))
    for number, phone in (("甲-1", "19900000001"), ("甲-2", "19900000002"), ("甲-3", "19900000003")):
        take_in(number, merchant="某动健身", phones=phone, content=f"健身房关门，请回电{phone}。")
    for place in range(4):
        take_in(f"乙-{place}", merchant="某洗衣店", phones="19900000009", content="洗坏衣服，只赔200元")
    take_in("丙-1", merchant="", content="年卡余额3.5万元不退", **_answers("不满意", "不满意"))
    take_in("丁-1", merchant="", content="已经退费12元", **_answers("不满意", "满意"))
    still.advance(timedelta(hours=1))
    told = _cases(desk)
    assert [text.split("。")[0] for text in told] == [
        "1.来电人最多",
        "2.涉及金额大",
        "3.两次回访均不满意，共1件",
        "4.经再次办理由不满意转为满意，共1件",
    ]
    assert "“某动健身”的来电人3人，工单3件" in told[0]
    assert "甲-3" in told[0]
    assert "199****0003" in told[0]
    assert "3.5万元" in told[1]
    assert "丙-1" in told[1]
    assert "丙-1" in told[2]
    assert "丁-1" in told[3]
    assert not [text for text in told if "1990000000" in text]
