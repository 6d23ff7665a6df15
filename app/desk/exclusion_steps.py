"""The levels of an application: submitted, passed on or back with opinions, withdrawn, ended by the platform's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.dossier import report_in, the_application
from app.desk.exclusion import CHANGES, answer_in, journal, writable, write
from app.desk.exclusion_clock import follow_exclusions
from app.desk.records import change_ticket, the_ticket
from app.models.stores import Stores
from app.rules.dossier_facts import CheckReport
from app.rules.exclusion import (
    EXCLUSION_STATE_WORDS,
    EXCLUSION_VERB_WORDS,
    FLAG_WORDS,
    FLAGS,
    LEVEL_WORDS,
    WITH_OPINION,
    ExclusionState,
    ExclusionVerb,
    Level,
    after_step,
)
from app.rules.journal import JournalVerb

_TICKET_CHANGES = CHANGES | Change.TICKETS

_JOURNAL_VERBS = {
    ExclusionVerb.SUBMIT: JournalVerb.EXCLUSION_SUBMIT,
    ExclusionVerb.PASS: JournalVerb.EXCLUSION_PASS,
    ExclusionVerb.SEND_BACK: JournalVerb.EXCLUSION_SEND_BACK,
    ExclusionVerb.REFUSE: JournalVerb.EXCLUSION_REFUSE,
    ExclusionVerb.WITHDRAW: JournalVerb.EXCLUSION_WITHDRAW,
    ExclusionVerb.PLATFORM_PASS: JournalVerb.EXCLUSION_PLATFORM_PASS,
    ExclusionVerb.PLATFORM_REFUSE: JournalVerb.EXCLUSION_PLATFORM_REFUSE,
}


def submit(
    desk: Desk,
    *,
    person: Person,
    exclusion_id: int,
    version: int | None = None,
    overruled: Mapping[str, str] | None = None,
) -> Outcome[ExclusionState]:
    """Hands the application to the levels; the unit's opinion comes first.

    `overruled` maps rules to reasons, as `answer` takes them.

    Raises:
        Refused: a hard rule stops it (field is that rule), or its state does not allow it.
        NotAllowed: a hard failure is overruled by somebody who is not the lead.
        EditConflict: it was changed since `version`.

    """
    require(person, Action.EXCLUDE)
    return _step(desk, person, exclusion_id, ExclusionVerb.SUBMIT, "", version, overruled)


def _same_version(row: Any, version: int | None) -> None:
    if version is not None and version != row.version:
        raise EditConflict(f"{row.number} 的申请刚被别人改过，请刷新")


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
    """The level wants it mended: it can be written again and begins anew with the unit. Errors as in `pass_on`."""
    return _step(desk, person, exclusion_id, ExclusionVerb.SEND_BACK, opinion, version)


def refuse(
    desk: Desk, *, person: Person, exclusion_id: int, opinion: str, version: int | None = None
) -> Outcome[ExclusionState]:
    """The level says no for good. Errors as in `pass_on`."""
    return _step(desk, person, exclusion_id, ExclusionVerb.REFUSE, opinion, version)


def withdraw(desk: Desk, *, person: Person, exclusion_id: int, opinion: str = "") -> Outcome[ExclusionState]:
    """Takes an application back that was not decided; it stays on record and the ticket may have another.

    Raises:
        Refused: the state does not allow it.

    """
    return _step(desk, person, exclusion_id, ExclusionVerb.WITHDRAW, opinion, None)


def note_platform(
    desk: Desk, stores: Stores, person: Person, row: Any, verb: ExclusionVerb, words: str
) -> ExclusionState:
    """Notes the final result as the platform's export tells it, within the open transaction; flags follow."""
    return _write_step(desk, stores, person, row, verb, words, {"platform_result": words})


def _step(
    desk: Desk,
    person: Person,
    exclusion_id: int,
    verb: ExclusionVerb,
    opinion: str,
    version: int | None,
    overruled: Mapping[str, str] | None = None,
) -> Outcome[ExclusionState]:
    require(person, Action.EXCLUDE)
    if verb in WITH_OPINION and not opinion.strip():
        raise Refused("请写意见", field="opinion")
    with desk.register.writing() as stores:
        row = the_application(stores, exclusion_id)
        _same_version(row, version)
        if overruled:
            row = answer_in(desk, stores, person, writable(stores, exclusion_id), overruled)
        state = _write_step(desk, stores, person, row, verb, opinion.strip(), {})
    words = EXCLUSION_VERB_WORDS[verb]
    return Outcome(_TICKET_CHANGES, state, f"{row.number} 的申请已{words}，{EXCLUSION_STATE_WORDS[state]}")


def _write_step(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: Any,
    verb: ExclusionVerb,
    opinion: str,
    more: Mapping[str, Any],
) -> ExclusionState:
    before, level = ExclusionState(row.state), Level(row.level)
    state, next_level = after_step(before, level, verb)
    if verb is ExclusionVerb.SUBMIT:
        heed_check(row, report_in(desk, stores, row))
    values: dict[str, Any] = {**more, "state": state.value, "level": next_level.value}
    if verb is ExclusionVerb.SUBMIT:
        values |= {"submitted_at": desk.now(), "decided_at": None, "result": ""}
    elif state in (ExclusionState.PASSED, ExclusionState.REFUSED, ExclusionState.WITHDRAWN):
        values |= {"decided_at": desk.now(), "result": opinion}
    write(stores, row, values)
    step = {"exclusion_id": row.id, "at": desk.now(), "who": person.name, "level": level.value}
    stores.exclusions.add_step({**step, "move": verb.value, "opinion": opinion})
    text = f"不纳入考核申请（{LEVEL_WORDS[level]}）{EXCLUSION_VERB_WORDS[verb]}" + (f"：{opinion}" if opinion else "")
    journal(desk, stores, person, row, _JOURNAL_VERBS[verb], text)
    follow_exclusions(desk, stores, row.ticket_id)
    _set_flags(desk, stores, person, row, before, state)
    return state


def heed_check(row: Any, report: CheckReport) -> None:
    """Lets a dossier through that no hard rule stops.

    Raises:
        Refused: naming up to three of them; the field is the first rule.

    """
    if report.stopping:
        told = "；".join(f"{line.title}：{line.reason}" for line in report.stopping[:3])
        more = f"，等 {len(report.stopping)} 项" if len(report.stopping) > 3 else ""
        raise Refused(
            f"{row.number} 材料体检没有通过：{told}{more}",
            field=report.stopping[0].rule,
            hint="请补正；确需提交的由班组长写明理由",
        )


def _set_flags(
    desk: Desk, stores: Stores, person: Person, row: Any, before: ExclusionState, state: ExclusionState
) -> None:
    """The ticket carries the flags of an application that has passed, and loses them when the platform says no."""
    if (state is ExclusionState.PASSED) == (before is ExclusionState.PASSED):
        return
    value = int(state is ExclusionState.PASSED)
    values = {flag: value for flag in FLAGS if getattr(row, flag)}
    words = "、".join(FLAG_WORDS[flag] for flag in values)
    text = f"{'标记' if value else '取消'}{words}"
    ticket = the_ticket(stores, row.ticket_id)
    change_ticket(
        desk, stores, person, ticket, values, verb=JournalVerb.EXCLUSION_FLAGS, text=text, local=tuple(values)
    )
