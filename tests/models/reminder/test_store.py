"""The store of the ledger moves only slots whose state allows it, and counts what it does not know."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState

PERSON = Person("值班员甲")
START = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)


@pytest.fixture
def desk(tmp_path: Path):
    made = assemble(DataFolder(tmp_path / "data"), StillClock(START))
    editing.create(made, person=PERSON, values={"number": "热线-261123-000001", "title": "退费", "urgency": "urgent"})
    yield made
    made.register.close()


def states(desk: Desk) -> dict[str, ReminderState]:
    with desk.register.reading() as stores:
        return {slot.slot: slot.state for slot in stores.reminders.of_ticket(1) if slot.clock is ClockName.SIGN}


def test_a_slot_that_is_over_is_neither_cancelled_nor_shown(desk: Desk) -> None:
    with desk.register.writing() as stores:
        [missed, *_] = [slot.id for slot in stores.reminders.of_ticket(1) if slot.slot == "arrival"]
        stores.reminders.explain([missed], "程序未运行", missed=True)
        stores.reminders.cancel([missed], "不应取消")
        stores.reminders.mark_shown([missed], START, "报警窗")
        stores.reminders.acknowledge([missed], START, "甲", None)
        stores.reminders.raise_many([missed], START)
    assert states(desk)["arrival"] is ReminderState.MISSED


def test_what_comes_back_keeps_the_moment_at_which_it_first_rang(desk: Desk) -> None:
    later = START + timedelta(minutes=3)
    with desk.register.writing() as stores:
        [slot] = [slot.id for slot in stores.reminders.of_ticket(1) if slot.slot == "arrival"]
        stores.reminders.raise_many([slot], START)
        stores.reminders.acknowledge([slot], START, "甲", later)
        assert slot in [row.id for row in stores.reminders.due(later, 100)]
        stores.reminders.raise_many([slot], later)
        [row] = stores.reminders.by_id([slot])
    assert (row.state, row.raised_at, row.times_raised) == (ReminderState.RAISED, START, 2)


def test_a_state_that_nobody_knows_shows_in_the_sum(desk: Desk) -> None:
    assert reminder_acts.check(desk).holds
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql("UPDATE reminders SET state = 'lost' WHERE slot = 'arrival'")
    assert not reminder_acts.check(desk).holds
