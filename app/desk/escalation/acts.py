"""Escalations: lists expired tickets that must be reported to the lead, and records the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.escalation.levels import settle_reported
from app.desk.escalation.rows import EscalationRow, escalation_row
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.clocks import facts_of, rules_of
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.escalation.records import EscalationRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.escalation.moves import ESCALATION_FLOW, EscalationVerb
from app.rules.escalation.states import EscalationState, ReportChannel
from app.rules.escalation.texts import LEVEL_WORDS
from app.rules.journal import JournalVerb

_CHANGES = Change.ESCALATIONS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class Reported:
    """The result of recording reports: the ids recorded, and those skipped because they were no longer open."""

    done: tuple[int, ...]
    skipped: tuple[int, ...]


def listing(
    desk: Desk,
    *,
    state: EscalationState | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> list[EscalationRow]:
    """Escalations, those still to be reported first, then by deadline.

    Of a period (from `start` up to but without `end`) those opened in it, and always those still to be reported.
    """
    with desk.register.reading() as stores:
        return [escalation_row(row) for row in stores.escalations.listing(state, start, end)]


def report(
    desk: Desk, *, person: Person, escalation_id: int, to: str, channel: str, note: str = ""
) -> Outcome[EscalationRow]:
    """Records that the expired ticket was reported: to whom, how, by whom, now. Its deadline rings no more.

    Raises:
        Refused: nobody or no channel is named (fields "to", "channel"), or it was reported before or taken back.

    """
    _check(person, to, channel)
    with desk.register.writing() as stores:
        row = the_escalation(stores, escalation_id)
        if not ESCALATION_FLOW.allows(row.state, EscalationVerb.REPORT):
            raise Refused(_why_not(row))
        before = image(stores, [row.ticket_id])
        _record(desk, stores, person, row, to.strip(), channel.strip(), note.strip())
        undo = undo_of(desk, stores, person, before, "到期上报", _CHANGES)
        stands = the_escalation(stores, escalation_id)
    return Outcome(_CHANGES, escalation_row(stands), f"{row.number} 已上报{to.strip()}", undo)


def report_many(
    desk: Desk, *, person: Person, escalation_ids: Sequence[int], to: str, channel: str, note: str = ""
) -> Outcome[Reported]:
    """Records several reports in one transaction; those no longer open are skipped and counted.

    Raises:
        Refused: nobody or no channel is named (fields "to", "channel"), or none of them is open any more.

    """
    _check(person, to, channel)
    upkeep_acts.copy_before_many(desk, count=len(escalation_ids))
    with desk.register.writing() as stores:
        # The highest level first: it covers the lower ones of the same ticket.
        rows = sorted(stores.escalations.many(list(escalation_ids)), key=lambda row: -row.level)
        waiting = [row for row in rows if ESCALATION_FLOW.allows(row.state, EscalationVerb.REPORT)]
        if not waiting:
            raise Refused("所选工单都已上报或已撤销")
        before = image(stores, list({row.ticket_id for row in waiting}))
        for row in waiting:
            _record(desk, stores, person, row, to.strip(), channel.strip(), note.strip())
        undo = undo_of(desk, stores, person, before, "到期上报", _CHANGES)
    done = tuple(row.id for row in waiting)
    skipped = tuple(row.id for row in rows if row not in waiting)
    left = f"，{len(skipped)} 件此前已上报或已撤销" if skipped else ""
    return Outcome(_CHANGES, Reported(done, skipped), f"{len(done)} 件已上报{to.strip()}{left}", undo)


def the_escalation(stores: Stores, escalation_id: int) -> EscalationRecord:
    """The report of this id.

    Raises:
        Refused: there is none.

    """
    row = stores.escalations.get(escalation_id)
    if row is None:
        raise Refused("没有这条上报")
    return row


def _why_not(row: EscalationRecord) -> str:
    if row.state is EscalationState.REPORTED:
        return f"{row.number} 已由{row.reported_by}上报给{row.reported_to}"
    return f"{row.number} 的上报已撤销：{row.note}"


def _check(person: Person, to: str, channel: str) -> None:
    require(person, Action.ESCALATE)
    if not to.strip():
        raise Refused("请填写向谁上报", field="to")
    if channel.strip() not in set(ReportChannel):
        raise Refused("请选择上报方式", field="channel")


def _record(
    desk: Desk, stores: Stores, person: Person, row: EscalationRecord, to: str, channel: str, note: str
) -> None:
    now = desk.now()
    stores.escalations.change(
        row.id,
        state=ESCALATION_FLOW.after(row.state, EscalationVerb.REPORT),
        next_level_at=None,
        reported_at=now,
        reported_to=to,
        channel=channel,
        reported_by=person.name,
        note=note,
    )
    settle_reported(stores, row, person, now)
    which = "到期上报" if row.level == 1 else f"{LEVEL_WORDS[row.level]}上报"
    text = f"{which}：{to}（{channel}）" + (f" {note}" if note else "")
    ticket = the_ticket(stores, row.ticket_id)
    if ticket.is_open and _is_timed(desk, ticket):
        verb = JournalVerb.ESCALATION_REPORT
        change_ticket(desk, stores, person, ticket, {"reported_at": now}, verb=verb, text=text)
    else:
        write_line(desk, stores, person, JournalVerb.ESCALATION_REPORT, text, about=row)


def _is_timed(desk: Desk, ticket: TicketRecord) -> bool:
    """Whether the ticket's rules set a time limit for the report."""
    facts = facts_of(ticket)
    return rules_of(desk, facts).of(facts.urgency).report is not None
