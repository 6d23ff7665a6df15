"""The duty log's own entries: written, corrected with a reason, done; never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_minute, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.duty_log.rows import EntryRow, WantedEntry, entry_row
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.task import acts as task_acts
from app.desk.task import records as task_records
from app.models.register.stores import Stores
from app.rules.duty_log.entries import DutyEntry, EntryKind, check
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.task.tasks import FROM_DUTY_LOG, Task, TaskKind, TaskState
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.DUTY_LOG | Change.TASKS | Change.REMINDERS | Change.JOURNAL
_WORDS = {
    "at": "时间",
    "kind": "类别",
    "text": "事由",
    "ordered_by": "交办人",
    "ordered_to": "交办给",
    "due_at": "办结时限",
}
_LONGEST_NAMED = 60


def write(desk: Desk, *, person: Person, wanted: WantedEntry) -> Outcome[EntryRow]:
    """Writes an entry. An order with a time makes a task of a leader's instruction, which is reminded of.

    Raises:
        Refused: no text, an order without who gave it, a time that is wrong; each at its field.

    """
    require(person, Action.DUTY_LOG)
    now = desk.now()
    entry = _entry(wanted, DutyEntry(0, wanted.at or now, wanted.kind, "", person.name, written_at=now))
    check(entry, now=now)
    if entry.due_at is not None and entry.due_at <= now:
        raise Refused("办结时限已经过去，请改成以后的时间", field="due_at")
    with desk.register.writing() as stores:
        made = stores.duty_log.add(entry)
        write_line(desk, stores, person, JournalVerb.DUTY_ENTRY, named(made))
        task = _make_task(desk, stores, person, made)
    undo = _undo(desk, partial(withdraw, person=person, entry_id=made.id), f"值班日志 {made.kind.word}")
    more = f"，任务 {task.id} 已建，{local_minute(entry.due_at)} 前办结" if task is not None and entry.due_at else ""
    return Outcome(
        CHANGES, entry_row(made, task_id=task.id if task is not None else None), f"已记入值班日志{more}", undo
    )


def correct(
    desk: Desk, *, person: Person, entry_id: int, wanted: WantedEntry, reason: str, version: int | None = None
) -> Outcome[EntryRow]:
    """Corrects an entry; what it said before stays on record with the reason. Its open task follows.

    Raises:
        Refused: no reason (field "reason"), nothing changed, or as `write`.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.DUTY_LOG)
    if not reason.strip():
        raise Refused("请写明更正原因", field="reason")
    with desk.register.writing() as stores:
        before = _seen(stores, entry_id, version)
        after = _entry(_unmasked(wanted, before), before)
        check(after, now=desk.now())
        changes = {name: getattr(after, name) for name in _WORDS if getattr(after, name) != getattr(before, name)}
        if not changes:
            raise Refused("没有改动", field="text")
        with saving(f"值班日志 {entry_id}"):
            stores.duty_log.change(before, **changes)
        stores.duty_log.note_correction(
            entry_id,
            at=desk.now(),
            who=person.name,
            reason=reason.strip(),
            before={_WORDS[name]: _text(getattr(before, name)) for name in changes},
            after={_WORDS[name]: _text(value) for name, value in changes.items()},
        )
        _follow(desk, stores, person, after, moved="due_at" in changes)
        words = "、".join(_WORDS[name] for name in changes)
        write_line(desk, stores, person, JournalVerb.DUTY_CORRECT, f"{named(after)}：{words}；{mask_text(reason)}")
        stored = the_entry(stores, entry_id)
    result = entry_row(stored)
    earlier = WantedEntry(before.kind, before.text, before.at, before.ordered_by, before.ordered_to, before.due_at)
    reverse = partial(correct, person=person, entry_id=entry_id, wanted=earlier, reason="撤回更正")
    undo = _undo(desk, reverse, "更正值班日志")
    return Outcome(CHANGES, result, f"值班日志已更正：{words}", undo)


def settle(desk: Desk, *, person: Person, entry_id: int, version: int | None = None) -> Outcome[EntryRow]:
    """Marks an order as done; its task is done with it.

    Raises:
        Refused: it is no order, or it is done.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.DUTY_LOG)
    with desk.register.reading() as stores:
        entry = _seen(stores, entry_id, version)
        task = _task_of(stores, entry_id)
    if not entry.is_order:
        raise Refused("只有领导交办才有办结")
    if entry.done_at is not None:
        raise Refused(f"这件交办已于 {local_minute(entry.done_at)} 办结")
    if task is not None and task.state is TaskState.OPEN:
        done = task_acts.finish(desk, person=person, task_id=task.id, answer=task.answer or "已办结")
        undo = done.undo
    else:
        mark(desk, person=person, entry_id=entry_id, done=True)
        reverse = partial(mark, person=person, entry_id=entry_id, done=False)
        undo = _undo(desk, reverse, "交办办结")
    with desk.register.reading() as stores:
        result = entry_row(the_entry(stores, entry_id))
    return Outcome(CHANGES, result, f"交办已办结：{_short(entry.text)}", undo)


def mark(desk: Desk, *, person: Person, entry_id: int, done: bool) -> Outcome[EntryRow]:
    """Marks an order without a task as done, or as open again."""
    require(person, Action.DUTY_LOG)
    with desk.register.writing() as stores:
        entry = the_entry(stores, entry_id)
        with saving(f"值班日志 {entry_id}"):
            stores.duty_log.change(entry, done_at=desk.now() if done else None, done_by=person.name if done else "")
        write_line(desk, stores, person, JournalVerb.DUTY_DONE, f"{'' if done else '撤回办结：'}{_short(entry.text)}")
        stored = the_entry(stores, entry_id)
    result = entry_row(stored)
    return Outcome(CHANGES, result, "交办已办结" if done else "交办恢复为未办结")


def withdraw(desk: Desk, *, person: Person, entry_id: int) -> Outcome[EntryRow]:
    """Takes an entry back that was just written; it stays in the register and is shown no more. Its task is cancelled.

    Raises:
        Refused: its task has ended.

    """
    require(person, Action.DUTY_LOG)
    with desk.register.writing() as stores:
        entry = the_entry(stores, entry_id)
        task = _task_of(stores, entry_id)
        if task is not None and task.state is TaskState.DONE:
            raise Refused(f"任务 {task.id} 已办结，不能撤回这条日志", hint="请先重开任务")
        with saving(f"值班日志 {entry_id}"):
            stores.duty_log.change(entry, withdrawn_at=desk.now())
        if task is not None and task.state is TaskState.OPEN:
            task_records.change(stores, task, state=TaskState.CANCELLED, reason="撤回值班日志", ended_by=person.name)
            task_records.plan(desk, stores, task_records.the_task(stores, task.id))
        write_line(desk, stores, person, JournalVerb.DUTY_WITHDRAW, named(entry))
    return Outcome(CHANGES, entry_row(entry), "值班日志已撤回")


def the_entry(stores: Stores, entry_id: int) -> DutyEntry:
    """The entry of this id.

    Raises:
        Refused: there is none, or it was taken back.

    """
    found = stores.duty_log.get(entry_id)
    if found is None or found.withdrawn_at is not None:
        raise Refused("没有这条值班日志" if found is None else "这条值班日志已撤回")
    return found


def named(entry: DutyEntry) -> str:
    """来电：街道询问工单进展（领导甲交办）, numbers hidden: a line of the journal is never erased."""
    by = f"（{mask_text(entry.ordered_by)}交办）" if entry.ordered_by else ""
    return f"{entry.kind.word}：{_short(entry.text)}{by}"


def _short(text: str) -> str:
    plain = " ".join(mask_text(text).split())
    return plain if len(plain) <= _LONGEST_NAMED else f"{plain[:_LONGEST_NAMED]}…"


def _text(value: object) -> str:
    """The value of a column as a correction keeps it."""
    if isinstance(value, datetime):
        return local_minute(value)
    return value.word if isinstance(value, EntryKind) else str(value or "")


def _entry(wanted: WantedEntry, before: DutyEntry) -> DutyEntry:
    return replace(
        before,
        at=wanted.at or before.at,
        kind=wanted.kind,
        text=wanted.text.strip(),
        ordered_by=wanted.ordered_by.strip(),
        ordered_to=wanted.ordered_to.strip(),
        due_at=wanted.due_at,
    )


def _unmasked(wanted: WantedEntry, before: DutyEntry) -> WantedEntry:
    """The texts that a person left as they were shown, with numbers hidden, keep their numbers."""
    texts = {name: getattr(before, name) for name in ("text", "ordered_by", "ordered_to")}
    kept = {name: text for name, text in texts.items() if getattr(wanted, name) == mask_text(text)}
    return replace(wanted, **kept)


def _seen(stores: Stores, entry_id: int, version: int | None) -> DutyEntry:
    entry = the_entry(stores, entry_id)
    check_version(f"值班日志 {entry_id}", entry.version, version)
    return entry


def _task_of(stores: Stores, entry_id: int) -> Task | None:
    """The task that the entry made, the newest."""
    return next(iter(reversed(stores.tasks.of_origin(f"{FROM_DUTY_LOG}{entry_id}"))), None)


def _undo(desk: Desk, reverse: partial[Outcome[EntryRow]], words: str) -> Undo:
    now = desk.now()
    return Undo(reverse, now + TAKE_BACK_WITHIN, f"{words}（{to_local(now):%H:%M}）")


def _make_task(desk: Desk, stores: Stores, person: Person, entry: DutyEntry) -> Task | None:
    """The task of an order with a time."""
    if not entry.is_order or entry.due_at is None:
        return None
    title, origin = entry.text[:500], f"{FROM_DUTY_LOG}{entry.id}"
    task = Task(0, TaskKind.INSTRUCTION, origin, title, entry.ordered_to, desk.now(), entry.due_at)
    return task_records.put(desk, stores, person, task)


def _follow(desk: Desk, stores: Stores, person: Person, entry: DutyEntry, *, moved: bool) -> None:
    """The task of a corrected entry follows it while it is open; one that is no order any more loses its task."""
    task = _task_of(stores, entry.id)
    if task is None:
        _make_task(desk, stores, person, entry)
        return
    if task.state is not TaskState.OPEN:
        return
    if not entry.is_order or entry.due_at is None:
        task_records.change(stores, task, state=TaskState.CANCELLED, reason="值班日志更正", ended_by=person.name)
    else:
        task_records.change(stores, task, title=entry.text[:500], who=entry.ordered_to, due_at=entry.due_at)
    if moved or not entry.is_order:
        task_records.plan(desk, stores, task_records.the_task(stores, task.id))
