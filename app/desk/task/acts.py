"""Tasks as acts: added, changed, done with an answer and evidence, cancelled, opened again, repeated by their rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_minute, to_local
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.desk.evidence import attachments as files_of
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.task.records import change, follow_entry, make_next, named, plan, put, the_task, told
from app.desk.task.rows import TaskRow, Wanted, task_row
from app.models.register.stores import Stores
from app.rules.evidence import KeptFile
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.task.repeats import comes_at, repeat_of
from app.rules.task.tasks import FROM_DUTY_LOG, TASK_FLOW, Task, TaskState, TaskVerb, check
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.TASKS | Change.DUTY_LOG | Change.REMINDERS | Change.JOURNAL
# So many tasks of one row are made at once after an absence.
_MOST_AT_ONCE = 31


def add(desk: Desk, *, person: Person, wanted: Wanted, files: Sequence[str | Path] = ()) -> Outcome[TaskRow]:
    """Adds a task; it rings before its time is over.

    Raises:
        Refused: no title, a text that is too long, a time that is past, a row without a time, or a file that is not
            there; each at its field.

    """
    require(person, Action.TASK)
    task = _task_of(wanted)
    _check_origin(task.origin)
    check(task, now=desk.now())
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        made = put(desk, stores, person, replace(task, evidence=files_of.keep(desk, stores, person, taken)))
    reverse = partial(cancel, person=person, task_id=made.id, reason="撤回登记")
    return Outcome(CHANGES, task_row(made), f"{named(made)}已登记", _undo(desk, reverse, f"{named(made)} 登记"))


def edit(
    desk: Desk,
    *,
    person: Person,
    task_id: int,
    wanted: Wanted,
    files: Sequence[str | Path] = (),
    version: int | None = None,
) -> Outcome[TaskRow]:
    """Changes an open task and adds files to it; a time that moves is reminded of anew.

    Raises:
        Refused: as `add`, or the task has ended.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.TASK)
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        before = _seen(stores, task_id, version, TaskVerb.CHANGE)
        wanted, moved = _unmasked(wanted, before), wanted.due_at != before.due_at
        task = _task_of(wanted)
        check(task, now=desk.now() if moved else None)
        if task.origin != before.origin:
            _check_origin(task.origin)
        same_rule = wanted.repeat is repeat_of(before.repeats) and not moved
        rule = before.repeats if same_rule else task.repeats
        change(
            stores,
            before,
            kind=task.kind,
            title=task.title,
            who=task.who,
            due_at=task.due_at,
            origin=task.origin,
            repeats=rule,
            series=before.series if rule is None else before.series or before.id,
            evidence=_joined(before.evidence, files_of.keep(desk, stores, person, taken)),
        )
        after = the_task(stores, task_id)
        if moved:
            plan(desk, stores, after)
        write_line(desk, stores, person, JournalVerb.TASK_CHANGE, f"{named(after)}{told(after)}")
    reverse = partial(edit, person=person, task_id=task_id, wanted=_wanted_of(before))
    undo = None if moved and before.is_late(desk.now()) else _undo(desk, reverse, f"{named(before)} 修改")
    return Outcome(CHANGES, task_row(after), f"{named(after)}已修改", undo)


def finish(
    desk: Desk,
    *,
    person: Person,
    task_id: int,
    answer: str,
    files: Sequence[str | Path] = (),
    version: int | None = None,
) -> Outcome[TaskRow]:
    """Ends a task as done with its answer and evidence; of a row the next one is made, an order is marked as done.

    Raises:
        Refused: no answer (field "answer"), a file that is not there (field "files"), or the task has ended.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.TASK)
    if not answer.strip():
        raise Refused("请写明办理结果", field="answer")
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        before = _seen(stores, task_id, version, TaskVerb.FINISH)
        check(replace(before, answer=answer))
        change(
            stores,
            before,
            state=TASK_FLOW.after(before.state, TaskVerb.FINISH),
            done_at=desk.now(),
            ended_by=person.name,
            answer=answer.strip(),
            evidence=_joined(before.evidence, files_of.keep(desk, stores, person, taken)),
        )
        after, following = _ended(desk, stores, person, task_id, JournalVerb.TASK_FINISH, answer.strip())
    late = "（超时）" if after.was_late else ""
    reverse = partial(reopen, person=person, task_id=task_id, made=following.id if following is not None else None)
    return Outcome(
        CHANGES,
        task_row(after),
        f"{named(after)}已办结{late}{_next_words(following)}",
        _undo(desk, reverse, f"{named(after)} 办结"),
    )


def cancel(
    desk: Desk, *, person: Person, task_id: int, reason: str, skip: bool = False, version: int | None = None
) -> Outcome[TaskRow]:
    """Cancels a task with its reason. A row ends with it, unless only this one is skipped (`skip`).

    Raises:
        Refused: no reason (field "reason"), or the task has ended.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.TASK)
    if not reason.strip():
        raise Refused("请写明取消原因", field="reason")
    with desk.register.writing() as stores:
        before = _seen(stores, task_id, version, TaskVerb.CANCEL)
        change(
            stores,
            before,
            state=TASK_FLOW.after(before.state, TaskVerb.CANCEL),
            ended_by=person.name,
            reason=reason.strip(),
            repeats=before.repeats if skip else None,
        )
        after, following = _ended(desk, stores, person, task_id, JournalVerb.TASK_CANCEL, reason.strip())
    made = following.id if following is not None else None
    reverse = partial(reopen, person=person, task_id=task_id, made=made, repeats=before.repeats)
    return Outcome(
        CHANGES,
        task_row(after),
        f"{named(after)}已取消{_next_words(following)}",
        _undo(desk, reverse, f"{named(after)} 取消"),
    )


def reopen(
    desk: Desk, *, person: Person, task_id: int, made: int | None = None, repeats: str | None = None
) -> Outcome[TaskRow]:
    """Opens an ended task again; its answer and evidence stay. The reverse of `finish` and `cancel`.

    `made` is the next one of its row, which is cancelled where it is still open; `repeats` the rule that the end took.

    Raises:
        Refused: it has not ended.

    """
    require(person, Action.TASK)
    with desk.register.writing() as stores:
        before = the_task(stores, task_id)
        state = TASK_FLOW.after(before.state, TaskVerb.REOPEN)
        following = None if made is None else stores.tasks.get(made)
        gone = following is not None and following.state is TaskState.OPEN
        if gone and following is not None:
            change(
                stores, following, state=TaskState.CANCELLED, reason="前一次重开", ended_by=person.name, repeats=None
            )
            plan(desk, stores, the_task(stores, following.id))
        change(
            stores,
            before,
            state=state,
            done_at=None,
            ended_by="",
            reason="",
            repeats=before.repeats or repeats,
            next_made=before.next_made and not gone,
        )
        after = the_task(stores, task_id)
        plan(desk, stores, after)
        follow_entry(stores, after, None, person.name)
        write_line(desk, stores, person, JournalVerb.TASK_REOPEN, named(after))
    return Outcome(CHANGES, task_row(after), f"{named(after)}已重开")


def make_due(desk: Desk) -> Outcome[int]:
    """Makes the next task of every row whose day has come; after an absence each day's own, at most 31 at once."""
    now = desk.now()
    with desk.register.reading() as stores:
        if not _rows_due(stores, now):
            return Outcome(Change.NOTHING, 0)
    made = 0
    with desk.register.writing() as stores:
        while (waiting := _rows_due(stores, now)) and made < _MOST_AT_ONCE:
            for task in waiting:
                made += make_next(desk, stores, THE_DESK, task) is not None
    return Outcome(CHANGES, made)


def _rows_due(stores: Stores, now: datetime) -> list[Task]:
    return [
        task
        for task in stores.tasks.repeating()
        if task.repeats is not None and task.due_at is not None and comes_at(task.repeats, task.due_at) <= now
    ]


def _ended(
    desk: Desk, stores: Stores, person: Person, task_id: int, verb: JournalVerb, text: str
) -> tuple[Task, Task | None]:
    """What follows the end of a task: its reminders end, the order is marked, the line is written, the next is made."""
    after = the_task(stores, task_id)
    plan(desk, stores, after)
    follow_entry(stores, after, after.done_at, person.name)
    write_line(desk, stores, person, verb, f"{named(after)}：{mask_text(text)}")
    following = make_next(desk, stores, person, after)
    return the_task(stores, task_id), following


def _task_of(wanted: Wanted) -> Task:
    """The task that is wanted, not made yet."""
    made_at = datetime.min.replace(tzinfo=UTC)
    title, who, origin = (text.strip() for text in (wanted.title, wanted.who, wanted.origin))
    return Task(0, wanted.kind, origin, title, who, made_at, wanted.due_at, repeats=wanted.rule)


def _check_origin(origin: str) -> None:
    """Only an order of the duty log makes a task that belongs to it."""
    if origin.startswith(FROM_DUTY_LOG):
        raise Refused("值班日志的交办请在值班日志里登记", field="origin")


def _wanted_of(task: Task) -> Wanted:
    """What a task was when it was wanted so."""
    return Wanted(task.kind, task.title, task.who, task.due_at, task.origin, repeat_of(task.repeats))


def _unmasked(wanted: Wanted, before: Task) -> Wanted:
    """The texts that a person left as they were shown, with numbers hidden, keep their numbers."""
    texts = {name: getattr(before, name) for name in ("title", "who", "origin")}
    kept = {name: text for name, text in texts.items() if getattr(wanted, name) == mask_text(text)}
    return replace(wanted, **kept)


def _seen(stores: Stores, task_id: int, version: int | None, verb: TaskVerb) -> Task:
    """The task, after checking that its state allows the verb and that it has the version the person has read."""
    task = the_task(stores, task_id)
    check_version(named(task), task.version, version)
    TASK_FLOW.after(task.state, verb)
    return task


def _joined(before: tuple[KeptFile, ...], more: tuple[KeptFile, ...]) -> tuple[KeptFile, ...]:
    return tuple({file.digest: file for file in (*before, *more)}.values())


def _next_words(following: Task | None) -> str:
    return "" if following is None or following.due_at is None else f"，下一次 {local_minute(following.due_at)} 前"


def _undo(desk: Desk, reverse: partial[Outcome[TaskRow]], words: str) -> Undo:
    now = desk.now()
    return Undo(reverse, now + TAKE_BACK_WITHIN, f"{words}（{to_local(now):%H:%M}）")
