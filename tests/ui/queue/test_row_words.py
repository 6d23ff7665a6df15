"""A row says its clock, its state and itself in the desk's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.clock import from_local, to_local
from app.models.ticket.lines import NEVER
from app.rules.law.clocks import ClockName, Urgency
from app.rules.ticket.states import TicketStatus
from app.ui.queue.row_words import accessible_text, row_clock, second_line, status_chip, urgency_chip
from tests.support.levels import GENERAL, URGENT
from tests.ui.queue.test_model import NOW, row


def due_in(**span: float):
    due = NOW + timedelta(**span)
    return row(1).but(next_due=due, dispatched_at=NOW - timedelta(minutes=5), deadline_at=NOW + timedelta(days=5))


def test_a_clock_says_figure_word_and_colour() -> None:
    clock = row_clock(due_in(minutes=5), NOW)
    assert (clock.text, clock.word, clock.tone, clock.used) == ("05:00", "签收", "red", 0.5)


def test_a_clock_that_ran_out_says_overdue() -> None:
    late = due_in(hours=-9).but(next_clock=ClockName.HANDLING)
    clock = row_clock(late, NOW)
    assert (clock.text, clock.word, clock.tone, clock.used) == ("已超 9 时", "超期", "red", 1.0)


def test_a_closed_ticket_says_when_and_has_no_bar() -> None:
    closed = row(1).but(next_clock="", next_due=NEVER, closed_at=NOW, status=TicketStatus.CLOSED)
    assert row_clock(closed, NOW).word == "办结"
    assert row_clock(closed, NOW).used is None


def test_a_ticket_of_the_backlog_never_looks_pressing() -> None:
    old = due_in(hours=-9).but(backlog=1)
    assert row_clock(old, NOW).tone == "neutral"
    assert status_chip(old, NOW) == ("待签收", "neutral")


def test_handling_past_its_deadline_reads_overdue() -> None:
    handled = row(1).but(status=TicketStatus.HANDLING, deadline_at=NOW - timedelta(seconds=1))
    assert status_chip(handled, NOW) == ("已超期", "red")


@pytest.mark.parametrize(
    ("urgency", "looks"), [(URGENT, ("紧急", "red", "siren")), (GENERAL, ("一般", "neutral", "clock"))]
)
def test_urgency_is_a_word_and_an_icon_not_only_a_colour(urgency: Urgency, looks: tuple[str, str, str]) -> None:
    assert urgency_chip(row(1).but(urgency=urgency)) == looks


def test_the_second_line_takes_the_number_when_the_row_is_narrow() -> None:
    assert second_line(row(1), with_number=False) == "某店 · 沙河镇"
    assert second_line(row(1), with_number=True) == "N1 · 沙河镇"


def test_a_screen_reader_hears_the_time_left() -> None:
    words = accessible_text(due_in(minutes=3, seconds=12), NOW)
    assert words == "紧急 N1 诉求 1 待签收 签收 剩 03:12 某店 沙河镇"


def test_a_screen_reader_hears_today_and_late_as_people_say_them() -> None:
    midnight = from_local(to_local(NOW).replace(hour=0, minute=0, tzinfo=None)) + timedelta(days=1)
    today = due_in(hours=5).but(next_clock=ClockName.DEADLINE, next_due=midnight)
    assert "办理 今日 24:00 到期" in accessible_text(today, NOW)
    late = accessible_text(today.but(next_due=NOW - timedelta(hours=2)), NOW)
    assert "已超 2 时" in late
    assert "剩" not in late


def test_an_open_ticket_of_the_backlog_shows_its_deadline_quietly() -> None:
    old = due_in(hours=-9).but(backlog=1, next_due=NEVER, next_clock="", deadline_at=NOW - timedelta(days=40))
    clock = row_clock(old, NOW)
    assert (clock.text, clock.word, clock.tone, clock.used) == ("已超 40 天", "办理", "neutral", None)
