"""The review steps of an application: submit, pass on, send back, refuse, withdraw, decision by the platform."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.exclusion.clock import follow_exclusions
from app.desk.exclusion.records import CHANGES, change_application, the_application
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.exclusion.records import ExclusionChange, ExclusionRecord, NewExclusionStep
from app.models.register.stores import Stores
from app.rules.exclusion.check_facts import CheckReport
from app.rules.exclusion.moves import (
    EXCLUSION_STATE_WORDS,
    EXCLUSION_VERB_WORDS,
    LEVEL_WORDS,
    WITH_OPINION,
    ExclusionState,
    ExclusionVerb,
    after_step,
)
from app.rules.journal import JournalVerb

_ENDED = frozenset({ExclusionState.PASSED, ExclusionState.REFUSED, ExclusionState.WITHDRAWN})
_JOURNAL_VERBS = {
    ExclusionVerb.SUBMIT: JournalVerb.EXCLUSION_SUBMIT,
    ExclusionVerb.PASS: JournalVerb.EXCLUSION_PASS,
    ExclusionVerb.SEND_BACK: JournalVerb.EXCLUSION_SEND_BACK,
    ExclusionVerb.REFUSE: JournalVerb.EXCLUSION_REFUSE,
    ExclusionVerb.WITHDRAW: JournalVerb.EXCLUSION_WITHDRAW,
    ExclusionVerb.PLATFORM_PASS: JournalVerb.EXCLUSION_PLATFORM_PASS,
    ExclusionVerb.PLATFORM_REFUSE: JournalVerb.EXCLUSION_PLATFORM_REFUSE,
}


def pass_on(
    desk: Desk, *, person: Person, exclusion_id: int, opinion: str, version: int | None = None
) -> Outcome[ExclusionState]:
    """The level agrees: the next level is asked; when the centre agrees the ticket gets the flags applied for.

    Raises:
        Refused: no opinion (field "opinion"), or the state does not allow it.
        EditConflict: it was changed since `version`.

    """
    return _step(desk, person, exclusion_id, ExclusionVerb.PASS, opinion, version)


def send_back(
    desk: Desk, *, person: Person, exclusion_id: int, opinion: str, version: int | None = None
) -> Outcome[ExclusionState]:
    """The level returns the application for correction; it starts again at the unit. Errors as in `pass_on`."""
    return _step(desk, person, exclusion_id, ExclusionVerb.SEND_BACK, opinion, version)


def refuse(
    desk: Desk, *, person: Person, exclusion_id: int, opinion: str, version: int | None = None
) -> Outcome[ExclusionState]:
    """The level refuses the application finally. Errors as in `pass_on`."""
    return _step(desk, person, exclusion_id, ExclusionVerb.REFUSE, opinion, version)


def withdraw(desk: Desk, *, person: Person, exclusion_id: int, opinion: str = "") -> Outcome[ExclusionState]:
    """Takes an application back that was not decided; it stays on record and the ticket may have another.

    Raises:
        Refused: the state does not allow it.

    """
    return _step(desk, person, exclusion_id, ExclusionVerb.WITHDRAW, opinion, None)


def _step(
    desk: Desk, person: Person, exclusion_id: int, verb: ExclusionVerb, opinion: str, version: int | None
) -> Outcome[ExclusionState]:
    require(person, Action.EXCLUDE)
    if verb in WITH_OPINION and not opinion.strip():
        raise Refused("请写意见", field="opinion")
    with desk.register.writing() as stores:
        row = the_application(stores, exclusion_id)
        check_version(f"{row.number} 的申请", row.version, version)
        before = image(stores, [row.ticket_id])
        state = take_step(desk, stores, person, row, verb, opinion.strip())
        undo = undo_of(desk, stores, person, before, _JOURNAL_VERBS[verb].word, CHANGES | Change.TICKETS)
    done = f"{row.number} 的申请已{EXCLUSION_VERB_WORDS[verb]}，{EXCLUSION_STATE_WORDS[state]}"
    return Outcome(CHANGES | Change.TICKETS, state, done, undo)


def take_step(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: ExclusionRecord,
    verb: ExclusionVerb,
    opinion: str = "",
    report: CheckReport | None = None,
) -> ExclusionState:
    """Takes one step within the open transaction: moves the application and sets its ticket's flags; returns the state.

    A submission needs the report of the check.

    Raises:
        Refused: its state does not allow the step, or a hard rule stops the submission (field is that rule).
        EditConflict: somebody else changed it since `row` was read.

    """
    state, level = after_step(row.state, row.level, verb)
    changes: ExclusionChange = {"state": state, "level": level}
    if verb is ExclusionVerb.SUBMIT:
        if report is None:
            raise ValueError(verb)
        require_passed_check(row, report)
        changes |= {"submitted_at": desk.now(), "decided_at": None, "result": ""}
    elif state in _ENDED:
        changes |= {"decided_at": desk.now(), "result": opinion}
    if verb in (ExclusionVerb.PLATFORM_PASS, ExclusionVerb.PLATFORM_REFUSE):
        changes["platform_result"] = opinion
    change_application(stores, row, **changes)
    stores.exclusions.add_step(
        NewExclusionStep(
            exclusion_id=row.id, at=desk.now(), who=person.name, level=row.level, move=verb, opinion=opinion
        )
    )
    suffix = f"：{opinion}" if opinion else ""
    text = f"不纳入考核申请（{LEVEL_WORDS[row.level]}）{EXCLUSION_VERB_WORDS[verb]}{suffix}"
    write_line(desk, stores, person, _JOURNAL_VERBS[verb], text, about=row)
    follow_exclusions(desk, stores, row.ticket_id)
    _set_flags(desk, stores, person, row, state)
    return state


def require_passed_check(row: ExclusionRecord, report: CheckReport) -> None:
    """Raises unless the dossier passes every hard rule.

    Raises:
        Refused: naming up to three of them; the field is the first rule.

    """
    if report.stopping:
        reasons = "；".join(f"{line.title}：{line.reason}" for line in report.stopping[:3])
        more = f"，等 {len(report.stopping)} 项" if len(report.stopping) > 3 else ""
        raise Refused(
            f"{row.number} 材料核验没有通过：{reasons}{more}",
            field=report.stopping[0].rule,
            hint="请补正；确需提交的由班组长写明理由",
        )


def _set_flags(desk: Desk, stores: Stores, person: Person, row: ExclusionRecord, state: ExclusionState) -> None:
    """Sets the ticket's flags when the application has passed, and clears them when the platform refuses it."""
    if (state is ExclusionState.PASSED) == (row.state is ExclusionState.PASSED):
        return
    passed = state is ExclusionState.PASSED
    text = f"{'标记' if passed else '取消'}{'、'.join(flag.word for flag in row.flags)}"
    values = {flag.value: passed for flag in row.flags}
    change_ticket(
        desk,
        stores,
        person,
        the_ticket(stores, row.ticket_id),
        values,
        verb=JournalVerb.EXCLUSION_FLAGS,
        text=text,
        local=tuple(values),
    )
