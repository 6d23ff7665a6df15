"""An extension beside the deadline of the export."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.measure import MEASURE_FLOW, Confirmation, MeasureState, MeasureVerb, compare

GRANTED = datetime(2026, 11, 30, 18, 0, tzinfo=SHANGHAI)
BEFORE = GRANTED - timedelta(days=3)


@pytest.mark.parametrize(
    ("exported", "expected"),
    [
        (GRANTED, Confirmation.SAME),
        (BEFORE, Confirmation.AWAITED),
        (GRANTED + timedelta(days=1), Confirmation.DIFFERS),
        (BEFORE - timedelta(days=1), Confirmation.DIFFERS),
    ],
)
def test_the_exported_deadline_confirms_waits_or_differs(exported, expected):
    assert compare(GRANTED, BEFORE, exported) is expected


def test_a_ticket_that_had_no_imported_deadline_has_nothing_to_wait_for():
    assert compare(GRANTED, None, BEFORE) is Confirmation.DIFFERS


def test_what_has_ended_takes_nothing_more():
    for state in (MeasureState.LIFTED, MeasureState.WITHDRAWN):
        assert MEASURE_FLOW.verbs(state) == ()
        assert MEASURE_FLOW.refusal(state, MeasureVerb.FOLLOW)
