"""The moves of an escalation: opened at a passed deadline, reported to the lead or taken back."""

from __future__ import annotations

import enum

from app.rules.escalation.states import EscalationState
from app.rules.shared.flow import Flow, Refusal, Step


class EscalationVerb(enum.StrEnum):
    """The verbs of an escalation. One that rises to the next level stays to be reported."""

    RISE = "rise"
    REPORT = "report"
    TAKE_BACK = "take-back"
    OPEN_AGAIN = "open-again"


_OPEN, _REPORTED, _CANCELLED = EscalationState.OPEN, EscalationState.REPORTED, EscalationState.CANCELLED
_STEPS = {
    EscalationVerb.RISE: Step((_OPEN,)),
    EscalationVerb.REPORT: Step((_OPEN,), _REPORTED),
    EscalationVerb.TAKE_BACK: Step((_OPEN,), _CANCELLED),
    EscalationVerb.OPEN_AGAIN: Step((_CANCELLED,), _OPEN),
}
_SENTENCES = {_OPEN: "还没有上报", _REPORTED: "已上报", _CANCELLED: "上报已撤销"}


def _why_not(state: EscalationState, _verb: EscalationVerb) -> Refusal:
    return Refusal(_SENTENCES[state])


ESCALATION_FLOW: Flow[EscalationState, EscalationVerb] = Flow(_STEPS, _why_not)
