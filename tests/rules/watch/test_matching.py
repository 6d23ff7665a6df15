from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.rules.watch.matching import Described, best_match, likeness

T0 = datetime(2026, 12, 6, 9, 20, tzinfo=UTC)
ROW = Described(("13800000001",), T0, "家电维修收费争议，市民反映上门维修空调后加价")
HOUR = timedelta(hours=1)


def test_the_same_number_and_alike_words_within_a_day_are_proposed_with_reasons() -> None:
    typed = Described(("13800000001",), T0 - HOUR, "空调上门维修加价，收费争议")
    match = best_match(ROW, [(7, typed)])
    assert match is not None
    assert (match.ticket_id, match.reasons[:2]) == (7, ("电话相同", "相差 60 分钟"))


@pytest.mark.parametrize(
    "other",
    [
        Described(("13800000001",), T0 - 25 * HOUR, ROW.text),
        Described(("13800000001",), T0, "健身房闭店，年卡无法退费"),
        Described(("13900000009",), T0, "家电维修收费不合理"),
        Described((), T0, ""),
        Described(("13800000001",), T0, "空调"),
    ],
    ids=["a day apart", "another matter", "another number", "nothing known", "too few words"],
)
def test_what_does_not_fit_is_not_proposed(other: Described) -> None:
    assert best_match(ROW, [(1, other)]) is None


def test_the_best_of_several_is_proposed() -> None:
    near = Described(("13800000001",), T0, "家电维修收费争议")
    same = Described(("13800000001",), T0, ROW.text)
    assert best_match(ROW, [(1, near), (2, same)]).ticket_id == 2  # type: ignore[union-attr]


@given(some.text(max_size=40), some.text(max_size=40))
def test_likeness_is_a_share_and_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert 0.0 <= likeness(first, second) <= 1.0
    assert likeness(first, second) == likeness(second, first)
