from __future__ import annotations

from datetime import timedelta

import pytest

from app.models.register.register import Register
from app.rules.reminder.states import ReminderState
from tests.support.registers import copy_empty_register

MINUTE = timedelta(minutes=1)


@pytest.fixture
def register(folder):
    made = Register(copy_empty_register(folder).database)
    yield made
    made.close()


def plan(register, now, *offsets):
    """One ticket with a slot so many seconds from now each."""
    with register.writing() as stores:
        connection = stores.connection
        connection.exec_driver_sql(
            "INSERT INTO tickets (id, number, status, dispatched_at) VALUES (1, 'made-up', 'handling', 0)"
        )
        second = int(now.timestamp())
        state = ReminderState.PLANNED.value
        rows = [(1, "day5", f"{n}", 1, second + offset, None, state, "") for n, offset in enumerate(offsets)]
        stores.reminders.plan(rows, made_at=now - timedelta(days=1))


def test_the_next_minutes_are_counted_whole(register, clock):
    plan(register, clock.now(), -90, 61, 75, 119, 300, 8 * 86_400)
    with register.reading() as stores:
        told = stores.due.next_minutes(clock.now(), 5)
        assert [count for _, count in told] == [3, 1]
        assert [at - clock.now() for at, _ in told] == [timedelta(seconds=61), 5 * MINUTE]
        assert stores.due.next_moment(clock.now()) == told[0][0]


def test_without_slots_nothing_is_due_overdue_or_next(register, clock):
    with register.reading() as stores:
        due = stores.due
        assert (due.something_by(clock.now()), due.oldest_by(clock.now())) == (False, None)
        assert due.unraised(clock.now()) == (0, None)
        assert (due.next_moment(clock.now()), due.next_minutes(clock.now(), 2)) == (None, [])


def test_the_oldest_slot_that_is_due_is_told(register, clock):
    plan(register, clock.now(), -300, -60, 60)
    with register.reading() as stores:
        assert stores.due.something_by(clock.now())
        assert stores.due.oldest_by(clock.now()) == clock.now() - 5 * MINUTE
        assert stores.due.unraised(clock.now() - MINUTE) == (1, clock.now() - 5 * MINUTE)
