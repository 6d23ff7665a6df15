"""The procedure of an application for exclusion (不纳入考核): states, the three levels, which step may follow which."""

from __future__ import annotations

import enum
from typing import TypedDict

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class ExclusionState(enum.StrEnum):
    """The state of an application."""

    DRAFT = "draft"
    REVIEW = "review"
    SENT_BACK = "sent-back"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


EXCLUSION_STATE_WORDS = {
    ExclusionState.DRAFT: "草稿",
    ExclusionState.REVIEW: "审核中",
    ExclusionState.SENT_BACK: "退回补正",
    ExclusionState.PASSED: "已通过",
    ExclusionState.REFUSED: "未通过",
    ExclusionState.WITHDRAWN: "已撤回",
}


class Level(enum.StrEnum):
    """The levels that give an opinion, in their order."""

    UNIT = "unit"
    DEPARTMENT = "department"
    CENTRE = "centre"


LEVEL_WORDS = {Level.UNIT: "承办单位", Level.DEPARTMENT: "部门", Level.CENTRE: "中心"}


class ExclusionVerb(enum.StrEnum):
    """The verbs of an application. The platform's verbs record the result in its export."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - an application is passed, no secret
    SEND_BACK = "send-back"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    PLATFORM_PASS = "platform-pass"  # noqa: S105
    PLATFORM_REFUSE = "platform-refuse"


EXCLUSION_VERB_WORDS = {
    ExclusionVerb.SUBMIT: "提交",
    ExclusionVerb.PASS: "通过",
    ExclusionVerb.SEND_BACK: "退回补正",
    ExclusionVerb.REFUSE: "不予通过",
    ExclusionVerb.WITHDRAW: "撤回",
    ExclusionVerb.PLATFORM_PASS: "登记平台结果：通过",
    ExclusionVerb.PLATFORM_REFUSE: "登记平台结果：未通过",
}


class ExclusionFlag(Worded):
    """The three flags of a ticket, kept apart; an application asks for at least one of them."""

    EXCLUDED = "excluded", "剔除"
    PARKED = "parked", "挂账"
    OFF_VOLUME = "off_volume", "不计入诉求总量"


FLAGS = tuple(ExclusionFlag)
FLAG_WORDS = {flag: flag.word for flag in FLAGS}


class ApplicationFields(TypedDict, total=False):
    """The fields that a person writes in an application; a missing key leaves its field unchanged."""

    major: str
    minor: str
    statement: str
    process: str
    basis: str
    platform_name: str
    excluded: bool
    parked: bool
    off_volume: bool


# In these states the text and the files may still be changed.
WRITABLE = frozenset({ExclusionState.DRAFT, ExclusionState.SENT_BACK})
# An opinion must go with these.
WITH_OPINION = frozenset({ExclusionVerb.PASS, ExclusionVerb.SEND_BACK, ExclusionVerb.REFUSE})

_DRAFT, _REVIEW, _BACK = ExclusionState.DRAFT, ExclusionState.REVIEW, ExclusionState.SENT_BACK
_PASSED, _REFUSED, _WITHDRAWN = ExclusionState.PASSED, ExclusionState.REFUSED, ExclusionState.WITHDRAWN
_LEVELS = tuple(Level)
# The first state of an application, and the level whose opinion comes first.
FIRST_STATE, FIRST_LEVEL = _DRAFT, _LEVELS[0]

_STEPS = {
    ExclusionVerb.SUBMIT: Step((_DRAFT, _BACK), _REVIEW),
    ExclusionVerb.PASS: Step((_REVIEW,), _PASSED),
    ExclusionVerb.SEND_BACK: Step((_REVIEW,), _BACK),
    ExclusionVerb.REFUSE: Step((_REVIEW,), _REFUSED),
    ExclusionVerb.WITHDRAW: Step((_DRAFT, _REVIEW, _BACK), _WITHDRAWN),
    ExclusionVerb.PLATFORM_PASS: Step((_REVIEW, _BACK, _PASSED, _REFUSED), _PASSED),
    ExclusionVerb.PLATFORM_REFUSE: Step((_REVIEW, _BACK, _PASSED, _REFUSED), _REFUSED),
}


def _why_not(state: ExclusionState, verb: ExclusionVerb) -> Refusal:
    able = "、".join(EXCLUSION_VERB_WORDS[other] for other in EXCLUSION_FLOW.verbs(state))
    hint = f"现在可以{able}" if able else "该申请已经结束"
    return Refusal(f"申请{EXCLUSION_STATE_WORDS[state]}，不能{EXCLUSION_VERB_WORDS[verb]}", hint)


# Every level may pass, send back and refuse; of the levels only the last one's pass ends the review.
EXCLUSION_FLOW: Flow[ExclusionState, ExclusionVerb] = Flow(_STEPS, _why_not)


def after_step(state: ExclusionState, level: Level, verb: ExclusionVerb) -> tuple[ExclusionState, Level]:
    """The state of an application after a step, and the level whose opinion is next.

    承办单位 → 部门 → 中心: each passes it on, the centre ends it. What was sent back begins anew with the unit.

    Raises:
        IllegalMove: the state does not allow the step; the message says what is possible instead.

    """
    after = EXCLUSION_FLOW.after(state, verb)
    if verb is ExclusionVerb.SUBMIT:
        return after, FIRST_LEVEL
    if verb is ExclusionVerb.PASS and level is not _LEVELS[-1]:
        return state, _LEVELS[_LEVELS.index(level) + 1]
    return after, level


def platform_verdict(text: str) -> bool | None:
    """The platform's verdict on an application: True passed, False not passed, None when its words give none."""
    words = "".join(text.split())
    if not words:
        return None
    if any(word in words for word in ("不通过", "未通过", "不予", "驳回", "退回", "不同意")):
        return False
    if any(word in words for word in ("审核中", "待审", "申请中", "未申请")):
        return None
    return (
        True if any(word in words for word in ("通过", "同意", "已剔除", "已挂账", "剔除", "挂账", "不计入")) else None
    )
