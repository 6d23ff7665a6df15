"""The states of an escalation."""

from __future__ import annotations

import enum


class ReportChannel(enum.StrEnum):
    """How the lead was told; the register stores the word itself. In the order in which the form offers them."""

    TELEPHONE = "电话"
    IN_PERSON = "当面"
    WECHAT = "微信"
    TEXT_MESSAGE = "短信"
    IN_WRITING = "书面"


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
