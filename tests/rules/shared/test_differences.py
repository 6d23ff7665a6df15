"""The differences of two versions: rows that came or went, fields that changed, and of lists only what differs."""

from __future__ import annotations

from app.rules.shared.differences import DifferenceKind, TextDifference, text_differences

BEFORE = {"甲局": {"关键词": "一、二、三", "依据": "旧"}, "乙局": {"关键词": "四", "依据": ""}}


def test_the_same_texts_have_no_difference_whatever_the_order_of_a_list() -> None:
    other = {"乙局": BEFORE["乙局"], "甲局": {"关键词": "三、一、二", "依据": "旧"}}
    assert text_differences(BEFORE, other, lists={"关键词"}) == ()
    assert len(text_differences(BEFORE, other)) == 1


def test_of_a_list_only_the_items_that_came_or_went_are_named() -> None:
    other = {**BEFORE, "甲局": {"关键词": "一、三、五", "依据": "新"}}
    assert text_differences(BEFORE, other, lists={"关键词"}) == (
        TextDifference(DifferenceKind.CHANGED, "甲局", "关键词", "二", "五"),
        TextDifference(DifferenceKind.CHANGED, "甲局", "依据", "旧", "新"),
    )


def test_rows_that_came_or_went_are_named_with_what_they_hold_and_those_that_went_last() -> None:
    other = {"甲局": BEFORE["甲局"], "丙局": {"关键词": "六", "依据": "据"}}
    assert text_differences(BEFORE, other) == (
        TextDifference(DifferenceKind.ADDED, "丙局", becomes="六；据"),
        TextDifference(DifferenceKind.REMOVED, "乙局", was="四"),
    )
