"""The states of a promise: its kind, its source, and which verb each state allows."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class PromiseKind(enum.StrEnum):
    """The kind of a promise."""

    REFUND = "refund"
    CALL = "call"
    REPLY = "reply"
    VISIT = "visit"
    OTHER = "other"


PROMISE_KIND_WORDS = {
    PromiseKind.REFUND: "退款",
    PromiseKind.CALL: "再联系",
    PromiseKind.REPLY: "答复",
    PromiseKind.VISIT: "上门",
    PromiseKind.OTHER: "其他",
}


class PromiseSource(Worded):
    """The source of a promise's text; the register stores the word itself as the code."""

    TYPED = "登记", "登记"
    REPLY = "答复", "答复"
    CALL_NOTE = "联系备注", "联系备注"
    NOTE = "备注", "备注"


class PromiseState(enum.StrEnum):
    """The states: found in a text, confirmed by a person, then kept, broken, or dropped as no promise."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


PROMISE_STATE_WORDS = {
    PromiseState.PROPOSED: "待确认",
    PromiseState.CONFIRMED: "待兑现",
    PromiseState.KEPT: "已兑现",
    PromiseState.BROKEN: "未兑现",
    PromiseState.DROPPED: "已删除",
}


class PromiseVerb(enum.StrEnum):
    """The verbs of a promise."""

    CONFIRM = "confirm"
    KEEP = "keep"
    BREAK = "break"
    DROP = "drop"
    REOPEN = "reopen"


_OPEN = (PromiseState.PROPOSED, PromiseState.CONFIRMED)
_ENDED = (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.DROPPED)
OPEN_PROMISES = frozenset(_OPEN)
# The verbs that end a promise.
ENDING_VERBS = frozenset({PromiseVerb.KEEP, PromiseVerb.BREAK, PromiseVerb.DROP})


def _why_not(state: PromiseState, verb: PromiseVerb) -> Refusal:
    if verb is PromiseVerb.REOPEN:
        return Refusal("这条承诺还没有了结")
    return Refusal(f"这条承诺{PROMISE_STATE_WORDS[state]}，不能再改", hint="可先恢复为待确认")


PROMISE_FLOW: Flow[PromiseState, PromiseVerb] = Flow(
    {
        PromiseVerb.CONFIRM: Step(_OPEN, PromiseState.CONFIRMED),
        PromiseVerb.KEEP: Step(_OPEN, PromiseState.KEPT),
        PromiseVerb.BREAK: Step(_OPEN, PromiseState.BROKEN),
        PromiseVerb.DROP: Step(_OPEN, PromiseState.DROPPED),
        PromiseVerb.REOPEN: Step(_ENDED, PromiseState.PROPOSED),
    },
    _why_not,
)
