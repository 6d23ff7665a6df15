"""The acts about duties: a statement about a finding, the record of a monthly duty, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import attachments as files_of
from app.desk.obligation.rows import EntryRow, entry_row
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.models.obligation.records import EntryRecord, NewEntry
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.obligation.duties import Duty, Measure, duty_of
from app.rules.obligation.entries import ENTRY_FLOW, EntryKind, EntryState, EntryVerb
from app.rules.obligation.service import read_month
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.OBLIGATIONS | Change.JOURNAL
LONGEST_TEXT, LONGEST_TITLE = 4000, 200
_VERBS = {EntryKind.STATEMENT: JournalVerb.OBLIGATION_STATEMENT, EntryKind.RECORD: JournalVerb.OBLIGATION_RECORD}


@dataclass(frozen=True, slots=True)
class Said:
    """What is entered: a title, the text, and for a record when it was done."""

    title: str
    text: str
    done_at: datetime | None = None


def state(
    desk: Desk, *, person: Person, duty: str, month: str, about: str, said: Said, files: Sequence[str | Path] = ()
) -> Outcome[EntryRow]:
    """Enters the statement about a finding, with its evidence; `about` is the key of the finding, `title` its name.

    Raises:
        Refused: there is no such duty or month, no finding is named, no text (field "text"), or a file is not there
            (field "files").
        FileRefused: a file cannot be an attachment.

    """
    require(person, Action.EDIT)
    _the_duty(duty)
    if not about:
        raise Refused("请先选择一条违约", field="about")
    if not said.text.strip():
        raise Refused("请写明情况：发生了什么、原因、怎样改", field="text")
    return _enter(desk, person, EntryKind.STATEMENT, duty, month, about, said, files)


def record(
    desk: Desk, *, person: Person, duty: str, month: str, said: Said, files: Sequence[str | Path] = ()
) -> Outcome[EntryRow]:
    """Enters that a monthly duty without a page of its own was done, with its paper.

    Raises:
        Refused: the duty has a page of its own, no title (field "title"), the time is missing or ahead (field
            "done_at"), or no file (field "files").
        FileRefused: a file cannot be an attachment.

    """
    require(person, Action.EDIT)
    if _the_duty(duty).measure is not Measure.ENTRY:
        raise Refused("这项义务由台账自动统计，不用登记", field="duty")
    if not said.title.strip():
        raise Refused("请填写名称，例如 某科室现场指导", field="title")
    if said.done_at is None or said.done_at > desk.now():
        raise Refused("请填写完成时间，不能晚于现在", field="done_at")
    if not files:
        raise Refused("请附上记录或材料", field="files")
    return _enter(desk, person, EntryKind.RECORD, duty, month, "", said, files)


def _the_duty(duty_id: str) -> Duty:
    duty = duty_of(duty_id)
    if duty is None:
        raise Refused(f"没有名为“{duty_id}”的义务", field="duty")
    return duty


def _enter(
    desk: Desk,
    person: Person,
    kind: EntryKind,
    duty: str,
    month: str,
    about: str,
    said: Said,
    files: Sequence[str | Path],
) -> Outcome[EntryRow]:
    for field, text, most in (("title", said.title, LONGEST_TITLE), ("text", said.text, LONGEST_TEXT)):
        if len(text) > most:
            raise Refused(f"最多 {most} 字，现有 {len(text)} 字", field=field)
    month = read_month(month).text
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        kept = files_of.keep(desk, stores, person, taken)
        new = NewEntry(
            kind=kind,
            state=EntryState.HOLDS,
            duty=duty,
            month=month,
            about=about,
            title=said.title.strip(),
            text=said.text.strip(),
            files=kept,
            done_at=said.done_at,
            made_at=desk.now(),
            made_by=person.name,
        )
        entry_id = stores.obligations.add(new)
        words = f"{_the_duty(duty).title} {month} {said.title.strip()}".strip()
        named = "；附 " + "、".join(file.name for file in kept) if kept else ""
        write_line(desk, stores, person, _VERBS[kind], f"{words}：{said.text.strip() or '已登记'}{named}")
        stored = _the_entry(stores, entry_id)
    result = entry_row(stored)
    reverse = partial(withdraw, person=person, entry_id=entry_id, note="撤回")
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{kind.word} {words}")
    return Outcome(CHANGES, result, f"{kind.word}已存：{words}", undo)


def withdraw(desk: Desk, *, person: Person, entry_id: int, note: str, version: int | None = None) -> Outcome[EntryRow]:
    """Takes an entry back that was made by mistake; it stays on record.

    Raises:
        Refused: no reason (field "note"), or it was taken back before.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.EDIT)
    if not note.strip():
        raise Refused("请写明原因", field="note")
    with desk.register.writing() as stores:
        before = _the_entry(stores, entry_id)
        words = f"{before.kind.word} {before.title}".strip()
        check_version(words, before.version, version)
        after = state_after(ENTRY_FLOW, before.state, EntryVerb.WITHDRAW, number=words)
        with saving(words):
            stores.obligations.change(before, state=after, ended_at=desk.now(), ended_by=person.name, note=note.strip())
        write_line(desk, stores, person, JournalVerb.OBLIGATION_WITHDRAW, f"{words}：{note.strip()}")
        stored = _the_entry(stores, entry_id)
    result = entry_row(stored)
    return Outcome(CHANGES, result, f"已撤回{words}")


def _the_entry(stores: Stores, entry_id: int) -> EntryRecord:
    found = stores.obligations.get(entry_id)
    if found is None:
        raise Refused("没有这条登记")
    return found
