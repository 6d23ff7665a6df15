"""The states of a ticket and of its clocks, each with its code and its word."""

from __future__ import annotations

import enum


class TicketStatus(enum.StrEnum):
    """The status of a ticket (shared term → word in STATUS_WORDS)."""

    TO_SIGN = "to-sign"
    HANDLING = "handling"
    TO_REVIEW = "to-review"
    TO_CALL_BACK = "to-call-back"
    RETURNING = "returning"
    RETURNED = "returned"
    CLOSED = "closed"


STATUS_WORDS = {
    TicketStatus.TO_SIGN: "待签收",
    TicketStatus.HANDLING: "办理中",
    TicketStatus.TO_REVIEW: "待审核",
    TicketStatus.TO_CALL_BACK: "待回访",
    TicketStatus.RETURNING: "退单中",
    TicketStatus.RETURNED: "已退单",
    TicketStatus.CLOSED: "已办结",
}


class DispatchBasis(enum.StrEnum):
    """What an estimated dispatch time was taken from; the register stores the word itself, and "" for a given time."""

    CITY_DISPATCH = "市派单时间"
    CALL = "来电时间"
    CREATED = "创建时间"
    NUMBER = "编号日期"
    IMPORT = "导入时间"  # nobody knows the dispatch: it may have been earlier


# A ticket whose clocks still run.
OPEN_STATUSES = frozenset(
    {
        TicketStatus.TO_SIGN,
        TicketStatus.HANDLING,
        TicketStatus.TO_REVIEW,
        TicketStatus.TO_CALL_BACK,
        TicketStatus.RETURNING,
    }
)


# A ticket that stands there has been signed for; one that is being returned need not be.
SIGNED_FOR = (TicketStatus.HANDLING, TicketStatus.TO_REVIEW, TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED)


# How far along a status is: a file may move a ticket forward, never back behind local work.
STATUS_RANK = {
    TicketStatus.TO_SIGN: 0,
    TicketStatus.HANDLING: 1,
    TicketStatus.RETURNING: 1,
    TicketStatus.TO_REVIEW: 2,
    TicketStatus.TO_CALL_BACK: 3,
    TicketStatus.CLOSED: 4,
    TicketStatus.RETURNED: 4,
}


class ClockState(enum.StrEnum):
    """The state of a clock."""

    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"
    STOPPED = "stopped"
    HISTORY = "history"
