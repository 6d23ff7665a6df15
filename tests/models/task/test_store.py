"""The stores of tasks and of the duty log: what is added is read again, in its order, and in its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.register.register import Register
from app.models.shared.writing import StaleVersion
from app.rules.duty_log.entries import DutyEntry, EntryKind
from app.rules.evidence import KeptFile
from app.rules.reminder.states import ReminderState
from app.rules.task.tasks import Task, TaskKind, TaskState
from tests.support.registers import copy_empty_register

HOUR = timedelta(hours=1)


@pytest.fixture
def register(folder):
    made = Register(copy_empty_register(folder).database)
    yield made
    made.close()


def test_tasks_are_read_as_they_were_written_the_one_due_first_first(register, clock):
    now = clock.now()
    first = Task(0, TaskKind.GUIDANCE, "指导单", "整改台账", "单位甲", now, now + 2 * HOUR, repeats="monthly:31")
    kept = replace(first, evidence=(KeptFile("0" * 64, "照片.jpg"),), created_by="值班员甲")
    with register.writing() as stores:
        later = stores.tasks.add(kept)
        none = stores.tasks.add(replace(first, due_at=None, repeats=None))
        sooner = stores.tasks.add(replace(first, due_at=now + HOUR))
        done = stores.tasks.add(replace(first, state=TaskState.DONE, done_at=now))
        assert stores.tasks.get(later.id) == later == replace(kept, id=later.id)
        assert stores.tasks.open_ones() == (sooner, later, none)
        assert stores.tasks.ended(9) == (done,)
        assert stores.tasks.repeating() == (sooner, later, done)
        assert stores.tasks.due_between(now + HOUR, now + 2 * HOUR) == (sooner,)
        assert stores.tasks.created_between(now, now + HOUR) == (later, none, sooner, done)
        stores.tasks.change(later, title="整改台账二")
        with pytest.raises(StaleVersion):
            stores.tasks.change(later, title="整改台账三")


def test_slots_of_a_moved_task_are_cancelled_and_planned_again_when_it_moves_back(register, clock):
    now = clock.now()
    with register.writing() as stores:
        task = stores.tasks.add(Task(0, TaskKind.AD_HOC, "", "报送", "", now, now + HOUR))
        stores.task_slots.plan(task.id, now + HOUR, [("end", now + HOUR)])
        stores.task_slots.cancel_of(task.id, "时限已变更")
        assert stores.task_slots.due(now + 9 * HOUR) == []
        stores.task_slots.plan(task.id, now + HOUR, [("end", now + HOUR)])
        (slot,) = stores.task_slots.due(now + HOUR)
        assert (slot.state, slot.reason, stores.task_slots.next_moment(now)) == (
            ReminderState.PLANNED,
            "",
            now + HOUR,
        )


def test_entries_are_read_by_time_and_kind_and_a_withdrawn_one_only_on_demand(register, clock):
    now = clock.now()
    with register.writing() as stores:
        late = stores.duty_log.add(DutyEntry(0, now + HOUR, EntryKind.FAULT, "平台打不开", "值班员甲"))
        call = stores.duty_log.add(DutyEntry(0, now, EntryKind.CALL, "街道来电", "值班员甲", written_at=now))
        stores.duty_log.change(late, withdrawn_at=now)
        assert stores.duty_log.between(now, now + 9 * HOUR) == (call,)
        assert stores.duty_log.between(now, now + 9 * HOUR, (EntryKind.FAULT,)) == ()
        assert [one.id for one in stores.duty_log.between(now, now + 9 * HOUR, withdrawn=True)] == [call.id, late.id]
        stores.duty_log.note_correction(
            call.id, at=now, who="值班员甲", reason="写错", before={"事由": "甲"}, after={"事由": "乙"}
        )
        (correction,) = stores.duty_log.corrections_of([call.id])
        assert (correction.reason, correction.before, correction.after) == ("写错", {"事由": "甲"}, {"事由": "乙"})
