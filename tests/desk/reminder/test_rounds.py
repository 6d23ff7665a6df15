from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import EnvironmentFault, RegisterBusy
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import rounds as rounds_module
from app.desk.reminder.rounds import Rounds
from tests.support.levels import URGENT

FIVE = timedelta(seconds=5)


@pytest.mark.parametrize(
    ("fault", "words"),
    [(RegisterBusy("登记库正忙"), "登记库正忙"), (EnvironmentFault("磁盘已满"), "磁盘已满或无法写入")],
)
def test_ticks_that_failed_are_told_by_the_first_that_can_write(desk, still, take_in, monkeypatch, fault, words):
    rounds = Rounds()
    rounds(desk)
    take_in(urgency=URGENT)

    def fail(_desk, **_known):
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(reminder_acts, "raise_due", fail)
        for _ in range(80):
            still.advance(FIVE)
            with pytest.raises(EnvironmentFault):
                rounds(desk)
    still.advance(FIVE)
    (rung,) = rounds(desk).result
    assert (rung.slot, rung.cause) == ("5min", f"{words} 11-23 02:41–02:47")


def test_a_failure_that_is_over_explains_nothing_later(desk, still, take_in, monkeypatch):
    rounds = Rounds()
    rounds(desk)
    with monkeypatch.context() as broken:
        broken.setattr(reminder_acts, "raise_due", lambda _desk, **_known: (_ for _ in ()).throw(RegisterBusy("忙")))
        with pytest.raises(RegisterBusy):
            rounds(desk)
    rounds(desk)
    take_in(urgency=URGENT)
    for _ in range(60):
        still.advance(FIVE)
        told = rounds(desk).result
    assert [row.cause for row in told] == [""]


def test_after_an_absence_a_part_rings_a_turn_the_latest_first_and_pages_hear_of_it_twice(
    desk, still, take_in, monkeypatch
):
    monkeypatch.setattr(reminder_acts, "TICKETS_AT_ONCE", 2)
    rounds = Rounds()
    rounds(desk)
    tickets = []
    for _ in range(7):
        tickets.append(take_in(urgency=URGENT))
        still.advance(FIVE)
    still.advance(timedelta(minutes=2))
    turns, told = [], []
    while not turns or rounds.more:
        outcome = rounds(desk)
        turns.append({row.ticket_id for row in outcome.result})
        told.append(bool(outcome.changes))
    assert [len(turn) for turn in turns] == [2, 2, 2, 1]
    assert turns[0] == set(tickets[-2:])
    assert set().union(*turns) == set(tickets)
    assert told == [True, False, False, True]
    assert rounds(desk).result == []


def test_beside_tickets_is_asked_once_a_minute_and_after_each_change(desk, still, take_in, monkeypatch):
    asked = []
    real = rounds_module.handover_clocks.raise_due
    monkeypatch.setattr(rounds_module.handover_clocks, "raise_due", lambda desk: asked.append(desk.now()) or real(desk))
    rounds = Rounds()
    for _ in range(3):  # the first ticks write their own marks
        rounds(desk)
        still.advance(FIVE)
    settled = len(asked)
    rounds(desk)
    assert len(asked) == settled
    still.advance(timedelta(minutes=1))
    rounds(desk)
    rounds(desk)
    assert len(asked) > settled
    before = len(asked)
    take_in(urgency=URGENT)
    rounds(desk)
    assert len(asked) == before + 1
