"""Two exports of the same kind are compared by number and state."""

from __future__ import annotations

from app.rules.intake.exports import Told, compare_exports

LAST = {"A-1": "to-sign", "A-2": "handling", "A-3": "handling", "A-4": "closed"}


def test_new_changed_and_missing_tickets_are_counted() -> None:
    now = {"A-1": "handling", "A-2": "", "A-3": "handling", "A-5": "to-sign", "A-6": "to-sign"}
    assert compare_exports(LAST, now) == Told(new=2, status=1, gone=1)
    assert compare_exports(LAST, LAST) == Told(0, 0, 0)


def test_another_selection_is_not_compared() -> None:
    assert compare_exports(LAST, {"A-1": "to-sign", "A-9": "to-sign"}) is None
    assert compare_exports(LAST, {"A-1": "to-sign", "A-2": "handling"}) == Told(0, 0, 2)
