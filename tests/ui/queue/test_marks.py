"""Searched words are found where they stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.queue.marks import mark_spans


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("美发店失联，美发卡", "美发", [(0, 2), (6, 8)]),
        ("CP20261118", "cp2026", [(0, 6)]),
        ("健身房闭店", "闭店 健身", [(0, 2), (3, 5)]),
        ("没有", "美发", []),
        ("什么都有", "", []),
    ],
)
def test_every_occurrence_is_marked(text: str, search: str, expected: list[tuple[int, int]]) -> None:
    assert mark_spans(text, search) == expected


@given(st.text("甲乙a ", max_size=20), st.text("甲乙a ", max_size=4))
def test_marks_never_overlap_and_stay_in_the_text(text: str, search: str) -> None:
    spans = mark_spans(text, search)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
