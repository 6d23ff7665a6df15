"""Expired tickets that must be reported to the lead, and the record that they were."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.escalation_levels import settle_reported
from app.desk.reading import escalation_row
from app.desk.rows import EscalationRow
from app.models.journal import Entry
from app.rules.states import EscalationState

_CHANGES = Change.ESCALATIONS | Change.REMINDERS | Change.JOURNAL
CHANNELS = ("电话", "当面", "微信", "短信", "书面")


def listing(desk: Desk, *, state: EscalationState | None = None) -> list[EscalationRow]:
    """Escalations, those still to be reported first, then by deadline."""
    with desk.register.reading() as stores:
        return [escalation_row(row) for row in stores.escalations.listing(state.value if state else None)]


def report(
    desk: Desk, *, person: Person, escalation_id: int, to: str, channel: str, note: str = ""
) -> Outcome[EscalationRow]:
    """Records that the expired ticket was reported: to whom, how, by whom, now.

    Raises:
        Refused: nobody or no channel is named (fields "to", "channel"), or it was reported before.

    """
    require(person, Action.ESCALATE)
    if not to.strip():
        raise Refused("请填写向谁上报", field="to")
    if not channel.strip():
        raise Refused("请选择上报方式", field="channel")
    with desk.register.writing() as stores:
        row = stores.escalations.get(escalation_id)
        if row is None:
            raise Refused("没有这条上报")
        if row.state != EscalationState.OPEN:
            raise Refused(f"{row.number} 已由{row.reported_by}上报给{row.reported_to}")
        values = {
            "state": EscalationState.REPORTED.value,
            "reported_at": desk.now(),
            "reported_to": to.strip(),
            "channel": channel.strip(),
            "reported_by": person.name,
            "note": note.strip(),
        }
        stores.escalations.change(escalation_id, values)
        settle_reported(stores, row, person, desk.now())
        text = f"到期上报：{to.strip()}（{channel.strip()}）" + (f" {note.strip()}" if note.strip() else "")
        stores.journal.append(
            [Entry("escalation-report", text, row.ticket_id, row.number)], at=desk.now(), who=person.name
        )
        told = escalation_row(stores.escalations.get(escalation_id))
    return Outcome(_CHANGES, told, f"{row.number} 已上报{to.strip()}")
