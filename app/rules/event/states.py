"""The states of a mass event, how its tickets came to it, its papers, and which verb a state allows."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class EventState(Worded):
    """The states of a mass event."""

    OPEN = "open", "处置中"
    ENDED = "ended", "已结束"
    WITHDRAWN = "withdrawn", "已撤回"


class EventVerb(enum.StrEnum):
    """The verbs of a mass event; WORK is everything that needs an open one."""

    WORK = "work"
    END = "end"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class MemberOrigin(Worded):
    """How a ticket came to its event."""

    MERCHANT = "merchant", "商户归集"
    WARNING = "warning", "预警带入"
    HAND = "hand", "人工加入"


class EventPaper(Worded):
    """The papers of an event: reports while it lasts, and the one that ends it."""

    BULLETIN = "bulletin", "快报"
    CLOSING = "closing", "结案报告"


def _why_not(state: EventState, verb: EventVerb) -> Refusal:
    if verb is EventVerb.REOPEN:
        return Refusal("这个群体事件还没有结束")
    return Refusal(f"这个群体事件{state.word}，不能再改", hint="可先重开" if state is EventState.ENDED else "")


_OPEN = (EventState.OPEN,)
EVENT_FLOW: Flow[EventState, EventVerb] = Flow(
    {
        EventVerb.WORK: Step(_OPEN),
        EventVerb.END: Step(_OPEN, EventState.ENDED),
        EventVerb.WITHDRAW: Step(_OPEN, EventState.WITHDRAWN),
        EventVerb.REOPEN: Step((EventState.ENDED, EventState.WITHDRAWN), EventState.OPEN),
    },
    _why_not,
)
