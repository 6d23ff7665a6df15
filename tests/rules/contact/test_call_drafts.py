"""The length of a call is read however a phone system writes it; a call finds the ticket that was open then."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso
from app.rules.contact.call_drafts import BadDuration, Line, open_then, read_seconds


@pytest.mark.parametrize(
    "written",
    [65, 65.0, "65", "65秒", "65.0", "1:05", "01:05", "00:01:05", "0:1:5", "1分5秒", "1分05秒", "1′5″",
     time(0, 1, 5), timedelta(seconds=65)],
)  # fmt: skip
def test_a_minute_and_five_seconds_in_every_writing(written: object) -> None:
    assert read_seconds(written) == 65


def test_minutes_when_the_header_says_so() -> None:
    assert [read_seconds(value, minutes=True) for value in (2, "1.5", "1:05")] == [120, 90, 65]


def test_an_empty_cell_says_nothing() -> None:
    assert [read_seconds(value) for value in (None, "", "—", "无")] == [None] * 4


@pytest.mark.parametrize("written", ["很久", "-5", 50_000, "1:2:3:4", True, "分"])
def test_what_is_no_length_of_a_call_is_refused(written: object) -> None:
    with pytest.raises(BadDuration):
        read_seconds(written)


@given(st.integers(0, 12 * 3600))
def test_every_length_is_read_back_from_its_clock_form(seconds: int) -> None:
    assert read_seconds(f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}") == seconds


def test_only_tickets_with_the_number_that_were_open_then_are_meant() -> None:
    def line(number: int, since: str, until: str | None, phone: str = "13900000001") -> Line:
        return Line(number, (phone,), read_iso(since), None if until is None else read_iso(until))

    lines = [
        line(1, "2026-11-01", "2026-11-05"),
        line(2, "2026-11-10", None),
        line(3, "2026-11-10", None, "13900000002"),
        line(4, "2026-11-20", None),
    ]
    found = {
        day: [one.ticket_id for one in open_then(lines, "013900000001", read_iso(f"2026-11-{day}"))]
        for day in ("03", "07", "15", "25")
    }
    assert found == {"03": [1], "07": [], "15": [2], "25": [2, 4]}
