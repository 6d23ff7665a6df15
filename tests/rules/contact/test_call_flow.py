from __future__ import annotations

import pytest

from app.rules.contact.call_flow import CALL_FLOW, AttemptSource, CallState, CallVerb
from app.rules.shared.flow import IllegalMove


def test_a_call_goes_to_a_ticket_once_and_can_be_set_aside_and_offered_before() -> None:
    assert CALL_FLOW.verbs(CallState.UNMATCHED) == CALL_FLOW.verbs(CallState.DISMISSED) == tuple(CallVerb)
    assert CALL_FLOW.after(CallState.UNMATCHED, CallVerb.DISMISS) is CallState.DISMISSED
    assert CALL_FLOW.after(CallState.DISMISSED, CallVerb.OFFER) is CallState.UNMATCHED
    assert CALL_FLOW.after(CallState.DISMISSED, CallVerb.MATCH) is CallState.MATCHED
    for verb in CallVerb:
        with pytest.raises(IllegalMove, match="已经对上工单"):
            CALL_FLOW.after(CallState.MATCHED, verb)


def test_a_contact_record_that_somebody_typed_has_no_source_in_the_register() -> None:
    assert AttemptSource("") is AttemptSource.TYPED
    assert AttemptSource.TYPED.word == "手工登记"
