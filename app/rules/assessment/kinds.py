"""The register of what the client wrote about the service: its kinds, their life, and the strikes that end it."""

from __future__ import annotations

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class AssessmentKind(Worded):
    """A strike (扣罚) counts towards the end of the contract; the others are on record."""

    STRIKE = "strike", "书面扣罚"
    RESULT = "result", "考核结果"
    NOTICE = "notice", "通报"
    COMPLAINT = "complaint", "服务投诉"


class AssessmentState(Worded):
    """An entry holds until it is withdrawn because it was wrong, or revoked because the client took it back."""

    HOLDS = "holds", "有效"
    REVOKED = "revoked", "已撤销"
    WITHDRAWN = "withdrawn", "已撤回"


class AssessmentVerb(Worded):
    """The verbs of an entry."""

    OBJECT = "object", "提出异议"
    ACCEPT = "accept", "不提异议"
    REVOKE = "revoke", "委托方撤销"
    WITHDRAW = "withdraw", "撤回登记"


class Objection(Worded):
    """What was decided about objecting."""

    OPEN = "open", "待定"
    OBJECTED = "objected", "已提异议"
    ACCEPTED = "accepted", "不提异议"


_HOLDS = AssessmentState.HOLDS
_SENTENCES = {
    AssessmentState.HOLDS: "仍然有效",
    AssessmentState.REVOKED: "委托方已经撤销",
    AssessmentState.WITHDRAWN: "登记已经撤回",
}


def _why_not(state: AssessmentState, _verb: AssessmentVerb) -> Refusal:
    return Refusal(_SENTENCES[state])


ASSESSMENT_FLOW: Flow[AssessmentState, AssessmentVerb] = Flow(
    {
        AssessmentVerb.OBJECT: Step((_HOLDS,)),
        AssessmentVerb.ACCEPT: Step((_HOLDS,)),
        AssessmentVerb.REVOKE: Step((_HOLDS,), AssessmentState.REVOKED),
        AssessmentVerb.WITHDRAW: Step((_HOLDS,), AssessmentState.WITHDRAWN),
    },
    _why_not,
)


def warning_words(strikes: int, limit: int) -> str:
    """The loud warning from the first strike on; empty without one."""
    if not strikes:
        return ""
    if strikes >= limit:
        return f"已有 {strikes} 次书面扣罚，达到 {limit} 次：委托方可以终止合同"
    return f"已有 {strikes} 次书面扣罚，再有 {limit - strikes} 次委托方可以终止合同"
