from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from app.base.garbage import YOUNG, collect_some, uncollected


class Ring:
    """An object that refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(params=[True, False])
def automatic(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector ran by itself before; as it was afterwards."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def failing(states: list[bool]) -> None:
    with uncollected():
        states.append(gc.isenabled())
        raise LookupError


def test_the_collector_pauses_meanwhile_and_is_as_before_after_a_failure(automatic: bool) -> None:
    states: list[bool] = []
    with pytest.raises(LookupError):
        failing(states)
    assert [*states, gc.isenabled()] == [False, automatic]


def test_of_two_blocks_the_last_to_end_restores_the_collector(automatic: bool) -> None:
    first, second = uncollected(), uncollected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled() == automatic


@pytest.mark.parametrize("automatic", [False], indirect=True)
def test_nothing_is_collected_while_a_block_runs_or_little_is_new(automatic: bool) -> None:
    gc.collect()
    ring = weakref.ref(Ring())
    assert collect_some() == -1
    kept = [[each] for each in range(YOUNG)]
    with uncollected():
        assert collect_some() == -1
    assert ring() is not None
    assert collect_some() == 0
    assert ring() is None
    assert len(kept) == YOUNG


@pytest.mark.parametrize("automatic", [False], indirect=True)
def test_older_objects_are_collected_in_their_turn(automatic: bool) -> None:
    gc.collect()
    kept = []
    generations = []
    for _ in range(150):
        kept += [[each] for each in range(YOUNG)]
        generations.append(collect_some())
    assert [generations.count(each) for each in (0, 1, 2)] == [
        137,
        12,
        1,
    ]  # 11 turns make a cycle, 11 cycles end with all
