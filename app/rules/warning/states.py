"""The life of a warning: its subject, its level, what a person made of it, and the verbs."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step


class Subject(enum.StrEnum):
    """What a warning is about."""

    MERCHANT = "merchant"
    CATEGORY = "category"
    STREET = "street"
    KEYWORD = "keyword"


SUBJECT_WORDS = {
    Subject.MERCHANT: "商户",
    Subject.CATEGORY: "诉求类型",
    Subject.STREET: "街道",
    Subject.KEYWORD: "关键词",
}


class WarningLevel(enum.StrEnum):
    """How far it has gone; RANK puts them in order."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for blue to 3 for red."""
        return list(WarningLevel).index(self)


LEVEL_WORDS = {
    WarningLevel.BLUE: "蓝色",
    WarningLevel.YELLOW: "黄色",
    WarningLevel.ORANGE: "橙色",
    WarningLevel.RED: "红色",
}


class WarningState(enum.StrEnum):
    """What a person made of it: nothing yet, known and watched on, a false alarm, or dealt with."""

    NEW = "new"
    KNOWN = "known"
    NOISE = "noise"
    HANDLED = "handled"


STATE_WORDS = {
    WarningState.NEW: "新",
    WarningState.KNOWN: "已知，继续关注",
    WarningState.NOISE: "误报",
    WarningState.HANDLED: "已处置",
}
OPEN_STATES = (WarningState.NEW, WarningState.KNOWN)


class WarningVerb(enum.StrEnum):
    """The verbs of a warning."""

    KNOW = "know"
    NOISE = "noise"
    HANDLE = "handle"
    REOPEN = "reopen"
    CONFIRM = "confirm"
    FOLLOW = "follow"


_SENTENCES = {
    WarningState.NEW: "这条预警还没有处理",
    WarningState.KNOWN: "这条预警已标为已知",
    WarningState.NOISE: "这条预警已标为误报，请先重开",
    WarningState.HANDLED: "这条预警已处置完毕，请先重开",
}
_ENDED = (WarningState.NOISE, WarningState.HANDLED)
_STEPS = {
    WarningVerb.KNOW: Step(OPEN_STATES, WarningState.KNOWN),
    WarningVerb.NOISE: Step(OPEN_STATES, WarningState.NOISE),
    WarningVerb.HANDLE: Step(OPEN_STATES, WarningState.HANDLED),
    WarningVerb.REOPEN: Step((WarningState.KNOWN, *_ENDED), WarningState.NEW),
    WarningVerb.CONFIRM: Step(OPEN_STATES),
    WarningVerb.FOLLOW: Step(OPEN_STATES),
}


def _why_not(state: WarningState, _verb: WarningVerb) -> Refusal:
    return Refusal(_SENTENCES[state])


WARNING_FLOW: Flow[WarningState, WarningVerb] = Flow(_STEPS, _why_not)
