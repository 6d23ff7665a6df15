"""The procedure of one return (退单): which step may follow which, by when it is answered, how often it is allowed."""

from __future__ import annotations

import enum
from datetime import datetime

from app.rules.law.calendar import Calendar
from app.rules.law.clock_rules import ClockRules
from app.rules.law.clocks import Urgency
from app.rules.returns.states import RETURN_STATE_WORDS, ReturnDirection, ReturnState
from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.ticket.deadlines import limit_end


class ReturnVerb(enum.StrEnum):
    """The verbs of a return.

    `REFUSE_FINALLY` is the refusal of the last request a ticket may have; `RESEND` begins the next request, a new
    draft. `AGREE` and `DECLINE` answer a department that asks us to take a ticket back.
    """

    SEND = "send"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REFUSE_FINALLY = "refuse-finally"
    WITHDRAW = "withdraw"
    RESEND = "resend"
    AGREE = "agree"
    DECLINE = "decline"


RETURN_VERB_WORDS = {
    ReturnVerb.SEND: "提交",
    ReturnVerb.ACCEPT: "同意",
    ReturnVerb.REFUSE: "驳回",
    ReturnVerb.REFUSE_FINALLY: "终局驳回",
    ReturnVerb.WITHDRAW: "撤回",
    ReturnVerb.RESEND: "再次申请",
    ReturnVerb.AGREE: "接回",
    ReturnVerb.DECLINE: "不同意退回",
}

UNDER_WAY = frozenset({ReturnState.DRAFT, ReturnState.SENT})
WAITING = frozenset({ReturnState.SENT, ReturnState.RECEIVED})
# The states of a refused request of ours.
REFUSALS = frozenset({ReturnState.REFUSED, ReturnState.FINAL})
FIRST_TAKER = "按首接负责制由本单位办理"

# The first state of a return.
FIRST_STATES = {ReturnDirection.OURS: ReturnState.DRAFT, ReturnDirection.TO_US: ReturnState.RECEIVED}

_STEPS = {
    ReturnVerb.SEND: Step((ReturnState.DRAFT,), ReturnState.SENT),
    ReturnVerb.ACCEPT: Step((ReturnState.SENT,), ReturnState.ACCEPTED),
    ReturnVerb.REFUSE: Step((ReturnState.SENT,), ReturnState.REFUSED),
    ReturnVerb.REFUSE_FINALLY: Step((ReturnState.SENT,), ReturnState.FINAL),
    ReturnVerb.WITHDRAW: Step((ReturnState.DRAFT, ReturnState.SENT, ReturnState.RECEIVED), ReturnState.WITHDRAWN),
    ReturnVerb.RESEND: Step((ReturnState.REFUSED, ReturnState.WITHDRAWN), ReturnState.DRAFT),
    ReturnVerb.AGREE: Step((ReturnState.RECEIVED,), ReturnState.AGREED),
    ReturnVerb.DECLINE: Step((ReturnState.RECEIVED,), ReturnState.DECLINED),
}


def _why_not(state: ReturnState, verb: ReturnVerb) -> Refusal:
    allowed = [RETURN_VERB_WORDS[other] for other in RETURN_FLOW.verbs(state)]
    hint = f"现在可以{'、'.join(allowed)}" if allowed else "该退单已经办结"
    if state is ReturnState.FINAL:
        hint = f"申请次数已用完，{FIRST_TAKER}"
    return Refusal(f"退单{RETURN_STATE_WORDS[state]}，不能{RETURN_VERB_WORDS[verb]}", hint)


RETURN_FLOW: Flow[ReturnState, ReturnVerb] = Flow(_STEPS, _why_not)


def due_at(sent_at: datetime, urgency: Urgency, rules: ClockRules, calendar: Calendar) -> datetime:
    """The deadline for the answer to a return that was sent.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    return limit_end(sent_at, rules.of(urgency).return_answer, calendar)


def request_refusal(count: int, rules: ClockRules) -> str:
    """Why a ticket may not be returned once more; empty when it may."""
    if count < rules.max_returns:
        return ""
    return f"该工单已申请退单 {count} 次，最多 {rules.max_returns} 次，{FIRST_TAKER}"


def refusing(count: int, rules: ClockRules) -> ReturnVerb:
    """The verb that refuses the last of `count` requests: the last request allowed is refused finally."""
    return ReturnVerb.REFUSE if count < rules.max_returns else ReturnVerb.REFUSE_FINALLY


def request_slots(return_id: int, received_at: datetime, due: datetime) -> tuple[tuple[str, datetime], ...]:
    """The moments at which a department's unanswered request is reminded of: half its time gone, and its end."""
    return ((f"{return_id}:half", received_at + (due - received_at) / 2), (f"{return_id}:due", due))
