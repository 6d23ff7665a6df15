"""The acts about measures against a kind of problem: enter one with its day, withdraw one."""

from __future__ import annotations

from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.kind_measure.records import NewKindMeasure
from app.rules.journal import JournalVerb
from app.rules.obligation.service import read_day
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.SETTINGS | Change.JOURNAL
LONGEST = {"kind": 100, "text": 2000, "paper": 100}


def enter(desk: Desk, *, person: Person, kind: str, since: str, text: str, paper: str = "") -> Outcome[int]:
    """Enters a measure against a kind (a category of the second level), in force since a day.

    Raises:
        Refused: no kind or no text, one of them too long, or the day is none or ahead (fields by these names).

    """
    require(person, Action.EDIT)
    values = {"kind": kind.strip(), "text": text.strip(), "paper": paper.strip()}
    for name, words in (("kind", "请选择或填写诉求类别"), ("text", "请写明采取了什么措施")):
        if not values[name]:
            raise Refused(words, field=name)
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            raise Refused(f"最多 {most} 字，现有 {len(values[name])} 字", field=name)
    day = read_day(since, "since")
    if day > local_day(desk.now()):
        raise Refused("起始日期不能晚于今天", field="since")
    with desk.register.writing() as stores:
        new = NewKindMeasure(**values, since=day.isoformat(), made_at=desk.now(), made_by=person.name)
        measure_id = stores.kind_measures.add(new)
        words = f"{new.kind}自 {new.since} 起：{new.text}"
        write_line(desk, stores, person, JournalVerb.KIND_MEASURE, words)
    reverse = partial(withdraw, person=person, measure_id=measure_id, note="撤回")
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{new.kind} 治理措施")
    return Outcome(CHANGES, measure_id, f"已登记治理措施：{new.kind}自 {new.since} 起", undo)


def withdraw(desk: Desk, *, person: Person, measure_id: int, note: str, version: int | None = None) -> Outcome[int]:
    """Takes a measure back that was entered by mistake; it stays on record and is compared no more.

    Raises:
        Refused: no reason (field "note"), or it does not hold any more.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.EDIT)
    if not note.strip():
        raise Refused("请写明原因", field="note")
    with desk.register.writing() as stores:
        row = stores.kind_measures.get(measure_id)
        if row is None or row.ended_at is not None:
            raise Refused("没有这条治理措施，或已经撤回")
        check_version(f"{row.kind} 的治理措施", row.version, version)
        with saving(f"{row.kind} 的治理措施"):
            stores.kind_measures.change(row, ended_at=desk.now(), ended_by=person.name, note=note.strip())
        write_line(desk, stores, person, JournalVerb.KIND_MEASURE_END, f"{row.kind}自 {row.since} 起：{note.strip()}")
    return Outcome(CHANGES, measure_id, f"已撤回 {row.kind} 的治理措施")
