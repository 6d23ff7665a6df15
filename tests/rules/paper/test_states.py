"""How a due paper stands, and the time to it in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.paper.states import PaperState, away_words, state_at

NOW = datetime(2026, 12, 8, 8, 5, tzinfo=UTC)


def test_late_wins_over_a_draft_and_issued_over_all():
    past, ahead = NOW - timedelta(seconds=1), NOW
    assert state_at(NOW, past, issued=False, drafted=True) is PaperState.LATE
    assert state_at(NOW, ahead, issued=False, drafted=True) is PaperState.DRAFTED
    assert state_at(NOW, ahead, issued=False, drafted=False) is PaperState.DUE
    assert state_at(NOW, past, issued=True, drafted=False) is PaperState.ISSUED
    assert state_at(NOW, None, issued=False, drafted=True) is PaperState.DRAFTED


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(minutes=4), "4 分"),
        (timedelta(hours=1, minutes=55), "1 时 55 分"),
        (timedelta(days=2, hours=2), "2 天 2 时"),
        (timedelta(days=23), "23 天"),
        (-timedelta(hours=22), "迟 22 时"),
    ],
)
def test_the_time_to_a_due_paper(away, words):
    assert away_words(NOW, NOW + away) == words
