"""A limit in words sets the deadline from the dispatch, in a column of limits and in one of deadlines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.base.clock import read_iso
from app.files.intake.drafts import read_drafts
from app.rules.intake.drafts import TicketDraft
from app.rules.law.clocks import TimeClass
from tests.corpus import writers

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def draft(tmp_path: Path, **cells: str) -> TicketDraft:
    head = ["工单编号", "标题", "派单时间", *cells]
    row = ["热线-261120-000001", "甲", "2026-11-20 10:20:30", *cells.values()]
    [item] = read_drafts(writers.xlsx(tmp_path / "a.xlsx", {"工单": [head, row]}), now=NOW)
    assert isinstance(item, TicketDraft)
    return item


@pytest.mark.parametrize("header", ["处理时限", "办理期限", "截止时间"])
@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("4天", "2026-11-25T00:00:00"),
        ("72小时", "2026-11-23T10:20:30"),
        ("2个工作日", "2026-11-25T00:00:00"),
        ("2026-11-24 18:00", "2026-11-24T18:00:00"),
    ],
)
def test_a_limit_is_counted_from_the_dispatch(tmp_path: Path, header: str, text: str, due: str) -> None:
    assert draft(tmp_path, **{header: text}).values["imported_deadline"] == read_iso(due)


def test_a_deadline_that_is_given_goes_before_a_limit(tmp_path: Path) -> None:
    found = draft(tmp_path, 处理时限="4天", 截止时间="2026-11-28 12:00:00")
    assert found.values["imported_deadline"] == read_iso("2026-11-28T12:00:00")
    assert found.extra == {"处理时限": "4天"}


def test_a_class_stays_a_class_and_other_words_stay_texts(tmp_path: Path) -> None:
    assert draft(tmp_path, 处理时限="7天").values["time_class"] is TimeClass.ORDINARY
    other = draft(tmp_path, 处理时限="尽快")
    assert (other.values.get("imported_deadline"), other.extra) == (None, {"处理时限": "尽快"})
