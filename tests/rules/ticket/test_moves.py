import itertools

import pytest

from app.rules.shared.flow import IllegalMove
from app.rules.ticket.moves import TICKET_FLOW, VERB_WORDS, TicketVerb
from app.rules.ticket.states import TicketStatus

ALLOWED = {
    ("to-sign", "sign"): "handling",
    ("to-sign", "register-return"): "to-sign",
    ("to-sign", "send"): "returning",
    ("handling", "dispatch"): "handling",
    ("handling", "write-reply"): "handling",
    ("handling", "submit-reply"): "to-review",
    ("handling", "close"): "closed",
    ("handling", "register-return"): "handling",
    ("handling", "send"): "returning",
    ("to-review", "write-reply"): "to-review",
    ("to-review", "pass-reply"): "to-call-back",
    ("to-review", "send-back-reply"): "handling",
    ("to-review", "close"): "closed",
    ("to-review", "register-return"): "to-review",
    ("to-review", "send"): "returning",
    ("to-call-back", "record-survey"): "closed",
    ("closed", "record-survey"): "closed",
    ("to-call-back", "rework"): "handling",
    ("returning", "accept-return"): "returned",
    ("returning", "refuse-return"): "handling",
    ("returning", "withdraw-return"): "handling",
    ("returned", "reopen"): "handling",
    ("closed", "reopen"): "handling",
    ("closed", "rework"): "handling",
}
EVERY_MOVE = list(itertools.product(TicketStatus, TicketVerb))


@pytest.mark.parametrize(("status", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_verbs_lead_where_the_life_of_a_ticket_says(status: TicketStatus, verb: TicketVerb) -> None:
    assert TICKET_FLOW.allows(status, verb)
    assert TICKET_FLOW.refusal(status, verb) == ""
    back = TicketStatus.HANDLING if status is TicketStatus.RETURNING else None
    assert TICKET_FLOW.after(status, verb, back) == ALLOWED[status, verb]


@pytest.mark.parametrize(("status", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_verb_is_refused_with_a_sentence(status: TicketStatus, verb: TicketVerb) -> None:
    assert not TICKET_FLOW.allows(status, verb)
    assert len(TICKET_FLOW.refusal(status, verb)) >= 6
    with pytest.raises(IllegalMove, match=r"工单|答复|回访"):
        TICKET_FLOW.after(status, verb)


def test_every_allowed_verb_of_the_table_is_a_verb_and_every_verb_is_allowed_somewhere() -> None:
    assert {verb for _, verb in ALLOWED} == set(TicketVerb) == set(VERB_WORDS)


@pytest.mark.parametrize("verb", ["refuse-return", "withdraw-return"])
@pytest.mark.parametrize("stood_at", ["to-sign", "handling", "to-review"])
def test_a_return_that_comes_to_nothing_leads_back_to_where_the_ticket_stood(verb: str, stood_at: str) -> None:
    assert TICKET_FLOW.after(TicketStatus.RETURNING, TicketVerb(verb), TicketStatus(stood_at)) == stood_at


def test_where_the_ticket_stood_does_not_bend_other_verbs() -> None:
    assert (
        TICKET_FLOW.after(TicketStatus.RETURNING, TicketVerb.ACCEPT_RETURN, TicketStatus.TO_SIGN)
        is TicketStatus.RETURNED
    )
    assert (
        TICKET_FLOW.after(TicketStatus.TO_REVIEW, TicketVerb.WRITE_REPLY, TicketStatus.TO_SIGN)
        is TicketStatus.TO_REVIEW
    )


@pytest.mark.parametrize(
    ("status", "verb", "sentence"),
    [
        (TicketStatus.TO_SIGN, "dispatch", "工单待签收，不能派单；请先签收"),
        (TicketStatus.HANDLING, "sign", "工单已经签收，正在办理"),
        (TicketStatus.HANDLING, "pass-reply", "还没有提交审核的答复"),
        (TicketStatus.HANDLING, "reopen", "工单办理中，不能重新打开"),
        (TicketStatus.RETURNING, "submit-reply", "工单退单中，不能提交答复；请等退单有结果，或先撤回退单"),
        (TicketStatus.TO_CALL_BACK, "close", "待回访的工单只能经有效回访、或按规则定为无法联系后办结"),
    ],
)
def test_a_refusal_says_what_to_do_first(status: TicketStatus, verb: str, sentence: str) -> None:
    assert TICKET_FLOW.refusal(status, TicketVerb(verb)) == sentence


@pytest.mark.parametrize("status", TicketStatus)
def test_the_verbs_of_a_status_are_those_it_allows(status: TicketStatus) -> None:
    assert set(TICKET_FLOW.verbs(status)) == {TicketVerb(verb) for at, verb in ALLOWED if at == status}
