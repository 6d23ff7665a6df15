"""Hours under the bars name their day, and what became of a difference is said by what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.desk.watch.rows import DifferenceRow
from app.rules.watch.states import DifferenceKind, DifferenceState
from app.ui.watch.words import COLUMNS, done_words, hour_words

NOW = datetime(2026, 11, 23, 5, 31, tzinfo=SHANGHAI)
HERE = DifferenceRow(
    id=1, kind=DifferenceKind.MISSING_HERE, number="热线-7", ticket_id=None, field=None, here="无", there="待签收",
    title="空调", state=DifferenceState.TAKEN, note="已收进", decided_at=None, decided_by="", match_number="",
    match_why="", record=None,
)  # fmt: skip


@pytest.mark.parametrize(("hours", "words"), [(0, "06 昨日"), (1, "07"), (17, "23"), (18, "00 今日"), (23, "05")])
def test_the_first_hour_of_yesterday_and_of_today_name_the_day(hours: int, words: str) -> None:
    begin = NOW.replace(minute=0) - timedelta(hours=23)
    assert hour_words(begin + timedelta(hours=hours), NOW) == words


def test_from_midnight_on_there_is_no_yesterday() -> None:
    late = NOW.replace(hour=23)
    assert hour_words(late.replace(minute=0) - timedelta(hours=23), late) == "00 今日"


@pytest.mark.parametrize(
    ("changes", "words", "here"),
    [
        ({}, "已收进", "无"),
        ({"match_number": "热线-7", "note": "与 临-20261123-01 认作同一件"}, "已认号", "临-20261123-01"),
        ({"match_number": "临-20261123-01", "state": DifferenceState.OPEN}, "待处理", "疑同 临-20261123-01"),
        ({"kind": DifferenceKind.MISSING_THERE, "here": "办理中"}, "已认号", "办理中"),
        ({"kind": DifferenceKind.DIFFERS}, "以平台为准", "无"),
    ],
)
def test_what_became_of_a_difference(changes: dict[str, object], words: str, here: str) -> None:
    row = replace(HERE, **changes)  # type: ignore[arg-type]
    assert done_words(row) == words
    assert COLUMNS[3].cell(row, NOW).text == here
