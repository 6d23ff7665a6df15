"""States, moves and kinds of the field, each with its code name and its word on screen."""

from __future__ import annotations

import enum


class ReminderState(enum.StrEnum):
    """The life of one reminder slot."""

    PLANNED = "planned"
    RAISED = "raised"
    SHOWN = "shown"
    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"
    MISSED = "missed"


REMINDER_STATE_WORDS = {
    ReminderState.PLANNED: "待提醒",
    ReminderState.RAISED: "已触发",
    ReminderState.SHOWN: "已弹出",
    ReminderState.ACKNOWLEDGED: "已确认",
    ReminderState.CANCELLED: "已取消",
    ReminderState.MISSED: "已错过",
}


class Contacted(enum.StrEnum):
    """Survey question one: did the handling unit contact the caller."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Solved(enum.StrEnum):
    """Survey question two: is the matter solved."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Satisfied(enum.StrEnum):
    """Survey question three: is the caller satisfied."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    FAIR = "fair"
    UNSATISFIED = "unsatisfied"
    NO_OPINION = "no-opinion"


CONTACTED_WORDS = {Contacted.YES: "已联系", Contacted.NO: "未联系", Contacted.UNSURE: "记不清"}


SOLVED_WORDS = {Solved.YES: "已解决", Solved.PARTLY: "部分解决", Solved.NO: "未解决"}


SATISFIED_WORDS = {
    Satisfied.SATISFIED: "满意",
    Satisfied.MOSTLY: "基本满意",
    Satisfied.FAIR: "一般",
    Satisfied.UNSATISFIED: "不满意",
    Satisfied.NO_OPINION: "不评价",
}


class EscalationState(enum.StrEnum):
    """An expired ticket that must be reported to the lead."""

    OPEN = "open"
    REPORTED = "reported"
    CANCELLED = "cancelled"


ESCALATION_STATE_WORDS = {
    EscalationState.OPEN: "待上报",
    EscalationState.REPORTED: "已上报",
    EscalationState.CANCELLED: "已撤销",
}
