"""The life of an urge round: opened for a unit, sent, answered or promised, kept or broken."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.ticket.states import TicketStatus


class UrgeState(enum.StrEnum):
    """A round of urging one unit. It was effective when the unit answered; a promise with its time is an answer."""

    TO_SEND = "to-send"
    SENT = "sent"
    PROMISED = "promised"
    BROKEN = "broken"
    ANSWERED = "answered"
    ENDED = "ended"


URGE_STATE_WORDS = {
    UrgeState.TO_SEND: "未发",
    UrgeState.SENT: "未答复",
    UrgeState.PROMISED: "已承诺",
    UrgeState.BROKEN: "未兑现",
    UrgeState.ANSWERED: "已答复",
    UrgeState.ENDED: "已结束",
}
# Rounds that still wait for the desk or for the unit, and those that the unit answered.
OPEN_STATES = frozenset({UrgeState.TO_SEND, UrgeState.SENT})
EFFECTIVE_STATES = frozenset({UrgeState.PROMISED, UrgeState.BROKEN, UrgeState.ANSWERED})

# Tickets in which the unit still has to act. Once its reply is under review (待审核) it waits for the desk.
URGED_STATUSES = frozenset({TicketStatus.TO_SIGN, TicketStatus.HANDLING, TicketStatus.RETURNING})


class UrgeOrigin(enum.StrEnum):
    """What opened a round: a slot of the day's series, a person, an unanswered round or a broken promise."""

    SERIES = "series"
    BY_HAND = "by-hand"
    AGAIN = "again"
    BROKEN = "broken"


URGE_ORIGIN_WORDS = {
    UrgeOrigin.SERIES: "定时催办",
    UrgeOrigin.BY_HAND: "临时催办",
    UrgeOrigin.AGAIN: "未答复再催",
    UrgeOrigin.BROKEN: "承诺未兑现再催",
}


class UrgeVerb(enum.StrEnum):
    """The verbs of a round."""

    SEND = "send"
    NOT_REACHED = "not-reached"
    ANSWER = "answer"
    PROMISE = "promise"
    KEEP = "keep"
    BREAK = "break"
    END = "end"
    TAKE_BACK = "take-back"


_TO_SEND, _SENT, _ENDED = UrgeState.TO_SEND, UrgeState.SENT, UrgeState.ENDED
_PROMISED, _BROKEN, _ANSWERED = UrgeState.PROMISED, UrgeState.BROKEN, UrgeState.ANSWERED
_ANSWERABLE = (_TO_SEND, _SENT, _PROMISED, _BROKEN, _ANSWERED)
_STEPS = {
    UrgeVerb.SEND: Step((_TO_SEND, _SENT), _SENT),
    UrgeVerb.NOT_REACHED: Step((_TO_SEND, _SENT), _SENT),
    UrgeVerb.ANSWER: Step(_ANSWERABLE, _ANSWERED),
    UrgeVerb.PROMISE: Step(_ANSWERABLE, _PROMISED),
    UrgeVerb.KEEP: Step((_PROMISED, _BROKEN), _ANSWERED),
    UrgeVerb.BREAK: Step((_PROMISED,), _BROKEN),
    UrgeVerb.END: Step((_TO_SEND, _SENT), _ENDED),
    UrgeVerb.TAKE_BACK: Step((_SENT, _PROMISED, _BROKEN, _ANSWERED), goes_back=True),
}
_SENTENCES = {
    _TO_SEND: "这一轮还没有发出",
    _SENT: "这一轮已发出，还没有答复",
    _PROMISED: "这一轮已承诺",
    _BROKEN: "这一轮的承诺没有兑现，已另开一轮",
    _ANSWERED: "这一轮已有答复",
    _ENDED: "这一轮已结束",
}


def _why_not(state: UrgeState, _verb: UrgeVerb) -> Refusal:
    return Refusal(_SENTENCES[state])


URGE_FLOW: Flow[UrgeState, UrgeVerb] = Flow(_STEPS, _why_not)
