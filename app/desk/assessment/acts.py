"""The acts of the register of assessments: enter what the client wrote, object or not, revoke, take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_day, local_minute
from app.base.errors import Refused
from app.base.people import Person
from app.desk.assessment.reads import strikes_in
from app.desk.assessment.rows import AssessmentRow, assessment_row
from app.desk.evidence import attachments as files_of
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.models.assessment.records import AssessmentRecord, NewAssessment
from app.models.register.stores import Stores
from app.rules.assessment.kinds import (
    ASSESSMENT_FLOW,
    AssessmentKind,
    AssessmentState,
    AssessmentVerb,
    Objection,
    warning_words,
)
from app.rules.journal import JournalVerb
from app.rules.obligation.service import read_day
from app.rules.task.steps import slots_of
from app.rules.task.tasks import Task, TaskKind, TaskState
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.OBLIGATIONS | Change.REMINDERS | Change.JOURNAL
LONGEST = {"item": 200, "deduction": 100, "paper": 100, "text": 4000}
_OBJECTIONS = {AssessmentVerb.OBJECT: Objection.OBJECTED, AssessmentVerb.ACCEPT: Objection.ACCEPTED}
_ENDED_TASK = "考核登记已有结论"


@dataclass(frozen=True, slots=True)
class Written:
    """What the client wrote: the day of the paper, what was assessed, the deduction, the paper's number.

    `duty` is the id of the duty it is about or empty, `objection_until` until when it can be objected to.
    """

    day: str
    item: str
    deduction: str = ""
    paper: str = ""
    text: str = ""
    duty: str = ""
    objection_until: datetime | None = None


def enter(
    desk: Desk, *, person: Person, kind: AssessmentKind, written: Written, files: Sequence[str | Path] = ()
) -> Outcome[AssessmentRow]:
    """Enters what the client wrote. A strike needs its written paper as a file and is a lead's to enter.

    Until `objection_until` a task rings as every task does: whether to object is to be decided.

    Raises:
        NotAllowed: only a lead enters a strike.
        Refused: the day is none or ahead (field "day"), no item (field "item"), a text too long, a strike without its
            deduction or its paper's file (fields "deduction", "files"), or the time to object is past.
        FileRefused: a file cannot be an attachment.

    """
    require(person, Action.ASSESS if kind is AssessmentKind.STRIKE else Action.EDIT)
    _check(desk, kind, written, files)
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        kept = files_of.keep(desk, stores, person, taken)
        new = NewAssessment(
            kind=kind,
            state=AssessmentState.HOLDS,
            day=written.day.strip(),
            item=written.item.strip(),
            duty=written.duty,
            deduction=written.deduction.strip(),
            paper=written.paper.strip(),
            text=written.text.strip(),
            files=kept,
            objection_until=written.objection_until,
            objection=Objection.OPEN,
            made_at=desk.now(),
            made_by=person.name,
        )
        entry = _the_assessment(stores, stores.assessments.add(new))
        _remind(desk, stores, person, entry)
        deduction = f"，{entry.deduction}" if entry.deduction else ""
        text = f"{kind.word} {entry.day} {entry.item}{deduction}{f'（{entry.paper}）' if entry.paper else ''}"
        write_line(desk, stores, person, JournalVerb.ASSESSMENT, text)
        strikes, limit = strikes_in(stores)
    reverse = partial(end, person=person, assessment_id=entry.id, verb=AssessmentVerb.WITHDRAW, note="撤回")
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, text)
    warning = f"。{warning_words(strikes, limit)}" if kind is AssessmentKind.STRIKE else ""
    return Outcome(CHANGES, assessment_row(entry), f"已登记{kind.word}：{entry.item}{warning}", undo)


def _check(desk: Desk, kind: AssessmentKind, written: Written, files: Sequence[str | Path]) -> None:
    if read_day(written.day, "day") > local_day(desk.now()):
        raise Refused("文书日期不能晚于今天", field="day")
    if not written.item.strip():
        raise Refused("请填写考核事项", field="item")
    for name, most in LONGEST.items():
        if len(getattr(written, name)) > most:
            raise Refused(f"最多 {most} 字，现有 {len(getattr(written, name))} 字", field=name)
    if kind is AssessmentKind.STRIKE and not written.deduction.strip():
        raise Refused("请填写扣罚金额或扣分", field="deduction")
    if kind is AssessmentKind.STRIKE and not files:
        raise Refused("请附上委托方的书面文书：没有文书不计次", field="files")
    if written.objection_until is not None and written.objection_until <= desk.now():
        raise Refused("异议期限已经过去，请改成以后的时间，或不填", field="objection_until")


def decide(
    desk: Desk,
    *,
    person: Person,
    assessment_id: int,
    verb: AssessmentVerb,
    text: str,
    files: Sequence[str | Path] = (),
    version: int | None = None,
) -> Outcome[AssessmentRow]:
    """Records that the client was objected to, with what was said, or that nobody objects.

    Raises:
        Refused: no text (field "text"), it was decided before, or the entry no longer holds.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.ASSESS)
    if not text.strip():
        raise Refused("请写明向谁提、提了什么，或为什么不提", field="text")
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        before = _the_assessment(stores, assessment_id)
        check_version(before.item, before.version, version)
        state_after(ASSESSMENT_FLOW, before.state, verb, number=before.item)
        if before.objection is not Objection.OPEN:
            raise Refused(f"{before.item}：{before.objection.word}，已有结论")
        kept = files_of.keep(desk, stores, person, taken)
        with saving(before.item):
            stores.assessments.change(
                before,
                objection=_OBJECTIONS[verb],
                objection_text=text.strip(),
                objected_at=desk.now(),
                objected_by=person.name,
                files=(*before.files, *(file for file in kept if file not in before.files)),
            )
        _settle(desk, stores, person, before, text.strip())
        words = f"{_OBJECTIONS[verb].word} {before.day} {before.item}"
        write_line(desk, stores, person, JournalVerb.ASSESSMENT_OBJECTION, f"{words}：{text.strip()}")
        stored = _the_assessment(stores, assessment_id)
    result = assessment_row(stored)
    return Outcome(CHANGES, result, words)


def end(
    desk: Desk, *, person: Person, assessment_id: int, verb: AssessmentVerb, note: str, version: int | None = None
) -> Outcome[AssessmentRow]:
    """Revokes an entry that the client took back, or withdraws one that was entered by mistake; it stays on record.

    Raises:
        NotAllowed: a strike is a lead's.
        Refused: no reason (field "note"), or the entry no longer holds.
        EditConflict: somebody changed it since `version` was read.

    """
    if not note.strip():
        raise Refused("请写明原因", field="note")
    with desk.register.writing() as stores:
        before = _the_assessment(stores, assessment_id)
        require(person, Action.ASSESS if before.kind is AssessmentKind.STRIKE else Action.EDIT)
        check_version(before.item, before.version, version)
        after = state_after(ASSESSMENT_FLOW, before.state, verb, number=before.item)
        with saving(before.item):
            stores.assessments.change(before, state=after, ended_at=desk.now(), ended_by=person.name, note=note.strip())
        _settle(desk, stores, person, before, note.strip())
        words = f"{after.word} {before.kind.word} {before.day} {before.item}"
        write_line(desk, stores, person, JournalVerb.ASSESSMENT_END, f"{words}：{note.strip()}")
        stored = _the_assessment(stores, assessment_id)
    result = assessment_row(stored)
    return Outcome(CHANGES, result, words)


def _remind(desk: Desk, stores: Stores, person: Person, entry: AssessmentRecord) -> None:
    """Makes the task that rings until it is decided whether to object."""
    due = entry.objection_until
    if due is None:
        return
    title = f"{entry.kind.word}“{entry.item}”是否提出异议，{local_minute(due)} 前"
    task = stores.tasks.add(
        Task(0, TaskKind.REVIEW, _origin(entry), title, person.name, desk.now(), due, created_by=person.name)
    )
    stores.task_slots.plan(task.id, due, slots_of(due, after=desk.now()))


def _settle(desk: Desk, stores: Stores, person: Person, entry: AssessmentRecord, answer: str) -> None:
    """Ends the task of an entry."""
    for task in stores.tasks.of_origin(_origin(entry)):
        if task.state is TaskState.OPEN:
            stores.tasks.change(
                task, state=TaskState.DONE, done_at=desk.now(), answer=answer[:2000], ended_by=person.name
            )
            stores.task_slots.cancel_of(task.id, _ENDED_TASK)


def _origin(entry: AssessmentRecord) -> str:
    return f"assessment:{entry.id}"


def _the_assessment(stores: Stores, assessment_id: int) -> AssessmentRecord:
    found = stores.assessments.get(assessment_id)
    if found is None:
        raise Refused("没有这条考核登记")
    return found
