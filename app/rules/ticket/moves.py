"""The moves of a ticket: which verbs its status allows, where they lead, and why another is refused."""

from __future__ import annotations

import enum
from datetime import timedelta

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.ticket.states import STATUS_WORDS, TicketStatus

# For how long an act on a ticket may be undone.
TAKE_BACK_WITHIN = timedelta(minutes=10)
TAKE_BACK_MINUTES = TAKE_BACK_WITHIN // timedelta(minutes=1)


class TicketVerb(enum.StrEnum):
    """The verbs of a ticket. `SEND` sends its return; registering one leaves it where it stands."""

    SIGN = "sign"
    DISPATCH = "dispatch"
    WRITE_REPLY = "write-reply"
    SUBMIT_REPLY = "submit-reply"
    PASS_REPLY = "pass-reply"  # noqa: S105 - a reply is passed, no secret
    SEND_BACK_REPLY = "send-back-reply"
    RECORD_SURVEY = "record-survey"
    CLOSE = "close"
    REOPEN = "reopen"
    REWORK = "rework"
    REGISTER_RETURN = "register-return"
    SEND = "send"
    ACCEPT_RETURN = "accept-return"
    REFUSE_RETURN = "refuse-return"
    WITHDRAW_RETURN = "withdraw-return"


VERB_WORDS = {
    TicketVerb.SIGN: "签收",
    TicketVerb.DISPATCH: "派单",
    TicketVerb.WRITE_REPLY: "填写答复",
    TicketVerb.SUBMIT_REPLY: "提交答复",
    TicketVerb.PASS_REPLY: "通过答复",
    TicketVerb.SEND_BACK_REPLY: "退回答复",
    TicketVerb.RECORD_SURVEY: "记录回访",
    TicketVerb.CLOSE: "办结",
    TicketVerb.REOPEN: "重新打开",
    TicketVerb.REWORK: "转二次办理",
    TicketVerb.REGISTER_RETURN: "登记退单",
    TicketVerb.SEND: "提交退单",
    TicketVerb.ACCEPT_RETURN: "记录退单同意",
    TicketVerb.REFUSE_RETURN: "记录退单驳回",
    TicketVerb.WITHDRAW_RETURN: "撤回退单",
}

_TO_SIGN, _HANDLING, _TO_REVIEW = TicketStatus.TO_SIGN, TicketStatus.HANDLING, TicketStatus.TO_REVIEW
_TO_CALL_BACK, _CLOSED = TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED
_RETURNING, _RETURNED = TicketStatus.RETURNING, TicketStatus.RETURNED

_STEPS = {
    TicketVerb.SIGN: Step((_TO_SIGN,), _HANDLING),
    TicketVerb.DISPATCH: Step((_HANDLING,), _HANDLING),
    TicketVerb.WRITE_REPLY: Step((_HANDLING, _TO_REVIEW)),
    TicketVerb.SUBMIT_REPLY: Step((_HANDLING,), _TO_REVIEW),
    TicketVerb.PASS_REPLY: Step((_TO_REVIEW,), _TO_CALL_BACK),
    TicketVerb.SEND_BACK_REPLY: Step((_TO_REVIEW,), _HANDLING),
    TicketVerb.RECORD_SURVEY: Step((_TO_CALL_BACK, _CLOSED), _CLOSED),
    TicketVerb.CLOSE: Step((_HANDLING, _TO_REVIEW), _CLOSED),
    TicketVerb.REOPEN: Step((_CLOSED, _RETURNED), _HANDLING),
    TicketVerb.REWORK: Step((_TO_CALL_BACK, _CLOSED), _HANDLING),
    TicketVerb.REGISTER_RETURN: Step((_TO_SIGN, _HANDLING, _TO_REVIEW)),
    TicketVerb.SEND: Step((_TO_SIGN, _HANDLING, _TO_REVIEW), _RETURNING),
    TicketVerb.ACCEPT_RETURN: Step((_RETURNING,), _RETURNED),
    TicketVerb.REFUSE_RETURN: Step((_RETURNING,), goes_back=True),
    TicketVerb.WITHDRAW_RETURN: Step((_RETURNING,), goes_back=True),
}

_WHAT_FIRST = {
    _TO_SIGN: "请先签收",
    _HANDLING: "",
    _TO_REVIEW: "请先审核答复（通过或退回）",
    _TO_CALL_BACK: "请先回访，或转二次办理",
    _RETURNING: "请等退单有结果，或先撤回退单",
    _RETURNED: "如需办理，请重新打开",
    _CLOSED: "如需办理，请重新打开",
}

_OWN_SENTENCES = {
    (_HANDLING, TicketVerb.SIGN): "工单已经签收，正在办理",
    (_HANDLING, TicketVerb.PASS_REPLY): "还没有提交审核的答复",
    (_HANDLING, TicketVerb.SEND_BACK_REPLY): "还没有提交审核的答复",
    (_HANDLING, TicketVerb.RECORD_SURVEY): "答复审核通过后才能回访",
    (_TO_REVIEW, TicketVerb.SUBMIT_REPLY): "答复已在审核，请先审核（通过或退回）",
    (_TO_CALL_BACK, TicketVerb.CLOSE): "待回访的工单只能经有效回访、或按规则定为无法联系后办结",
    (_CLOSED, TicketVerb.CLOSE): "工单已经办结",
}


def _why_not(status: TicketStatus, verb: TicketVerb) -> Refusal:
    own = _OWN_SENTENCES.get((status, verb))
    if own is not None:
        return Refusal(own)
    first = _WHAT_FIRST[status]
    return Refusal(f"工单{STATUS_WORDS[status]}，不能{VERB_WORDS[verb]}" + (f"；{first}" if first else ""))


# A return that is refused or withdrawn leads back to where the ticket stood when it was sent.
TICKET_FLOW: Flow[TicketStatus, TicketVerb] = Flow(_STEPS, _why_not)
