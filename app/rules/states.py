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
