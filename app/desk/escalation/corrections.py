"""Corrects a recorded report to the lead: to whom, how, when, what was answered."""

from __future__ import annotations

from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.escalation.acts import the_escalation
from app.desk.escalation.rows import EscalationRow, escalation_row
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.corrections import note_correction, the_reason
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.desk.ticket.words import field_text
from app.models.escalation.records import EscalationChange, EscalationRecord
from app.rules.escalation.states import EscalationState, ReportChannel
from app.rules.journal import JournalVerb

_CHANGES = Change.ESCALATIONS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL


def correct(
    desk: Desk,
    *,
    person: Person,
    escalation_id: int,
    reason: str,
    to: str = "",
    channel: str = "",
    at: datetime | None = None,
    note: str = "",
) -> Outcome[EscalationRow]:
    """Corrects a report that was recorded; what is empty or None stays. The figures follow what stands then.

    Raises:
        Refused: no reason (field "reason"), it was not reported, no way of reporting ("channel"), a time before the
            deadline or in the future ("at"), or nothing differs.

    """
    require(person, Action.ESCALATE)
    why = the_reason(reason)
    with desk.register.writing() as stores:
        row = the_escalation(stores, escalation_id)
        if row.state is not EscalationState.REPORTED or row.reported_at is None:
            raise Refused(f"{row.number} 还没有上报记录，没有可更正的")
        before, moment = image(stores, [row.ticket_id]), _moment(desk, row, row.reported_at, at)
        change: EscalationChange = {
            "reported_to": to.strip() or row.reported_to,
            "channel": _channel(row, channel),
            "reported_at": moment,
            "note": note.strip() or row.note,
        }
        line = note_correction(
            desk, stores, person, JournalVerb.ESCALATION_CORRECT, row, _differences(row, change), why
        )
        change["corrections"] = (*row.corrections, line)
        stores.escalations.change(row.id, **change)
        ticket = the_ticket(stores, row.ticket_id)
        if moment != row.reported_at == ticket.reported_at:
            text = "上报时间随更正变化"
            verb, values = JournalVerb.ESCALATION_CORRECT, {"reported_at": moment}
            change_ticket(desk, stores, person, ticket, values, verb=verb, text=text)
        stands = the_escalation(stores, escalation_id)
        undo = undo_of(desk, stores, person, before, "更正上报", _CHANGES)
    return Outcome(_CHANGES, escalation_row(stands), f"{row.number} 的上报已更正", undo)


def _channel(row: EscalationRecord, channel: str) -> str:
    if channel.strip() and channel.strip() not in set(ReportChannel):
        raise Refused("请选择上报方式", field="channel")
    return channel.strip() or row.channel


def _moment(desk: Desk, row: EscalationRecord, reported_at: datetime, at: datetime | None) -> datetime:
    if at is None:
        return reported_at
    if not row.deadline_at <= at <= desk.now():
        raise Refused("上报时间应在到期以后，不能晚于现在", field="at")
    return at.replace(microsecond=0)


def _differences(row: EscalationRecord, change: EscalationChange) -> dict[str, tuple[str, str]]:
    pairs = {
        "向谁上报": (row.reported_to, change["reported_to"]),
        "上报方式": (row.channel, change["channel"]),
        "上报时间": (field_text("at", row.reported_at), field_text("at", change["reported_at"])),
        "对方意见": (row.note, change["note"]),
    }
    return {word: pair for word, pair in pairs.items() if pair[0] != pair[1]}
