"""The queues of the desk, as commands and the navigation name them."""

from __future__ import annotations

import enum


class QueueName(enum.StrEnum):
    """The desk's queues, as commands and the navigation name them."""

    TO_SIGN = "to-sign"
    HANDLING = "handling"
    TO_REVIEW = "to-review"
    TO_CALL_BACK = "to-call-back"
    RETURNING = "returning"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    CLOSED = "closed"
    ALL = "all"
    HISTORY = "history"


QUEUE_WORDS = {
    QueueName.TO_SIGN: "待签收",
    QueueName.HANDLING: "办理中",
    QueueName.TO_REVIEW: "待审核",
    QueueName.TO_CALL_BACK: "待回访",
    QueueName.RETURNING: "退单中",
    QueueName.DUE_TODAY: "今日到期",
    QueueName.OVERDUE: "已超期",
    QueueName.CLOSED: "已办结",
    QueueName.ALL: "全部",
    QueueName.HISTORY: "历史未结",
}
