"""The kinds of findings, and the life of one: found open, explained by a person, or corrected with the facts."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step


class FindingKind(enum.StrEnum):
    """The kinds, in the order of their weight."""

    MISSED_CONTACT = "missed-contact"
    WRONG_NUMBER = "wrong-number"
    WRONG_PERSON = "wrong-person"
    CONTACT_BEFORE_DISPATCH = "contact-before-dispatch"
    CONTACT_AFTER_REPLY = "contact-after-reply"
    SURVEY_WITHOUT_CONTACT = "survey-without-contact"
    CLOSED_WITHOUT_CONTACT = "closed-without-contact"
    PAST_CONTACT_LIMIT = "past-contact-limit"


FINDING_WORDS = {
    FindingKind.MISSED_CONTACT: "漏联",
    FindingKind.WRONG_NUMBER: "错联·号码",
    FindingKind.WRONG_PERSON: "错联·非本人",
    FindingKind.CONTACT_BEFORE_DISPATCH: "早于派单",
    FindingKind.CONTACT_AFTER_REPLY: "晚于答复",
    FindingKind.SURVEY_WITHOUT_CONTACT: "有回访无联系",
    FindingKind.CLOSED_WITHOUT_CONTACT: "未联系即办结",
    FindingKind.PAST_CONTACT_LIMIT: "超联系时限",
}
# The kinds that are about one call, whose id is their key.
ABOUT_A_CALL = frozenset(
    {
        FindingKind.WRONG_NUMBER,
        FindingKind.WRONG_PERSON,
        FindingKind.CONTACT_BEFORE_DISPATCH,
        FindingKind.CONTACT_AFTER_REPLY,
    }
)


class FindingState(enum.StrEnum):
    """The life of a finding: explained by a person, or corrected with the facts; never deleted."""

    OPEN = "open"
    EXPLAINED = "explained"
    CORRECTED = "corrected"


FINDING_STATE_WORDS = {
    FindingState.OPEN: "待核实",
    FindingState.EXPLAINED: "已说明",
    FindingState.CORRECTED: "已更正",
}


class FindingVerb(enum.StrEnum):
    """The verbs of a finding: people explain it or take that back, changed facts correct it or make it recur."""

    EXPLAIN = "explain"
    OPEN_AGAIN = "open-again"
    CORRECT = "correct"
    RECUR = "recur"


_TO_DECIDE = (FindingState.OPEN, FindingState.EXPLAINED)


def _why_not(state: FindingState, _verb: FindingVerb) -> Refusal:
    if state is FindingState.CORRECTED:
        return Refusal("这条已随事实更正，不需要说明")
    return Refusal(f"这条{FINDING_STATE_WORDS[state]}")


# An explanation is final: when facts change, an explained finding is neither corrected nor recurs.
FINDING_FLOW: Flow[FindingState, FindingVerb] = Flow(
    {
        FindingVerb.EXPLAIN: Step(_TO_DECIDE, FindingState.EXPLAINED),
        FindingVerb.OPEN_AGAIN: Step(_TO_DECIDE, FindingState.OPEN),
        FindingVerb.CORRECT: Step((FindingState.OPEN,), FindingState.CORRECTED),
        FindingVerb.RECUR: Step((FindingState.CORRECTED,), FindingState.OPEN),
    },
    _why_not,
)
