"""Tasks from their adding to their end: evidence, rows that come again, undo, reminders, and the counts of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.base.errors import EditConflict, Refused
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rounds import Rounds
from app.desk.task import acts, clocks, reads
from app.desk.task.rows import Wanted
from app.rules.reminder.states import ReminderChannel, ReminderState
from app.rules.shared.flow import IllegalMove
from app.rules.task.repeats import Repeat
from app.rules.task.tasks import TaskKind, TaskState
from tests.desk.conftest import OPERATOR, beijing

HOUR = timedelta(hours=1)
SIX = beijing("2026-11-23T18:00:00")
WANTED = Wanted(TaskKind.AD_HOC, "报送巡查情况，联系 13800000001", "值班员乙", SIX)
DAILY = replace(WANTED, repeat=Repeat.DAILY)


def add(desk, wanted=WANTED):
    return acts.add(desk, person=OPERATOR, wanted=wanted)


def undo(desk, outcome):
    return outcome.undo.use_case(desk)


def states(desk):
    return [(row.due_at and row.due_at - SIX, row.state) for row in sorted(reads.listing(desk), key=lambda row: row.id)]


def rung(desk):
    return [(row.ticket_number, row.slot) for row in Rounds()(desk).result if clocks.is_task(row.id)]


def test_a_task_is_done_with_its_answer_and_evidence_and_both_can_be_read(desk, tmp_path):
    proof = tmp_path / "截图.png"
    proof.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    row = add(desk).result
    assert (row.title, row.state) == ("报送巡查情况，联系 138****0001", TaskState.OPEN)
    done = acts.finish(desk, person=OPERATOR, task_id=row.id, answer="已报送", files=[proof], version=row.version)
    assert done.message == f"任务 {row.id}“报送巡查情况，联系 138****0001”已办结"
    (shown,) = reads.listing(desk)
    assert (shown.state, shown.answer, [file.name for file in shown.evidence]) == (
        TaskState.DONE,
        "已报送",
        ["截图.png"],
    )
    with pytest.raises(IllegalMove, match="已办结"):
        acts.cancel(desk, person=OPERATOR, task_id=row.id, reason="不用了")
    undo(desk, done)
    assert reads.listing(desk)[0].state is TaskState.OPEN


def test_a_number_that_was_shown_hidden_is_kept_when_the_text_is_left_as_it_was(desk):
    row = add(desk).result
    changed = replace(WANTED, title=row.title, who="值班员丙")
    edited = acts.edit(desk, person=OPERATOR, task_id=row.id, wanted=changed, version=row.version)
    with desk.register.reading() as stores:
        kept = stores.tasks.get(row.id)
    assert (kept.title, kept.who) == (WANTED.title, "值班员丙")
    with pytest.raises(EditConflict, match="刚被别人改过"):
        acts.edit(desk, person=OPERATOR, task_id=row.id, wanted=changed, version=row.version)
    undo(desk, edited)
    assert reads.listing(desk)[0].who == "值班员乙"


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda desk, number: acts.finish(desk, person=OPERATOR, task_id=number, answer=" "), "answer"),
        (lambda desk, number: acts.cancel(desk, person=OPERATOR, task_id=number, reason=""), "reason"),
        (lambda desk, number: add(desk, replace(WANTED, due_at=desk.now() - HOUR)), "due_at"),
        (lambda desk, number: add(desk, replace(DAILY, due_at=None)), "due_at"),
        (lambda desk, number: acts.add(desk, person=OPERATOR, wanted=WANTED, files=["/nowhere/x.pdf"]), "files"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(desk, act, field):
    number = add(desk).result.id
    with pytest.raises(Refused) as refused:
        act(desk, number)
    assert (refused.value.field, len(reads.listing(desk))) == (field, 1)


def test_the_next_of_a_row_is_made_when_one_is_done_and_goes_with_the_undo(desk):
    row = add(desk, DAILY).result
    assert row.repeats == "每天"
    done = acts.finish(desk, person=OPERATOR, task_id=row.id, answer="已报送")
    assert "下一次 11-24 18:00 前" in done.message
    day = timedelta(days=1)
    assert states(desk) == [(0 * day, TaskState.DONE), (day, TaskState.OPEN)]
    undo(desk, done)
    assert states(desk) == [(0 * day, TaskState.OPEN), (day, TaskState.CANCELLED)]
    acts.finish(desk, person=OPERATOR, task_id=row.id, answer="已报送")
    assert states(desk)[-1] == (day, TaskState.OPEN)


def test_the_next_of_a_row_is_made_when_its_day_comes_and_each_day_of_an_absence_has_its_own(desk, still):
    add(desk, DAILY)
    Rounds()(desk)
    assert len(states(desk)) == 1
    still.advance(beijing("2026-11-26T00:00:00") - still.now())
    Rounds()(desk)
    Rounds()(desk)
    assert states(desk) == [(timedelta(days=n), TaskState.OPEN) for n in range(4)]


def test_a_cancelled_row_ends_unless_only_one_is_skipped(desk, still):
    row = add(desk, DAILY).result
    skipped = acts.cancel(desk, person=OPERATOR, task_id=row.id, reason="停电", skip=True)
    assert [state for _, state in states(desk)] == [TaskState.CANCELLED, TaskState.OPEN]
    undo(desk, skipped)
    ended = acts.cancel(desk, person=OPERATOR, task_id=row.id, reason="不再需要")
    still.advance(timedelta(days=3))
    Rounds()(desk)
    assert TaskState.OPEN not in {state for _, state in states(desk)}
    undo(desk, ended)
    Rounds()(desk)
    assert sum(state is TaskState.OPEN for _, state in states(desk)) == 4


def test_a_task_rings_before_its_time_comes_back_when_late_and_is_silent_once_done(desk, still):
    row = add(desk).result
    name = f"任务 {row.id}"
    assert rung(desk) == []
    still.advance(SIX - 2 * HOUR - still.now())
    assert rung(desk) == [(name, "-120min")]
    (ringing,) = clocks.ringing(desk)
    reminder_acts.mark_shown(desk, ids=[ringing.id], channel=ReminderChannel.WINDOW)
    reminder_acts.note_receipts(desk, ids=[ringing.id], channel=ReminderChannel.NOTICE, delivered=False, detail="无")
    assert clocks.ringing(desk)[0].state is ReminderState.SHOWN
    assert reminder_acts.acknowledge(desk, person=OPERATOR, ids=[ringing.id]).result == 1
    with desk.register.reading() as stores:
        assert stores.task_slots.next_moment(desk.now()) == SIX
    still.advance(2 * HOUR)
    assert rung(desk) == [(name, "end")]
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[one.id for one in clocks.ringing(desk)])
    still.advance(HOUR)
    assert rung(desk) == [(name, "end")]
    told = [(one.slot.slot, [receipt[1:] for receipt in one.receipts]) for one in reads.reminders(desk, task_id=row.id)]
    assert told == [("-120min", [("报警窗", True, ""), ("桌面通知", False, "无")]), ("end", [])]
    acts.finish(desk, person=OPERATOR, task_id=row.id, answer="已报送")
    still.advance(HOUR)
    assert (clocks.ringing(desk), rung(desk)) == ([], [])


def test_a_moved_time_rings_at_the_new_one_only(desk, still):
    row = add(desk).result
    later = replace(WANTED, due_at=SIX + 5 * HOUR)
    acts.edit(desk, person=OPERATOR, task_id=row.id, wanted=later, version=row.version)
    still.advance(SIX - still.now())
    assert rung(desk) == []
    still.advance(5 * HOUR)
    assert rung(desk) == [(f"任务 {row.id}", "end")]


def test_late_ones_stand_first_and_those_of_a_month_are_counted_by_how_they_ended(desk, still):
    start, end = beijing("2026-11-01T00:00:00"), beijing("2026-12-01T00:00:00")
    in_time, late, never, to_come, other = (
        add(desk, replace(WANTED, title=str(n), due_at=due)).result.id
        for n, due in enumerate((SIX, SIX, SIX, end - HOUR, end))
    )
    acts.finish(desk, person=OPERATOR, task_id=in_time, answer="好")
    still.advance(SIX + HOUR - still.now())
    acts.finish(desk, person=OPERATOR, task_id=late, answer="晚了")
    assert [row.id for row in reads.listing(desk)] == [never, to_come, other, late, in_time]
    with desk.register.reading() as stores:
        found = reads.month_counts(stores, start, end, now=desk.now())
        assert reads.late(stores, desk.now()) == 1
    assert (found.in_time, found.done_late, found.open_late, found.to_come) == (
        (in_time,),
        (late,),
        (never,),
        (to_come,),
    )
