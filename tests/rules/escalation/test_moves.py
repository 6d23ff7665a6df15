"""The life of an escalation: reported once, taken back with its ticket, opened again only after that."""

from __future__ import annotations

import pytest

from app.rules.escalation.moves import ESCALATION_FLOW, EscalationVerb
from app.rules.escalation.states import EscalationState
from app.rules.shared.flow import IllegalMove


def test_an_open_escalation_is_reported_taken_back_or_rises() -> None:
    verbs = ESCALATION_FLOW.verbs(EscalationState.OPEN)
    led = {verb: ESCALATION_FLOW.after(EscalationState.OPEN, verb) for verb in verbs}
    assert led == {
        EscalationVerb.RISE: EscalationState.OPEN,
        EscalationVerb.REPORT: EscalationState.REPORTED,
        EscalationVerb.TAKE_BACK: EscalationState.CANCELLED,
    }


def test_only_one_that_was_taken_back_is_opened_again() -> None:
    assert ESCALATION_FLOW.after(EscalationState.CANCELLED, EscalationVerb.OPEN_AGAIN) is EscalationState.OPEN
    with pytest.raises(IllegalMove, match="已上报"):
        ESCALATION_FLOW.after(EscalationState.REPORTED, EscalationVerb.OPEN_AGAIN)


def test_a_report_is_made_once() -> None:
    assert ESCALATION_FLOW.refusal(EscalationState.REPORTED, EscalationVerb.REPORT) == "已上报"
    assert ESCALATION_FLOW.refusal(EscalationState.CANCELLED, EscalationVerb.REPORT) == "上报已撤销"
