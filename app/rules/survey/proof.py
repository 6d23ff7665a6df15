"""The proof that every caller was called back: where each ticket of a period stands."""

from __future__ import annotations

import enum

from app.rules.ticket.states import TicketStatus


class ProofState(enum.StrEnum):
    """The state of one ticket on the way to its caller's answer."""

    REACHED = "reached"
    EXHAUSTED = "exhausted"
    CALLED = "called"
    TO_CALL = "to-call"
    NOT_YET = "not-yet"
    MISSED = "missed"


PROOF_WORDS = {
    ProofState.REACHED: "已回访",
    ProofState.EXHAUSTED: "按规则无法联系",
    ProofState.CALLED: "已拨未通",
    ProofState.TO_CALL: "待拨打",
    ProofState.NOT_YET: "尚未到回访环节",
    ProofState.MISSED: "办结未回访",
}


def proof_state(status: TicketStatus, *, answered: bool, exhausted: bool, calls: int) -> ProofState:
    """The state of a ticket; `answered`, `exhausted` and `calls` are those since its last rework or since it waits.

    A closed ticket without a valid callback that the rule did not let go is missed (漏访).
    """
    if status is TicketStatus.CLOSED:
        if answered:
            return ProofState.REACHED
        return ProofState.EXHAUSTED if exhausted else ProofState.MISSED
    if status is not TicketStatus.TO_CALL_BACK:
        return ProofState.NOT_YET
    return ProofState.CALLED if calls else ProofState.TO_CALL
