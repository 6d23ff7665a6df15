"""The procedure of an application for exclusion (不纳入考核): states, the three levels, which step may follow which."""

from __future__ import annotations

import enum

from app.base.errors import Refused


class ExclusionState(enum.StrEnum):
    """Where an application stands."""

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
    """Who gives the opinion, in the order in which they are asked."""

    UNIT = "unit"
    DEPARTMENT = "department"
    CENTRE = "centre"


LEVEL_WORDS = {Level.UNIT: "承办单位", Level.DEPARTMENT: "部门", Level.CENTRE: "中心"}


class ExclusionVerb(enum.StrEnum):
    """What can be done with an application. The platform's verbs note what its export says in the end."""

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

# The three flags of a ticket, kept apart; an application asks for at least one of them.
FLAGS = ("excluded", "parked", "off_volume")
FLAG_WORDS = {"excluded": "剔除", "parked": "挂账", "off_volume": "不计入诉求总量"}

# In these states the text and the files may still be changed.
WRITABLE = frozenset({ExclusionState.DRAFT, ExclusionState.SENT_BACK})
# An opinion must go with these.
WITH_OPINION = frozenset({ExclusionVerb.PASS, ExclusionVerb.SEND_BACK, ExclusionVerb.REFUSE})

_DRAFT, _REVIEW, _BACK = ExclusionState.DRAFT, ExclusionState.REVIEW, ExclusionState.SENT_BACK
_PASSED, _REFUSED, _WITHDRAWN = ExclusionState.PASSED, ExclusionState.REFUSED, ExclusionState.WITHDRAWN
_FROM: dict[ExclusionVerb, tuple[ExclusionState, ...]] = {
    ExclusionVerb.SUBMIT: (_DRAFT, _BACK),
    ExclusionVerb.PASS: (_REVIEW,),
    ExclusionVerb.SEND_BACK: (_REVIEW,),
    ExclusionVerb.REFUSE: (_REVIEW,),
    ExclusionVerb.WITHDRAW: (_DRAFT, _REVIEW, _BACK),
    ExclusionVerb.PLATFORM_PASS: (_REVIEW, _BACK, _PASSED, _REFUSED),
    ExclusionVerb.PLATFORM_REFUSE: (_REVIEW, _BACK, _PASSED, _REFUSED),
}
_TO = {
    ExclusionVerb.SUBMIT: _REVIEW,
    ExclusionVerb.SEND_BACK: _BACK,
    ExclusionVerb.REFUSE: _REFUSED,
    ExclusionVerb.WITHDRAW: _WITHDRAWN,
    ExclusionVerb.PLATFORM_PASS: _PASSED,
    ExclusionVerb.PLATFORM_REFUSE: _REFUSED,
}
_LEVELS = tuple(Level)


class IllegalStep(Refused):
    """A step that the state of the application does not allow."""


def may_step(state: ExclusionState, verb: ExclusionVerb) -> bool:
    """Whether the step is allowed; every level may pass, send back and refuse."""
    return state in _FROM[verb]


def allowed_steps(state: ExclusionState) -> tuple[ExclusionVerb, ...]:
    """Every step a person may take now, in the order of the verbs."""
    return tuple(verb for verb in ExclusionVerb if may_step(state, verb))


def after_step(state: ExclusionState, level: Level, verb: ExclusionVerb) -> tuple[ExclusionState, Level]:
    """Where an application stands after a step, and whose opinion is next.

    承办单位 → 部门 → 中心: each passes it on, the centre ends it. What was sent back begins anew with the unit.

    Raises:
        IllegalStep: the state does not allow the step; the message says what is possible instead.

    """
    if not may_step(state, verb):
        able = "、".join(EXCLUSION_VERB_WORDS[each] for each in allowed_steps(state))
        hint = f"现在可以{able}" if able else "该申请已经结束"
        words = f"申请{EXCLUSION_STATE_WORDS[state]}，不能{EXCLUSION_VERB_WORDS[verb]}"
        raise IllegalStep(words, hint=hint)
    if verb is ExclusionVerb.PASS:
        place = _LEVELS.index(level) + 1
        return (_REVIEW, _LEVELS[place]) if place < len(_LEVELS) else (_PASSED, level)
    return _TO[verb], Level.UNIT if verb is ExclusionVerb.SUBMIT else level


def platform_verdict(text: str) -> bool | None:
    """What a platform's words say of an application: True passed, False not, None when they do not say."""
    said = "".join(text.split())
    if not said:
        return None
    if any(word in said for word in ("不通过", "未通过", "不予", "驳回", "退回", "不同意")):
        return False
    if any(word in said for word in ("审核中", "待审", "申请中", "未申请")):
        return None
    return (
        True if any(word in said for word in ("通过", "同意", "已剔除", "已挂账", "剔除", "挂账", "不计入")) else None
    )
