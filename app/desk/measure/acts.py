"""Extension, supervision and parking as acts: with paper and who granted it, followed up, lifted, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_minute
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import attachments as files_of
from app.desk.measure.records import change_measure, require_later, the_measure, until_words
from app.desk.measure.rows import MeasureRow, measure_row
from app.desk.reminder.own_matters import plan, silence
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, the_ticket
from app.models.measure.records import MeasureRecord, NewMeasure
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord, change_of
from app.rules.escalation.states import ReportChannel
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.measure import (
    MEASURE_FLOW,
    MEASURE_KIND_WORDS,
    Confirmation,
    MeasureKind,
    MeasureState,
    MeasureVerb,
    compare,
    follow_up_slots,
)
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.TICKETS | Change.REMINDERS | Change.ESCALATIONS | Change.URGES | Change.JOURNAL
DEADLINE = "imported_deadline"
_VERBS = {
    MeasureKind.EXTENSION: JournalVerb.EXTENSION,
    MeasureKind.SUPERVISION: JournalVerb.SUPERVISION,
    MeasureKind.PARKING: JournalVerb.PARKING,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """What was decided: by whom, how it was told, until when, why, and its paper."""

    granted_by: str
    channel: str
    until: datetime
    reason: str
    paper: str = ""


def enter(
    desk: Desk, *, person: Person, ticket_id: int, kind: MeasureKind, grant: Grant, files: Sequence[str | Path] = ()
) -> Outcome[MeasureRow]:
    """Enters a measure. An extension moves the ticket's deadline at once, before the export brings it.

    The others are followed up at `grant.until`; parking marks the ticket as parked. One of each kind is in force.

    Raises:
        Refused: who granted it, how, or why is missing (fields "granted_by", "channel", "reason"), the time is past or
            no later than the present deadline ("until"), a file is not there ("files"), or the ticket is closed or has
            a measure of this kind.

    """
    require(person, Action.EDIT)
    _check(desk, grant)
    word = MEASURE_KIND_WORDS[kind]
    with files_of.taken_in(desk, files, field="files") as taken, desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        _check_ticket(stores, ticket, kind, grant)
        kept = files_of.keep(desk, stores, person, taken)
        measure_id = stores.measures.add(
            NewMeasure(
                ticket_id=ticket.id,
                kind=kind,
                state=MeasureState.IN_FORCE,
                granted_by=grant.granted_by.strip(),
                channel=grant.channel,
                paper=grant.paper.strip(),
                files=kept,
                reason=grant.reason.strip(),
                until=grant.until,
                deadline_before=ticket.deadline_at,
                imported_before=ticket.imported_deadline,
                confirmation=Confirmation.AWAITED if kind is MeasureKind.EXTENSION else None,
                made_at=desk.now(),
                made_by=person.name,
            )
        )
        granted = f"{grant.granted_by.strip()}（{grant.channel}）批准"
        text = f"{word}：{granted}，{until_words(kind, grant.until)}；{grant.reason.strip()}"
        _apply(desk, stores, person, ticket, the_measure(stores, measure_id), text)
        stands = the_measure(stores, measure_id)
    reverse = partial(withdraw, person=person, measure_id=measure_id, note="撤回")
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{ticket.number} {word}")
    return Outcome(CHANGES, measure_row(stands), f"{ticket.number} 已{word}，{until_words(kind, grant.until)}", undo)


def _check(desk: Desk, grant: Grant) -> None:
    if not grant.granted_by.strip():
        raise Refused("请填写由谁批准", field="granted_by")
    if grant.channel not in set(ReportChannel):
        raise Refused("请选择怎样告知的", field="channel")
    if not grant.reason.strip():
        raise Refused("请写明原因", field="reason")
    require_later(desk, grant.until)


def _check_ticket(stores: Stores, ticket: TicketRecord, kind: MeasureKind, grant: Grant) -> None:
    word = MEASURE_KIND_WORDS[kind]
    if not ticket.is_open:
        raise Refused(f"{ticket.number} 已办结或已退单，不能{word}")
    if kind is MeasureKind.EXTENSION:
        if ticket.deadline_at is not None and grant.until <= ticket.deadline_at:
            raise Refused("延期后的时限应晚于现在的时限", field="until")
        return
    if stores.measures.in_force(ticket.id, kind) is not None:
        raise Refused(f"{ticket.number} 已在{word}", hint="请在登记中跟进，或先解除")


def _apply(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, row: MeasureRecord, text: str) -> None:
    """Applies a new measure to its ticket, with its journal line and its reminder."""
    until = row.until or desk.now()
    if row.kind is MeasureKind.EXTENSION:
        for earlier in stores.measures.of_ticket(ticket.id):
            if earlier.kind is row.kind and earlier.state is MeasureState.IN_FORCE and earlier.id != row.id:
                change_measure(stores, earlier, state=MeasureState.LIFTED, ended_at=desk.now(), note="又有延期")
        change_ticket(
            desk,
            stores,
            person,
            ticket,
            {"imported_deadline": until},
            verb=_VERBS[row.kind],
            text=text,
            local=(DEADLINE,),
        )
        return
    plan(desk, stores, ticket.id, ClockName.MEASURE, follow_up_slots(row.id, until), until)
    if row.kind is MeasureKind.PARKING:
        change_ticket(
            desk, stores, person, ticket, {"parked": True}, verb=_VERBS[row.kind], text=text, local=("parked",)
        )
    else:
        write_line(desk, stores, person, _VERBS[row.kind], text, about=ticket)


def follow_up(
    desk: Desk, *, person: Person, measure_id: int, said: str, until: datetime, version: int | None = None
) -> Outcome[MeasureRow]:
    """Records how a supervised or parked ticket stands, and when it is followed up next.

    Raises:
        Refused: no text (field "said"), the time is past ("until"), or the measure is no longer in force.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.EDIT)
    if not said.strip():
        raise Refused("请写明跟进情况", field="said")
    require_later(desk, until)
    with desk.register.writing() as stores:
        row = the_measure(stores, measure_id)
        check_version(f"{row.number} 的{MEASURE_KIND_WORDS[row.kind]}", row.version, version)
        state_after(MEASURE_FLOW, row.state, MeasureVerb.FOLLOW, number=row.number)
        if row.kind is MeasureKind.EXTENSION:
            raise Refused(f"{row.number} 的延期按新的时限提醒，不用另行跟进")
        change_measure(stores, row, until=until, note=said.strip())
        silence(stores, row.ticket_id, ClockName.MEASURE, row.id, "已跟进")
        plan(desk, stores, row.ticket_id, ClockName.MEASURE, follow_up_slots(row.id, until), until)
        text = f"{MEASURE_KIND_WORDS[row.kind]}跟进：{said.strip()}；{until_words(row.kind, until)}"
        write_line(desk, stores, person, JournalVerb.MEASURE_FOLLOW, text, about=row)
        stands = the_measure(stores, measure_id)
    return Outcome(CHANGES, measure_row(stands), f"{row.number} 已记录跟进")


def lift(desk: Desk, *, person: Person, measure_id: int, note: str, version: int | None = None) -> Outcome[MeasureRow]:
    """Lifts a measure with its reason: parking no longer marks the ticket, and nothing is followed up any more.

    An extension that is lifted gives the ticket back the deadline from before, unless the export has brought another.

    Raises:
        Refused: no reason (field "note"), or it is no longer in force.
        EditConflict: somebody changed it since `version` was read.

    """
    return _end(desk, person, measure_id, MeasureVerb.LIFT, note, version)


def withdraw(
    desk: Desk, *, person: Person, measure_id: int, note: str, version: int | None = None
) -> Outcome[MeasureRow]:
    """Takes a measure back that was entered by mistake; the reverse of `enter`. Raises as `lift`."""
    return _end(desk, person, measure_id, MeasureVerb.WITHDRAW, note, version)


def _end(
    desk: Desk, person: Person, measure_id: int, verb: MeasureVerb, note: str, version: int | None
) -> Outcome[MeasureRow]:
    require(person, Action.EDIT)
    if not note.strip():
        raise Refused("请写明原因", field="note")
    with desk.register.writing() as stores:
        row = the_measure(stores, measure_id)
        check_version(f"{row.number} 的{MEASURE_KIND_WORDS[row.kind]}", row.version, version)
        state = state_after(MEASURE_FLOW, row.state, verb, number=row.number)
        change_measure(stores, row, state=state, ended_at=desk.now(), ended_by=person.name, note=note.strip())
        words = "撤回" if verb is MeasureVerb.WITHDRAW else "解除"
        text = f"{words}{MEASURE_KIND_WORDS[row.kind]}：{note.strip()}"
        silence(stores, row.ticket_id, ClockName.MEASURE, row.id, text)
        _restore(desk, stores, person, row, text)
        stands = the_measure(stores, measure_id)
    return Outcome(CHANGES, measure_row(stands), f"{row.number} 已{words}{MEASURE_KIND_WORDS[row.kind]}")


def _restore(desk: Desk, stores: Stores, person: Person, row: MeasureRecord, text: str) -> None:
    """Takes from the ticket what the measure gave it, with the journal line."""
    ticket, verb = the_ticket(stores, row.ticket_id), JournalVerb.MEASURE_END
    if row.kind is MeasureKind.EXTENSION and ticket.imported_deadline == row.until:
        change_ticket(
            desk, stores, person, ticket, back_to(ticket, DEADLINE, row.imported_before), verb=verb, text=text
        )
    elif row.kind is MeasureKind.PARKING and ticket.parked:
        change_ticket(desk, stores, person, ticket, back_to(ticket, "parked", False), verb=verb, text=text)
    else:
        write_line(desk, stores, person, verb, text, about=ticket)


def back_to(ticket: TicketRecord, name: str, value: datetime | bool | None) -> dict[str, object]:
    """The change that gives a field its former value and leaves it to files again."""
    names = [one for one in ticket.local_fields.split() if one != name]
    values: dict[str, object] = {name: value, "local_fields": " ".join(names)}
    return dict(change_of(values))


def settle_extension(
    desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, exported: datetime
) -> tuple[TicketRecord, str]:
    """Compares a granted deadline with that of a file; returns the ticket as it stands then, and what to tell.

    Equal: the deadline is the platform's from now on. The old one still there: the granted one goes on. Another: the
    platform's decides, and the difference stands in the journal and with the extension.
    """
    row = stores.measures.in_force(ticket.id, MeasureKind.EXTENSION)
    if row is None or row.until is None:
        return ticket, ""
    found = compare(row.until, row.imported_before or row.deadline_before, exported)
    if row.confirmation is not found or row.platform_deadline != exported:
        change_measure(stores, row, confirmation=found, platform_deadline=exported, compared_at=desk.now())
    granted = local_minute(row.until)
    if found is Confirmation.AWAITED:
        return ticket, f"{ticket.number} 已批准延期至 {granted}，平台仍为 {local_minute(exported)}"
    values = back_to(ticket, DEADLINE, exported)
    same = f"{ticket.number} 延期至 {granted}，与平台一致"
    differs = f"{ticket.number} 批准延期至 {granted}，平台为 {local_minute(exported)}，以平台为准"
    text = same if found is Confirmation.SAME else differs
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.EXTENSION_COMPARED, text=text)
    return the_ticket(stores, ticket.id), text
