"""Whom an unanswered round goes to next, and the figures of the units."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import SHANGHAI
from app.rules.urge.steps import HEAD, LEADER, PastRound, UrgeLaw, figures_of, next_level, reply_by

LAW = UrgeLaw(timedelta(minutes=15), tries=2)
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=SHANGHAI)


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def test_the_head_is_urged_again_then_the_leader_and_then_the_next_slot_goes_on():
    assert [next_level(HEAD, 1, LAW), next_level(HEAD, 2, LAW)] == [HEAD, LEADER]
    assert [next_level(LEADER, 1, LAW), next_level(LEADER, 2, LAW)] == [LEADER, None]
    assert next_level(HEAD, 1, UrgeLaw(tries=1)) == LEADER


def test_the_answer_is_asked_for_within_two_hours_and_before_the_next_deadline():
    assert reply_by(NOW, [None, minutes(480)], again=False) == minutes(120)
    assert reply_by(NOW, [minutes(-60), minutes(90)], again=False) == minutes(90)
    assert reply_by(NOW, [], again=True) == minutes(30)


def test_figures_count_rounds_up_to_the_answer_minutes_and_broken_promises():
    quick = PastRound("家政专班", minutes(0), minutes(10), promised=True)
    silent = [PastRound("商超专班", minutes(at), None) for at in (0, 15)]
    late = PastRound("商超专班", minutes(30), minutes(50), promised=True, broken=True)
    never_sent = PastRound("办公室", None, None)
    first, *rest = figures_of([quick, *silent, late, never_sent])
    assert (first.unit, first.rounds, first.sent, first.answered) == ("商超专班", 3, 3, 1)
    assert (first.rounds_to_answer, first.minutes, first.promises, first.broken) == (3.0, 20, 1, 1)
    by_unit = {one.unit: one for one in rest}
    assert (by_unit["家政专班"].rounds_to_answer, by_unit["家政专班"].minutes) == (1.0, 10)
    assert (by_unit["办公室"].sent, by_unit["办公室"].rounds_to_answer, by_unit["办公室"].minutes) == (0, None, None)


def test_an_answer_before_anything_was_sent_counts_as_one_round_and_has_no_minutes():
    (only,) = figures_of([PastRound("甲科", None, minutes(3))])
    assert (only.rounds_to_answer, only.minutes) == (1.0, None)
