from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.passing import reads as passing_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.returns import advice as returns_advice
from app.rules.law.clocks import ClockName
from app.rules.returns.states import ReturnGround, ReturnState

OPERATOR = Person("值班员甲")
GROUND = ReturnGround.NOT_OUR_REMIT


@pytest.fixture
def ticket(desk, take_in):
    def make(category="健身卡"):
        made = take_in(category_1="市场管理", category_2="单用途预付卡", category_3=category)
        sign.sign(desk, person=OPERATOR, ticket_ids=[made])
        return made

    return make


@pytest.fixture
def asked(desk, still):
    def make(ticket, *, accept, unit="区体育局", ground=GROUND, basis="派单目录 3.2 健身行业"):
        case = returns_acts.register(
            desk, person=OPERATOR, ticket_id=ticket, ground=ground, basis=basis, suggested_unit=unit
        ).result
        returns_acts.send(desk, person=OPERATOR, return_id=case.id)
        still.advance(timedelta(hours=3))
        if accept:
            return returns_acts.accept(desk, person=OPERATOR, return_id=case.id).result
        return returns_acts.refuse(desk, person=OPERATOR, return_id=case.id, note="应由你单位办理").result

    return make


def advise(desk, ticket, unit="区体育局", ground=GROUND):
    return returns_advice.advise(desk, ticket_id=ticket, unit=unit, ground=ground)


def test_without_a_past_the_adviser_says_so(desk, ticket):
    told = advise(desk, ticket(), unit="")
    assert told.sentence == "没有可参考的退单记录"
    assert any("建议承办单位" in warning for warning in told.warnings)


def test_past_requests_of_the_same_kind_show_their_results_and_accepted_words(desk, ticket, asked):
    for accept in (True, True, False):
        asked(ticket(), accept=accept)
    told = advise(desk, ticket())
    assert told.scope == "同类别、同单位、同理由"
    assert (len(told.past), told.accepted) == (3, 2)
    assert told.texts == ("派单目录 3.2 健身行业",)
    assert "67%" in told.sentence


def test_with_too_few_of_the_same_kind_the_wider_circle_speaks(desk, ticket, asked):
    for category in ("美发卡", "洗车卡", "健身卡"):
        asked(ticket(category), accept=True)
    assert advise(desk, ticket()).scope == "同大类、同单位、同理由"


def test_hours_already_lost_and_the_last_request_are_named(desk, ticket, asked):
    lost = ticket()
    asked(lost, accept=False)
    told = advise(desk, lost, unit="区文旅局")
    assert (told.hours_lost, told.left) == (3.0, 1)
    assert any("最后一次" in warning for warning in told.warnings)
    assert any("已被驳回 1 次" in warning for warning in told.warnings)


def test_asking_the_same_unit_again_after_another_had_it_is_a_warning_of_to_and_fro(desk, ticket, asked):
    lost = ticket()
    asked(lost, accept=False)
    told = advise(desk, lost)
    assert "区体育局 → 本单位 → 区体育局" in told.warnings[0]


def test_the_second_refusal_is_final_and_opens_a_buck_passing_case(desk, ticket, asked):
    lost = ticket()
    assert asked(lost, accept=False).state is ReturnState.REFUSED
    assert asked(lost, accept=False, unit="区文旅局").state is ReturnState.FINAL
    (case,) = passing_reads.listing(desk)
    assert case.why == "退单已第 2 次被驳回"
    assert case.parties == ("本单位", "区体育局", "区文旅局")
    text = passing_reads.brief(desk, case_id=case.id).text
    assert "首接负责制" in text
    assert text.count("退单被驳回") == 2
    assert "次数已用完" in advise(desk, lost).warnings[0]


def test_a_sent_return_is_reminded_of_before_and_at_the_end_of_its_answer(desk, ticket):
    made = ticket()
    case = returns_acts.register(
        desk, person=OPERATOR, ticket_id=made, ground=GROUND, basis="目录", suggested_unit="区体育局"
    ).result
    sent = returns_acts.send(desk, person=OPERATOR, return_id=case.id).result
    slots = [row for row in reminder_acts.ledger(desk, ticket_id=made) if row.clock is ClockName.RETURN]
    assert [(row.slot, row.planned_at) for row in slots] == [
        ("-60min", sent.due_at - timedelta(hours=1)),
        ("end", sent.due_at),
    ]
