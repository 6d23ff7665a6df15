"""The outcomes of a call to the caller."""

from __future__ import annotations

import enum


class AttemptOutcome(enum.StrEnum):
    """The outcome of one call to the caller."""

    REACHED = "reached"
    OTHER_PERSON = "other-person"
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    POWERED_OFF = "powered-off"
    INVALID_NUMBER = "invalid-number"
    DECLINED = "declined"


ATTEMPT_WORDS = {
    AttemptOutcome.REACHED: "接通本人",
    AttemptOutcome.OTHER_PERSON: "非本人",
    AttemptOutcome.NO_ANSWER: "无人接听",
    AttemptOutcome.BUSY: "忙线",
    AttemptOutcome.POWERED_OFF: "关机停机",
    AttemptOutcome.INVALID_NUMBER: "空号",
    AttemptOutcome.DECLINED: "拒接",
}
