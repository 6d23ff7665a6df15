"""The duty log: own entries, orders with their tasks, corrections, undo, and the time line of a shift."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.duty_log import acts, reads
from app.desk.duty_log.reads import Span
from app.desk.duty_log.rows import WantedEntry
from app.desk.task import acts as task_acts
from app.desk.task import reads as task_reads
from app.rules.duty_log.entries import EntryKind
from app.rules.duty_log.lines import Line, LineKind, folded, kind_of
from app.rules.journal import JournalVerb
from app.rules.roster.shifts import Duty, OnDuty, Shift
from app.rules.task.tasks import TaskKind, TaskState
from tests.desk.conftest import OPERATOR, beijing

HOUR = timedelta(hours=1)
CALL = WantedEntry(EntryKind.CALL, "街道来电询问工单，回电 13800000001")
ORDER = WantedEntry(
    EntryKind.ORDER,
    "明早报送夜间情况",
    ordered_by="领导甲",
    ordered_to="值班员乙",
    due_at=beijing("2026-11-23T08:00:00"),
)


def write(desk, wanted=CALL, person=OPERATOR):
    return acts.write(desk, person=person, wanted=wanted)


def shown(desk, **asked):
    return [(one.line.word, one.line.text) for one in reads.log(desk, **asked).lines]


def tasks(desk):
    return [(row.kind, row.title, row.who, row.state) for row in task_reads.listing(desk)]


def test_an_entry_stands_in_the_time_line_with_what_the_journal_says_and_can_be_taken_back(desk, take_in, still):
    ticket_id = take_in("热线-1")
    still.advance(timedelta(minutes=1))
    made = write(desk)
    still.advance(timedelta(minutes=1))
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id])
    words = [word for word, _ in shown(desk)]
    assert words[:2] == ["签收", "来电"]
    assert shown(desk, kind=LineKind.OWN) == [("来电", "街道来电询问工单，回电 138****0001")]
    assert reads.log(desk).lines[0].line.ticket_id == ticket_id
    assert shown(desk, who="没有这个人") == []
    made.undo.use_case(desk)
    assert shown(desk, kind=LineKind.OWN) == [("撤回值班日志", "来电：街道来电询问工单，回电 138****0001")]
    with pytest.raises(Refused, match="已撤回"):
        acts.settle(desk, person=OPERATOR, entry_id=made.result.id)


def test_an_order_with_a_time_makes_one_task_and_both_end_together(desk):
    made = write(desk, ORDER)
    row = made.result
    assert tasks(desk) == [(TaskKind.INSTRUCTION, "明早报送夜间情况", "值班员乙", TaskState.OPEN)]
    (task,) = task_reads.listing(desk)
    assert (task.origin, row.task_id) == (f"duty-log:{row.id}", task.id)
    done = acts.settle(desk, person=OPERATOR, entry_id=row.id, version=row.version)
    assert tasks(desk)[0][3] is TaskState.DONE
    done.undo.use_case(desk)
    assert (tasks(desk)[0][3], reads.log(desk, kind=LineKind.OWN).lines[-1].entry.done_at) == (TaskState.OPEN, None)
    task_acts.finish(desk, person=OPERATOR, task_id=task.id, answer="已报送")
    assert reads.log(desk, kind=LineKind.OWN).lines[-1].entry.done_by == "值班员甲"
    with pytest.raises(Refused, match="已于"):
        acts.settle(desk, person=OPERATOR, entry_id=row.id)
    with pytest.raises(Refused, match="已办结，不能撤回"):
        made.undo.use_case(desk)


def test_an_order_taken_back_takes_its_task_with_it(desk):
    write(desk, ORDER).undo.use_case(desk)
    assert tasks(desk) == [(TaskKind.INSTRUCTION, "明早报送夜间情况", "值班员乙", TaskState.CANCELLED)]


def test_an_order_without_a_time_makes_no_task_and_is_done_by_itself(desk):
    row = write(desk, replace(ORDER, due_at=None)).result
    assert tasks(desk) == []
    done = acts.settle(desk, person=OPERATOR, entry_id=row.id)
    assert reads.log(desk).lines[-1].entry.done_by == "值班员甲"
    done.undo.use_case(desk)
    assert reads.log(desk).lines[-1].entry.is_open_order


def test_a_correction_keeps_what_was_said_before_and_why_and_moves_the_task(desk):
    row = write(desk, ORDER).result
    later = beijing("2026-11-23T09:00:00")
    wanted = replace(ORDER, due_at=later, text="明早报送夜间情况和工单数")
    acts.correct(desk, person=Person("值班员乙"), entry_id=row.id, wanted=wanted, reason="听错", version=row.version)
    entry = reads.log(desk, kind=LineKind.OWN).lines[-1].entry
    (correction,) = entry.corrections
    assert (entry.due_at, correction.reason, correction.who) == (later, "听错", "值班员乙")
    assert correction.before == {"事由": "明早报送夜间情况", "办结时限": "11-23 08:00"}
    assert correction.after == {"事由": "明早报送夜间情况和工单数", "办结时限": "11-23 09:00"}
    (task,) = task_reads.listing(desk)
    assert (task.title, task.due_at) == ("明早报送夜间情况和工单数", later)
    for wrong, reason, field in ((wanted, " ", "reason"), (wanted, "再改", "text")):
        with pytest.raises(Refused) as refused:
            acts.correct(desk, person=OPERATOR, entry_id=row.id, wanted=wrong, reason=reason)
        assert refused.value.field == field
    with pytest.raises(EditConflict):
        acts.correct(desk, person=OPERATOR, entry_id=row.id, wanted=ORDER, reason="又改", version=row.version)


def test_a_corrected_entry_keeps_the_number_that_was_shown_hidden(desk):
    row = write(desk).result
    wanted = WantedEntry(EntryKind.VISITOR, row.text)
    acts.correct(desk, person=OPERATOR, entry_id=row.id, wanted=wanted, reason="是来访")
    with desk.register.reading() as stores:
        kept = stores.duty_log.get(row.id)
    assert (kept.kind, kept.text) == (EntryKind.VISITOR, CALL.text)


def test_an_order_whose_time_is_past_is_refused_at_its_field(desk, still):
    with pytest.raises(Refused) as refused:
        write(desk, replace(ORDER, at=still.now() - 3 * HOUR, due_at=still.now() - HOUR))
    assert (refused.value.field, tasks(desk)) == ("due_at", [])


def test_the_log_is_that_of_the_shift_by_the_roster_and_of_twelve_hours_without_one(desk, still):
    write(desk, replace(CALL, at=still.now() - 13 * HOUR, text="太早"))
    write(desk, replace(CALL, at=still.now() - 5 * HOUR, text="上一班"))
    write(desk, replace(CALL, at=still.now() - HOUR, text="本班"))
    own = {"kind": LineKind.OWN}
    assert [text for _, text in shown(desk, **own)][:2] == ["本班", "上一班"]
    assert [text for _, text in shown(desk, span=Span.BEFORE, **own)] == ["太早"]
    night = beijing("2026-11-22T23:00:00")
    people = (OnDuty("值班员甲", Duty.OPERATOR),)
    shifts = [
        Shift("晚班", night.date(), night - 8 * HOUR, night, people),
        Shift("夜班", night.date(), night, night + 9 * HOUR, people),
    ]
    with desk.register.writing() as stores:
        stores.roster.replace_days([night.date()], shifts)
    found = reads.log(desk, **own)
    assert (found.span.name, found.span.people) == ("11-22 夜班", ("值班员甲",))
    assert [text for _, text in shown(desk, **own)] == ["本班"]
    assert [text for _, text in shown(desk, span=Span.BEFORE, **own)] == ["上一班"]
    assert len(shown(desk, span=Span.WEEK, **own)) == 3


def test_every_verb_has_one_kind_and_only_own_verbs_are_own():
    kinds = {verb: kind_of(verb) for verb in JournalVerb}
    assert {verb for verb, kind in kinds.items() if kind is LineKind.OWN} == {
        verb for verb in JournalVerb if verb.value.startswith("duty-")
    }
    assert set(kinds.values()) == set(LineKind)


def test_a_run_of_one_act_is_one_line_and_others_stay_apart():
    at = beijing("2026-11-23T02:41:00")
    line = Line("j1", at, "值班员甲", LineKind.TICKET, "工单入库", "")
    run = [line, replace(line, id="j2"), replace(line, id="j3", who="值班员乙"), replace(line, id="j4", at=at + HOUR)]
    assert [(one.id, one.count) for one in folded(run)] == [("j1", 2), ("j3", 1), ("j4", 1)]
