"""What fell due while nobody could be reminded."""

from __future__ import annotations

from datetime import timedelta

from app.base.people import Person
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import away
from tests.support.levels import URGENT


def test_what_fell_due_is_counted_without_what_was_cancelled(desk, still, take_in, minutes):
    since = desk.now() + minutes(1)
    take_in(urgency=URGENT)
    signed = take_in(urgency=URGENT)
    reminder_acts.raise_due(desk)
    sign.sign(desk, person=Person("值班员甲"), ticket_ids=[signed])
    still.advance(timedelta(hours=9))
    reminder_acts.raise_due(desk)
    told = away.count(desk, since=since, until=desk.now(), cause="程序未运行")
    assert told.fell == 3  # after 5 and 8 minutes, and when it was overdue
    assert away.count(desk, since=since - minutes(9), until=since - minutes(5), cause="").fell == 0
