"""The states of an escalation."""

from __future__ import annotations

import enum


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
