"""A run tries the same examples every time; a search tries others, and many more."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.support import searching


def test_a_run_that_is_no_search_depends_on_no_luck() -> None:
    assert settings().derandomize is (searching.PROFILE == searching.ALWAYS)


@pytest.mark.parametrize(("profile", "count"), [(searching.ALWAYS, 12), (searching.SEARCH, 360)])
def test_a_search_tries_thirty_times_as_many(monkeypatch, profile: str, count: int) -> None:
    monkeypatch.setattr(searching, "PROFILE", profile)
    assert searching.examples(12) == count
