"""What a card of the cockpit says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.desk.ticket.row import TicketRow
from app.ui.sign.words import STEPS, card_words, short_number

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_row(left: float, *, limit: float = 10, urgency: str = "urgent") -> TicketRow:
    due = NOW + left * MINUTE
    return TicketRow.of(
        id=1,
        number="热线-261123-004417",
        title="健身房闭店",
        urgency=urgency,
        sign_due_at=due,
        dispatched_at=due - limit * MINUTE,
    )


@pytest.mark.parametrize(
    ("left", "limit", "ring", "part", "tone"),
    [
        (10, 10, "10:00", 1.0, "red"),
        (2.5, 10, "02:30", 0.25, "red"),
        (60, 120, "60分", 0.5, "amber"),
        (119, 120, "119分", 119 / 120, "amber"),
        (-0.5, 10, "超时", 0.0, "red"),
        (-5, 10, "超5分", 0.0, "red"),
        (-130, 120, "超2时", 0.0, "red"),
    ],
)
def test_the_ring_says_the_time_left_in_figures_and_as_a_part(
    left: float, limit: float, ring: str, part: float, tone: str
) -> None:
    words = card_words(a_row(left, limit=limit), 1, NOW)
    assert (words.ring, words.left, words.tone) == (ring, round(STEPS * part), tone)


def test_urgency_and_lateness_have_a_word_and_an_icon_each() -> None:
    told = [card_words(row, 1, NOW) for row in (a_row(5), a_row(60, limit=120, urgency="general"), a_row(-5))]
    assert [(words.urgency, words.icon) for words in told] == [
        ("紧急", "siren"),
        ("一般", "clock"),
        ("紧急", "triangle-alert"),
    ]


def test_a_screen_reader_hears_the_whole_card() -> None:
    assert card_words(a_row(2.5), 3, NOW).spoken == "3，紧急，健身房闭店，热线-261123-004417，剩 02:30，签收"
    assert card_words(a_row(-5), 1, NOW).spoken.endswith("已超 5 分，超时签收须写原因")


def test_a_number_is_named_by_its_end() -> None:
    assert (short_number("热线-261123-004417"), short_number("4417")) == ("…4417", "4417")
