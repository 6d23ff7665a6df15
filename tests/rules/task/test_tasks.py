"""Tasks: what is checked, when one is late, how those of a month are counted, and when one rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.base.errors import Refused
from app.rules.shared.flow import IllegalMove
from app.rules.task.steps import slots_of
from app.rules.task.tasks import TASK_FLOW, Task, TaskKind, TaskState, TaskVerb, check, count

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)
HOUR = timedelta(hours=1)
TASK = Task(1, TaskKind.AD_HOC, "", "报送巡查情况", "值班员甲", NOW - HOUR, NOW + HOUR)


def done(task_id, due_at, done_at):
    return replace(TASK, id=task_id, due_at=due_at, state=TaskState.DONE, done_at=done_at)


def test_a_task_is_late_only_while_it_is_open_and_past_its_time():
    assert not TASK.is_late(NOW + HOUR - timedelta(seconds=1))
    assert TASK.is_late(NOW + HOUR)
    assert not replace(TASK, due_at=None).is_late(NOW + 9 * HOUR)
    assert not replace(TASK, state=TaskState.CANCELLED).is_late(NOW + 9 * HOUR)


def test_each_task_of_a_month_is_counted_once_by_how_it_ended():
    found = count(
        (
            done(1, NOW - HOUR, NOW - HOUR),
            done(2, NOW - HOUR, NOW),
            replace(TASK, id=3, due_at=NOW - HOUR),
            replace(TASK, id=4, due_at=NOW + HOUR),
            replace(TASK, id=5, due_at=NOW - HOUR, state=TaskState.CANCELLED),
            replace(TASK, id=6, due_at=None),
        ),
        now=NOW,
    )
    assert (found.in_time, found.done_late, found.open_late, found.to_come, found.of) == ((1,), (2,), (3,), (4,), 3)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "长" * 501}, "title"),
        ({"who": "长" * 61}, "who"),
        ({"due_at": NOW}, "due_at"),
        ({"due_at": None, "repeats": "daily"}, "due_at"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(change, field):
    check(TASK, now=NOW)
    with pytest.raises(Refused) as refused:
        check(replace(TASK, **change), now=NOW)
    assert refused.value.field == field


def test_only_an_open_task_ends_and_only_an_ended_one_is_opened_again():
    assert TASK_FLOW.after(TaskState.OPEN, TaskVerb.FINISH) is TaskState.DONE
    assert TASK_FLOW.after(TaskState.CANCELLED, TaskVerb.REOPEN) is TaskState.OPEN
    with pytest.raises(IllegalMove, match="已办结"):
        TASK_FLOW.after(TaskState.DONE, TaskVerb.CANCEL)
    with pytest.raises(IllegalMove, match="还没有结束"):
        TASK_FLOW.after(TaskState.OPEN, TaskVerb.REOPEN)


def test_a_task_rings_the_day_before_two_hours_before_and_at_its_time():
    due = NOW + 30 * HOUR
    every = (("-1440min", due - 24 * HOUR), ("-120min", due - 2 * HOUR), ("end", due))
    assert slots_of(due, after=NOW) == every
    assert slots_of(NOW + 3 * HOUR, after=NOW) == (("-120min", NOW + HOUR), ("end", NOW + 3 * HOUR))
    assert slots_of(NOW - HOUR, after=NOW) == (("end", NOW - HOUR),)
