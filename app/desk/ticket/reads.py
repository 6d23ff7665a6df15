"""Reads one ticket: its details, its id by number, and its phone numbers with a journal line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.rows import attempt_row
from app.desk.escalation.rows import escalation_row
from app.desk.event.rows import note_of
from app.desk.finding.rows import finding_rows
from app.desk.journal.rows import journal_row
from app.desk.promise.rows import promise_row
from app.desk.reminder.rows import reminder_row
from app.desk.returns.rows import return_row
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.survey.rows import survey_row
from app.desk.ticket.clocks import clock_rows
from app.desk.ticket.mask import masked_ticket
from app.desk.ticket.reading import ticket_row
from app.desk.ticket.records import the_ticket
from app.desk.ticket.rows import ClockRow, TicketDetail
from app.desk.ticket.twins import proposed_for
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.law.urgency import governed_from
from app.rules.outage import span_words
from app.rules.ticket.deadlines import outage_of
from app.rules.ticket.numbers import BadNumber, read_number
from app.rules.ticket.states import ClockState
from app.rules.upkeep.states import RegisterState, fault_of

_LATE = (ClockState.MET_LATE, ClockState.OVERDUE)
_SECOND = timedelta(seconds=1)


def find(desk: Desk, *, number: str) -> int:
    """The id of the ticket with this number, or that it was joined into; `来源:编号` names the source too.

    Raises:
        Refused: there is none, or several sources have the number.
        RegisterFault: the table holds it, but its index does not give it: the file is damaged.

    """
    wanted = number.strip()
    with desk.register.reading() as stores:
        found = stores.tickets.numbered(wanted) or stores.tickets.numbered(_as_kept(wanted))
        if not found and ":" in wanted.replace("：", ":"):
            source, _, rest = wanted.replace("：", ":").partition(":")
            found = [row for row in stores.tickets.numbered(rest) if row.source == source]
        if not found and (joined := stores.joins.numbered(_as_kept(wanted))) is not None:
            return joined.kept_id
        if not found and any(stores.tickets.is_hidden(one) for one in {wanted, _as_kept(wanted)}):
            raise fault_of(RegisterState.DAMAGED)
    if not found:
        raise Refused(f"没有编号为 {wanted} 的工单", field="number")
    if len(found) > 1:
        sources = "、".join(row.source or "来源不明" for row in found)
        raise Refused(f"编号 {wanted} 有 {len(found)} 件（{sources}）", field="number", hint="请写成 来源:编号")
    return int(found[0].id)


def _as_kept(number: str) -> str:
    """Normalises a number as the register stores it: half-width, without blanks."""
    try:
        return read_number(number)
    except BadNumber:
        return number


def detail(desk: Desk, *, ticket_id: int) -> TicketDetail:
    """The whole ticket with masked numbers.

    Raises:
        Refused: there is no such ticket.

    """
    with desk.register.reading() as stores:
        return _detail(desk, stores, ticket_id, revealed=False)


def reveal(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[TicketDetail]:
    """The whole ticket with full numbers; journals that they were shown."""
    require(person, Action.REVEAL)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        write_line(desk, stores, person, JournalVerb.REVEAL, "显示号码", about=row)
        result = _detail(desk, stores, ticket_id, revealed=True)
    return Outcome(Change.JOURNAL, result, "号码已显示，已留痕")


def _detail(desk: Desk, stores: Stores, ticket_id: int, *, revealed: bool) -> TicketDetail:
    row = the_ticket(stores, ticket_id)
    made = stores.imports.get(row.import_id) if row.import_id else None
    return TicketDetail(
        row=ticket_row(row, desk.levels, revealed=revealed),
        ticket=row if revealed else masked_ticket(row),
        revealed=revealed,
        clocks=_with_outages(stores, clock_rows(desk, row, desk.now())),
        import_file=made.file if made is not None else "",
        twin=proposed_for(stores, row),
        joined=tuple(one.gone_number for one in stores.joins.of_kept(ticket_id)),
        levels=desk.levels.in_force(governed_from(row.dispatched_at, row.ruled_at)),
        **_history(desk, stores, ticket_id),
    )


def _with_outages(stores: Stores, clocks: tuple[ClockRow, ...]) -> tuple[ClockRow, ...]:
    """The clocks; one that ended late, or runs over, because the platform was down says so."""
    dues = [clock.due_at for clock in clocks if clock.state in _LATE and clock.due_at is not None]
    if not dues:
        return clocks
    outages = [(one.since, one.until) for one in stores.platform_outages.touching(min(dues), max(dues) + _SECOND)]
    return tuple(_with_outage(clock, outages) for clock in clocks) if outages else clocks


def _with_outage(clock: ClockRow, outages: Sequence[tuple[datetime, datetime | None]]) -> ClockRow:
    found = None if clock.state not in _LATE or clock.due_at is None else outage_of(clock.due_at, outages)
    if found is None:
        return clock
    words = span_words(*found)
    return replace(
        clock, outage=f"平台故障 {words}", explanation=(*clock.explanation, f"到时在平台故障期间（{words}），单独统计")
    )


def _history(desk: Desk, stores: Stores, ticket_id: int) -> dict[str, Any]:
    return {
        "reminders": tuple(reminder_row(row, desk.levels) for row in stores.reminders.of_ticket(ticket_id)),
        "journal": tuple(journal_row(row) for row in stores.journal.of_ticket(ticket_id)),
        "attempts": tuple(attempt_row(row) for row in stores.contacts.of_ticket(ticket_id)),
        "findings": tuple(finding_rows(stores, stores.findings.of_ticket(ticket_id))),
        "surveys": tuple(survey_row(row) for row in stores.surveys.of_ticket(ticket_id)),
        "returns": tuple(return_row(row) for row in stores.returns.of_ticket(ticket_id)),
        "promises": tuple(promise_row(row) for row in stores.promises.of_ticket(ticket_id)),
        "escalations": tuple(escalation_row(row) for row in stores.escalations.of_ticket(ticket_id)),
        "event": note_of(stores, ticket_id),
    }
