"""Applications for exclusion (不纳入考核): created, edited, submitted and answered; one per ticket.

An application is always judged by the catalogue of its month. Of this room, `files` takes its files in, `steps` leads
it through the levels, `reads` reads it, `check` checks it, and `catalogue` keeps the catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.exclusion.catalogue import hold, month_of, read_ahead
from app.desk.exclusion.check import JudgedApplication, catalogue_of, judge
from app.desk.exclusion.clock import follow_exclusions
from app.desk.exclusion.reads import log_in
from app.desk.exclusion.records import CHANGES, change_application, the_application, writable
from app.desk.exclusion.steps import take_step
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.judged_ahead import judged_ahead
from app.desk.ticket.records import the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.exclusion.records import ExclusionChange, ExclusionRecord, NewExclusion
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.exclusion.check_facts import Answer, CheckReport, RuleLine, RuleResult
from app.rules.exclusion.moves import (
    EXCLUSION_STATE_WORDS,
    FIRST_LEVEL,
    FIRST_STATE,
    ApplicationFields,
    ExclusionFlag,
    ExclusionState,
    ExclusionVerb,
)
from app.rules.journal import JournalVerb

_FIELD_WORDS: dict[str, str] = {
    "major": "大类",
    "minor": "子类",
    "statement": "情况说明",
    "process": "办理过程",
    "basis": "申请依据",
    "platform_name": "网络平台名称",
    "overruled": "核验答复",
    **{flag.value: flag.word for flag in ExclusionFlag},
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
    flags: Sequence[ExclusionFlag] | None = None,
) -> Outcome[int]:
    """Begins an application as a draft; returns its id.

    It is judged by the catalogue in force in `month` (this one without a name), whatever is edited later. `process`
    None takes the ticket's calls as a dated log, `flags` None the one that the type asks for.

    Raises:
        Refused: the ticket has an application that was not withdrawn, the month has no catalogue (field "month"),
            or the catalogue no such type (field "type").

    """
    require(person, Action.EXCLUDE)
    wanted = month or month_of(desk.now())
    read_ahead(desk, wanted)
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        _refuse_second(stores, ticket)
        before = image(stores, [ticket_id])
        catalogue_id, catalogue = hold(desk, stores, wanted)
        kind = catalogue.find(major, minor)
        if kind is None:
            raise Refused(f"{wanted} 的目录里没有“{major} / {minor}”", field="type")
        flags_wanted = (kind.flag,) if flags is None else flags
        exclusion_id = stores.exclusions.add(
            NewExclusion(
                ticket_id=ticket_id,
                catalogue_id=catalogue_id,
                month=wanted,
                major=major,
                minor=minor,
                state=FIRST_STATE,
                level=FIRST_LEVEL,
                statement=statement.strip(),
                process=log_in(stores, ticket_id) if process is None else process.strip(),
                basis=basis.strip(),
                platform_name=platform_name.strip(),
                excluded=ExclusionFlag.EXCLUDED in flags_wanted,
                parked=ExclusionFlag.PARKED in flags_wanted,
                off_volume=ExclusionFlag.OFF_VOLUME in flags_wanted,
                created_at=desk.now(),
                created_by=person.name,
            )
        )
        text = f"新建不纳入考核申请：{kind.words}"
        write_line(desk, stores, person, JournalVerb.EXCLUSION_CREATE, text, about=ticket)
        follow_exclusions(desk, stores, ticket_id)
        undo = undo_of(desk, stores, person, before, "新建不纳入考核申请", CHANGES | Change.TICKETS)
    return Outcome(CHANGES, exclusion_id, f"{ticket.number} 已新建申请：{kind.words}", undo)


def _refuse_second(stores: Stores, ticket: TicketRecord) -> None:
    standing = [row for row in stores.exclusions.of_ticket(ticket.id) if row.state is not ExclusionState.WITHDRAWN]
    if standing:
        words = EXCLUSION_STATE_WORDS[standing[0].state]
        raise Refused(f"{ticket.number} 已有不纳入考核申请（{words}）", hint="一件工单只能有一个申请，可先撤回")


def save(
    desk: Desk,
    *,
    person: Person,
    exclusion_id: int,
    version: int | None,
    fields: ApplicationFields,
    submit: bool = False,
) -> Outcome[int]:
    """Saves the fields; returns the new version. With `submit` it goes to the levels in the same transaction.

    `version` is the one the writer has read; None saves over whatever stands. Answers to rules go when the type
    changes. When it may not be submitted, nothing is kept.

    Raises:
        EditConflict: somebody else saved it since.
        Refused: it is under review or ended, its catalogue has no such type (field "type"), or a hard rule stops the
            submission (field is that rule).

    """
    require(person, Action.EXCLUDE)
    word = "提交不纳入考核申请" if submit else "修改不纳入考核申请"

    def write(judged: JudgedApplication | None) -> tuple[ExclusionRecord, Undo | None]:
        with desk.register.writing() as stores:
            before = writable(stores, exclusion_id)
            check_version(f"{before.number} 的申请", before.version, version)
            image_before = image(stores, [before.ticket_id])
            _write(desk, stores, person, before, fields)
            if judged is not None:
                row = the_application(stores, exclusion_id)
                report = judged.still(desk, stores, row)
                take_step(desk, stores, person, row, ExclusionVerb.SUBMIT, report=report)
            undo = undo_of(desk, stores, person, image_before, word, CHANGES | Change.TICKETS)
            return the_application(stores, exclusion_id), undo

    if submit:
        now, undo = judged_ahead(lambda: judge(desk, exclusion_id=exclusion_id, fields=fields), write, about="申请")
    else:
        now, undo = write(None)
    if submit:
        words = f"{now.number} 的申请已提交，{EXCLUSION_STATE_WORDS[now.state]}"
        return Outcome(CHANGES | Change.TICKETS, now.version, words, undo)
    return Outcome(CHANGES, now.version, f"{now.number} 的申请已保存", undo)


def _write(desk: Desk, stores: Stores, person: Person, before: ExclusionRecord, fields: ApplicationFields) -> None:
    values: dict[str, object] = {
        name: value.strip() if isinstance(value, str) else value for name, value in fields.items()
    }
    if _type_changes(stores, before, values):
        values["overruled"] = {}
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not changed:
        return
    # The names are those of ApplicationFields, whose values an application stores unchanged.
    change_application(stores, before, **cast("ExclusionChange", changed))
    changes = {
        _FIELD_WORDS[name]: (_value_text(getattr(before, name)), _value_text(value)) for name, value in changed.items()
    }
    write_line(desk, stores, person, JournalVerb.EXCLUSION_EDIT, "修改不纳入考核申请", about=before, changes=changes)
    follow_exclusions(desk, stores, before.ticket_id)


def _type_changes(stores: Stores, row: ExclusionRecord, values: dict[str, object]) -> bool:
    major, minor = str(values.get("major", row.major)), str(values.get("minor", row.minor))
    if (major, minor) == (row.major, row.minor):
        return False
    if catalogue_of(stores, row).find(major, minor) is None:
        raise Refused(f"{row.month} 的目录里没有“{major} / {minor}”", field="type")
    return True


def _value_text(value: object) -> str:
    """The text of a value in the journal."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(answer.reason for answer in value.values())
    return str(value)


def answer(desk: Desk, *, person: Person, exclusion_id: int, rule: str, reason: str) -> Outcome[str]:
    """Answers one rule of the check: overrules a failure, or says what was found on looking; "" takes it back.

    Raises:
        NotAllowed: a hard failure is overruled by somebody who is not the lead.
        Refused: the rule is not in the check or passes, or the application cannot be changed now.

    """
    require(person, Action.EXCLUDE)
    return judged_ahead(
        lambda: judge(desk, exclusion_id=exclusion_id),
        lambda judged: _answer(desk, person, exclusion_id, rule, reason, judged),
        about="核验",
    )


def _answer(
    desk: Desk, person: Person, exclusion_id: int, rule: str, reason: str, judged: JudgedApplication
) -> Outcome[str]:
    with desk.register.writing() as stores:
        row = writable(stores, exclusion_id)
        line = _line(judged.still(desk, stores, row), rule)
        if line.hard and line.result is RuleResult.FAIL:
            require(person, Action.OVERRULE)
        before = image(stores, [row.ticket_id])
        kept = {known: given for known, given in row.overruled.items() if known != rule}
        if reason.strip():
            kept[rule] = Answer(reason.strip(), person.name, desk.now())
        change_application(stores, row, overruled=kept)
        text = f"核验“{line.title}”（{line.reason}）：{reason.strip() or '取消答复'}"
        write_line(desk, stores, person, JournalVerb.EXCLUSION_ANSWER, text, about=row)
        undo = undo_of(desk, stores, person, before, "核验答复", CHANGES)
    return Outcome(CHANGES, rule, "已记录", undo)


def _line(report: CheckReport, rule: str) -> RuleLine:
    found = next((line for line in report.lines if line.rule == rule), None)
    if found is None:
        raise Refused("核验里没有这一项，请刷新", field=rule)
    if found.result is RuleResult.PASS:
        raise Refused(f"{found.title}已经通过，不用答复", field=rule)
    return found
