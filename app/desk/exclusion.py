"""Applications for exclusion (不纳入考核): begun, written, answered for; one per ticket, judged by its month for ever.

Files are in app.desk.exclusion_files, the levels in app.desk.exclusion_steps, everything read in
app.desk.exclusion_rows, the check in app.desk.dossier, the catalogue in app.desk.exclusion_catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.dossier import catalogue_of, report_in, the_application
from app.desk.exclusion_catalogue import hold, month_of
from app.desk.exclusion_clock import follow_exclusions
from app.desk.exclusion_rows import log_in
from app.desk.records import the_ticket
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.dossier_facts import RuleLine, RuleResult
from app.rules.exclusion import (
    EXCLUSION_STATE_WORDS,
    FLAG_WORDS,
    FLAGS,
    WRITABLE,
    ExclusionState,
    Level,
)
from app.rules.journal import JournalVerb

CHANGES = Change.EXCLUSIONS | Change.REMINDERS | Change.JOURNAL
_TEXTS = {
    "statement": "情况说明",
    "process": "办理过程",
    "basis": "申请依据",
    "platform_name": "网络平台名称",
}


def create(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    major: str,
    minor: str,
    month: str = "",
    statement: str = "",
    process: str | None = None,
    basis: str = "",
    platform_name: str = "",
    flags: Sequence[str] | None = None,
) -> Outcome[int]:
    """Begins an application as a draft; returns its id.

    It is judged by the catalogue in force in `month` (this one without a name), whatever is edited later. `process`
    None takes the ticket's calls as a dated log, `flags` None the one that the type asks for.

    Raises:
        Refused: the ticket has an application that was not withdrawn, the month has no catalogue (field "month"),
            or the catalogue no such type (field "type").

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        _refuse_second(stores, ticket)
        wanted = month or month_of(desk.now())
        catalogue_id, catalogue = hold(desk, stores, wanted)
        kind = catalogue.find(major, minor)
        if kind is None:
            raise Refused(f"{wanted} 的目录里没有“{major} / {minor}”", field="type")
        begun = {
            "ticket_id": ticket_id,
            "catalogue_id": catalogue_id,
            "month": wanted,
            "major": major,
            "minor": minor,
            "statement": statement.strip(),
            "process": log_in(stores, ticket_id) if process is None else process.strip(),
            "basis": basis.strip(),
            "platform_name": platform_name.strip(),
        }
        exclusion_id = _add_draft(desk, stores, person, begun, (kind.flag,) if flags is None else flags)
        text = f"新建不纳入考核申请：{kind.words}"
        entry = Entry(JournalVerb.EXCLUSION_CREATE, text, ticket.id, ticket.number)
        stores.journal.append([entry], at=desk.now(), who=person.name)
        follow_exclusions(desk, stores, ticket_id)
    return Outcome(CHANGES, exclusion_id, f"{ticket.number} 已新建申请：{kind.words}")


def _add_draft(desk: Desk, stores: Stores, person: Person, begun: Mapping[str, Any], asked: Sequence[str]) -> int:
    made = {"state": ExclusionState.DRAFT.value, "level": Level.UNIT.value}
    flags = {flag: int(flag in asked) for flag in FLAGS}
    who = {"created_at": desk.now(), "created_by": person.name}
    return stores.exclusions.add({**begun, **made, **flags, **who})


def _refuse_second(stores: Stores, ticket: Any) -> None:
    standing = [row for row in stores.exclusions.of_ticket(ticket.id) if row.state != ExclusionState.WITHDRAWN]
    if standing:
        words = EXCLUSION_STATE_WORDS[ExclusionState(standing[0].state)]
        raise Refused(f"{ticket.number} 已有不纳入考核申请（{words}）", hint="一件工单只能有一个申请，可先撤回")


def save(
    desk: Desk,
    *,
    person: Person,
    exclusion_id: int,
    version: int | None,
    fields: Mapping[str, Any],
) -> Outcome[int]:
    """Keeps what was written; returns the new version.

    `fields` may name major, minor, statement, process, basis, platform_name, excluded, parked, off_volume. `version`
    is the one the writer has read; None saves over whatever stands. Answers to rules go when the type changes.

    Raises:
        EditConflict: somebody else saved it since.
        Refused: it is under review or ended, or its catalogue has no such type (field "type").

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        row = writable(stores, exclusion_id)
        if version is not None and version != row.version:
            raise EditConflict(f"{row.number} 的申请刚被别人保存过", hint="请刷新，对照后再保存")
        values = _cleaned(fields)
        _heed_type(stores, row, values)
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed:
            write(stores, row, changed)
            told = {_name(name): (_said(row, name), str(value)) for name, value in changed.items()}
            journal(desk, stores, person, row, JournalVerb.EXCLUSION_EDIT, "修改不纳入考核申请", told)
            follow_exclusions(desk, stores, row.ticket_id)
    return Outcome(CHANGES, row.version + bool(changed), f"{row.number} 的申请已保存")


def _cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: str(fields[name]).strip() for name in (*_TEXTS, "major", "minor") if name in fields}
    return {**texts, **{flag: int(bool(fields[flag])) for flag in FLAGS if flag in fields}}


def _heed_type(stores: Stores, row: Any, values: dict[str, Any]) -> None:
    major, minor = values.get("major", row.major), values.get("minor", row.minor)
    if (major, minor) == (row.major, row.minor):
        return
    if catalogue_of(stores, row).find(major, minor) is None:
        raise Refused(f"{row.month} 的目录里没有“{major} / {minor}”", field="type")
    values["overruled"] = "{}"


def _name(column: str) -> str:
    known = {**_TEXTS, **FLAG_WORDS, "major": "大类", "minor": "子类", "overruled": "体检答复"}
    return known[column]


def _said(row: Any, name: str) -> str:
    return str(getattr(row, name))


def answer(desk: Desk, *, person: Person, exclusion_id: int, rule: str, reason: str) -> Outcome[str]:
    """Answers one rule of the check: overrules a failure, or says what was found on looking; "" takes it back.

    Raises:
        NotAllowed: a hard failure is overruled by somebody who is not the lead.
        Refused: the rule is not in the check or passes, or the application cannot be changed now.

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        answer_in(desk, stores, person, writable(stores, exclusion_id), {rule: reason})
    return Outcome(CHANGES, rule, "已记录")


def answer_in(desk: Desk, stores: Stores, person: Person, row: Any, answers: Mapping[str, str]) -> Any:
    """The same for several rules within an open transaction; gives the application as it then stands."""
    kept: dict[str, Any] = json.loads(row.overruled)
    for rule, reason in answers.items():
        line = _line(desk, stores, row, rule)
        if line.hard and line.result is RuleResult.FAIL:
            require(person, Action.OVERRULE)
        kept.pop(rule, None)
        if reason.strip():
            kept[rule] = {"reason": reason.strip(), "who": person.name, "at": int(desk.now().timestamp())}
        text = f"体检“{line.title}”（{line.reason}）：{reason.strip() or '取消答复'}"
        journal(desk, stores, person, row, JournalVerb.EXCLUSION_ANSWER, text)
    write(stores, row, {"overruled": json.dumps(kept, ensure_ascii=False)})
    return stores.exclusions.get(row.id)


def _line(desk: Desk, stores: Stores, row: Any, rule: str) -> RuleLine:
    found = next((line for line in report_in(desk, stores, row).lines if line.rule == rule), None)
    if found is None:
        raise Refused("体检里没有这一项，请刷新", field=rule)
    if found.result is RuleResult.PASS:
        raise Refused(f"{found.title}已经通过，不用答复", field=rule)
    return found


def writable(stores: Stores, exclusion_id: int) -> Any:
    """The application, if its text and files may be changed now.

    Raises:
        Refused: there is none, or it is under review or ended.

    """
    row = the_application(stores, exclusion_id)
    if ExclusionState(row.state) not in WRITABLE:
        words = EXCLUSION_STATE_WORDS[ExclusionState(row.state)]
        raise Refused(f"{row.number} 的申请{words}，不能修改", hint="退回补正后才能修改")
    return row


def write(stores: Stores, row: Any, values: Mapping[str, Any]) -> None:
    """Writes changed columns.

    Raises:
        EditConflict: somebody else changed the application since `row` was read.

    """
    try:
        stores.exclusions.change(row, values)
    except LookupError as error:
        raise EditConflict(f"{row.number} 的申请刚被别人改过，请刷新") from error


def journal(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: Any,
    verb: JournalVerb,
    text: str,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """One line about an application, under its ticket."""
    entry = Entry(verb, text, row.ticket_id, row.number, changes)
    stores.journal.append([entry], at=desk.now(), who=person.name)
