import itertools

import pytest

from app.rules.moves import VERB_WORDS, TicketVerb, may_move, refusal, status_after
from app.rules.states import TicketStatus

ALLOWED = {
    ("to-sign", "sign"): "handling",
    ("to-sign", "register_return"): "to-sign",
    ("to-sign", "send"): "returning",
    ("handling", "take_back"): "to-sign",
    ("handling", "dispatch"): "handling",
    ("handling", "write_reply"): "handling",
    ("handling", "submit_reply"): "to-review",
    ("handling", "close"): "closed",
    ("handling", "register_return"): "handling",
    ("handling", "send"): "returning",
    ("to-review", "write_reply"): "to-review",
    ("to-review", "pass_reply"): "to-call-back",
    ("to-review", "send_back_reply"): "handling",
    ("to-review", "close"): "closed",
    ("to-review", "register_return"): "to-review",
    ("to-review", "send"): "returning",
    ("to-call-back", "record_survey"): "closed",
    ("closed", "record_survey"): "closed",
    ("to-call-back", "rework"): "handling",
    ("returning", "accept_return"): "returned",
    ("returning", "refuse_return"): "handling",
    ("returning", "withdraw_return"): "handling",
    ("returned", "reopen"): "handling",
    ("closed", "reopen"): "handling",
    ("closed", "rework"): "handling",
}
EVERY_MOVE = list(itertools.product(TicketStatus, TicketVerb))


@pytest.mark.parametrize(("status", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_verbs_lead_where_the_life_of_a_ticket_says(status: TicketStatus, verb: TicketVerb) -> None:
    assert may_move(status, verb)
    assert refusal(status, verb) == ""
    assert status_after(status, verb) == ALLOWED[status, verb]


@pytest.mark.parametrize(("status", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_verb_is_refused_with_a_sentence(status: TicketStatus, verb: TicketVerb) -> None:
    assert not may_move(status, verb)
    assert len(refusal(status, verb)) >= 6
    with pytest.raises(ValueError, match=r"工单|答复|回访"):
        status_after(status, verb)


def test_every_allowed_verb_of_the_table_is_a_verb_and_every_verb_is_allowed_somewhere() -> None:
    assert {verb for _, verb in ALLOWED} == set(TicketVerb) == set(VERB_WORDS)


@pytest.mark.parametrize("verb", ["refuse_return", "withdraw_return"])
@pytest.mark.parametrize("stood_at", ["to-sign", "handling", "to-review"])
def test_a_return_that_comes_to_nothing_leads_back_to_where_the_ticket_stood(verb: str, stood_at: str) -> None:
    assert status_after(TicketStatus.RETURNING, verb, TicketStatus(stood_at)) == stood_at


def test_where_the_ticket_stood_does_not_bend_other_verbs() -> None:
    assert status_after(TicketStatus.RETURNING, "accept_return", TicketStatus.TO_SIGN) is TicketStatus.RETURNED
    assert status_after(TicketStatus.TO_REVIEW, "write_reply", TicketStatus.TO_SIGN) is TicketStatus.TO_REVIEW


@pytest.mark.parametrize(
    ("status", "verb", "sentence"),
    [
        (TicketStatus.TO_SIGN, "dispatch", "工单待签收，不能派单；请先签收"),
        (TicketStatus.HANDLING, "sign", "工单已经签收，正在办理"),
        (TicketStatus.HANDLING, "pass_reply", "还没有提交审核的答复"),
        (TicketStatus.HANDLING, "reopen", "工单办理中，不能重新打开"),
        (TicketStatus.RETURNING, "submit_reply", "工单退单中，不能提交答复；请等退单有结果，或先撤回退单"),
        (TicketStatus.TO_CALL_BACK, "close", "待回访的工单只能经有效回访、或按规则定为无法联系后办结"),
    ],
)
def test_a_refusal_says_what_to_do_first(status: TicketStatus, verb: str, sentence: str) -> None:
    assert refusal(status, verb) == sentence


def test_an_unknown_verb_is_a_mistake_of_the_program() -> None:
    for ask in (may_move, refusal, status_after):
        with pytest.raises(ValueError, match="vanish"):
            ask(TicketStatus.HANDLING, "vanish")
