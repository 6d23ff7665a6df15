"""The life of one reminder slot."""

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


class ReminderChannel(enum.StrEnum):
    """On which way a reminder reaches the desk; a receipt stores the word itself."""

    WINDOW = "报警窗"
    SOUND = "声音"
    NOTICE = "桌面通知"
    TRAY = "托盘"
