"""One way to change a ticket: facts, clocks, reminders and the journal line move together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.errors import Refused
from app.base.people import Person
from app.desk.clocks import derived, facts_of
from app.desk.conflict import saving
from app.desk.context import Desk
from app.desk.escalation_levels import follow_ticket
from app.desk.exclusion_clock import follow_exclusions
from app.desk.findings import refresh_findings
from app.desk.flows import state_after
from app.desk.journal_lines import write_line
from app.desk.plans import replan
from app.desk.words import differences
from app.models.stores import Stores
from app.models.ticket_record import TicketChange, TicketRecord, change_of
from app.rules.deadlines import Facts
from app.rules.journal import JournalVerb
from app.rules.moves import TICKET_FLOW, TicketVerb
from app.rules.states import STATUS_WORDS, TicketStatus

# Fields whose change moves a clock or ends a reminder.
_FACTS = frozenset(field.name for field in dataclasses.fields(Facts))
# Fields whose change may make a contact wrong or right, and the states whose coming or going does.
_JUDGED = frozenset(
    {
        "dispatched_at",
        "dispatched_basis",
        "contact_due_at",
        "closed_at",
        "phones",
        "phone_raw",
        "caller",
        "platform_contacted",
    }
)
_JUDGED_STATES = frozenset({TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED, TicketStatus.RETURNED})


def the_ticket(stores: Stores, ticket_id: int) -> TicketRecord:
    """The ticket of this id.

    Raises:
        Refused: there is none.

    """
    row = stores.tickets.get(ticket_id)
    if row is None:
        raise Refused("没有这件工单，可能已被移走")
    return row


def status_after(row: TicketRecord, verb: TicketVerb, back: TicketStatus | None = None) -> TicketStatus:
    """Where the verb leads the ticket; `back` is where a return that came to nothing leads.

    Raises:
        IllegalMove: the ticket's state does not allow the verb; the sentence says why.

    """
    return state_after(TICKET_FLOW, TicketStatus(row.status), verb, number=row.number, back=back)


def change_ticket(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: TicketRecord,
    values: TicketChange | Mapping[str, object],
    *,
    verb: JournalVerb,
    text: str = "",
    local: Sequence[str] = (),
    recount: bool = False,
) -> None:
    """Writes changed columns of a ticket with all that follows from them, and the journal line.

    `local` names the fields that a file may no longer overwrite. The reminders are planned anew when a fact changed,
    or quietly with `recount`, when the rules or the calendar did.

    Raises:
        EditConflict: somebody else changed the ticket since `row` was read.

    """
    changed = _differing(row, change_of(values))
    changed.update(_begun(row, changed, desk.now()))
    after = row.but(changed)
    moves_clock = recount or not _FACTS.isdisjoint(changed)
    if moves_clock:
        changed.update(_differing(row, change_of(derived(desk, facts_of(after)))))
        later = changed.get("deadline_at")
        if row.reported_at is not None and later is not None and later > desk.now():
            changed["reported_at"] = None  # a new deadline is to be reported anew
        after = row.but(changed)
    marked = " ".join(sorted({*row.local_fields.split(), *local}))
    if marked != row.local_fields:
        changed["local_fields"] = marked
    if changed:
        with saving(f"{row.number} 的工单"):
            stores.tickets.change(row, changed)
    asked = change_of({name: value for name, value in changed.items() if name in values})
    write_line(desk, stores, person, verb, text, about=row, changes=differences(row, asked, desk.levels))
    if moves_clock:
        replan(desk, stores, after, text or "工单状态变化", quiet=recount)
    _others_follow(desk, stores, person, row, after, changed)


def _differing(row: TicketRecord, values: TicketChange) -> TicketChange:
    """Those of the values that differ from the ticket's own."""
    return change_of({name: value for name, value in values.items() if row.value(name) != value})


def _others_follow(
    desk: Desk, stores: Stores, person: Person, row: TicketRecord, after: TicketRecord, changed: TicketChange
) -> None:
    """Escalations, applications for exclusion and the watch over contacts fit the ticket as it now stands."""
    deadline = after.deadline_at
    if deadline is not None and ("deadline_at" in changed or "is_open" in changed):
        reason = "办理时限已变更" if after.is_open else f"工单{STATUS_WORDS[TicketStatus(after.status)]}"
        follow_ticket(desk, stores, person, row, deadline=deadline, is_open=after.is_open, reason=reason)
    if "closed_at" in changed:
        follow_exclusions(desk, stores, row.id)
    moved = {row.status, changed["status"]} if "status" in changed else set()
    if not _JUDGED.isdisjoint(changed) or moved & _JUDGED_STATES:
        refresh_findings(desk, stores, row.id, who=person.name)


def _begun(row: TicketRecord, changed: TicketChange, now: datetime) -> TicketChange:
    """When the clocks that a new status starts began to run; that of a return ends with it."""
    status = changed.get("status")
    begun: TicketChange = {}
    if status == TicketStatus.TO_CALL_BACK:
        begun["callback_since"] = now
    if status == TicketStatus.RETURNING:
        begun["return_sent_at"] = now
    elif status is not None and row.return_sent_at is not None:
        begun["return_sent_at"] = None
    return begun
