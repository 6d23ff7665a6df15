"""The sources of contact records, and the states of a call from the phone system's lists."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class AttemptSource(Worded):
    """The source of a contact record: a person's typing, a callback survey, a call list alone."""

    TYPED = "", "手工登记"
    CALLBACK = "callback", "回访"
    CALL_LIST = "calls", "话务清单"


class CallState(enum.StrEnum):
    """The state of a call of the phone system."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"
    DISMISSED = "dismissed"


class CallVerb(enum.StrEnum):
    """The verbs of a call: link it to its ticket, set it aside, offer it again."""

    MATCH = "match"
    DISMISS = "dismiss"
    OFFER = "offer"


_WAITING = (CallState.UNMATCHED, CallState.DISMISSED)


def _why_not(_state: CallState, _verb: CallVerb) -> Refusal:
    return Refusal("这次通话已经对上工单")


CALL_FLOW: Flow[CallState, CallVerb] = Flow(
    {
        CallVerb.MATCH: Step(_WAITING, CallState.MATCHED),
        CallVerb.DISMISS: Step(_WAITING, CallState.DISMISSED),
        CallVerb.OFFER: Step(_WAITING, CallState.UNMATCHED),
    },
    _why_not,
)
