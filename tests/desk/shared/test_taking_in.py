from __future__ import annotations

import gc

import pytest

from app.desk.shared.taking_in import uncollected


def failing(states: list[bool]) -> None:
    with uncollected():
        states.append(gc.isenabled())
        raise LookupError


def test_the_collector_rests_meanwhile_and_works_again_after_a_failure() -> None:
    states: list[bool] = []
    with pytest.raises(LookupError):
        failing(states)
    assert [*states, gc.isenabled()] == [False, True]


def test_a_collector_that_rested_before_is_left_resting() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
