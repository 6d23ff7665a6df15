"""One way to change a ticket: facts, clocks, reminders and the journal line move together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

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
from app.models.ticket_record import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.moves import TICKET_FLOW, TicketVerb
from app.rules.states import STATUS_WORDS, TicketStatus

# Fields whose change moves a clock or ends a reminder.
_FACTS = frozenset(
    {
        "urgency",
        "time_class",
        "dispatched_at",
        "dispatched_basis",
        "imported_deadline",
        "signed_at",
        "first_contact_at",
        "closed_at",
        "status",
        "ruled_at",
        "reported_at",
        "reworked_at",
    }
)
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
    values: Mapping[str, Any],
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
    before = row.values()
    changed = {name: value for name, value in values.items() if before[name] != value}
    changed.update(_begun(before, changed, desk.now()))
    after = {**before, **changed}
    moves_clock = recount or not _FACTS.isdisjoint(changed)
    if moves_clock:
        follows = derived(desk, facts_of(after))
        after.update(follows)
        changed.update({name: value for name, value in follows.items() if before[name] != value})
        if before["reported_at"] is not None and changed.get("deadline_at", desk.now()) > desk.now():
            after["reported_at"] = changed["reported_at"] = None  # a new deadline is to be reported anew
    marked = " ".join(sorted({*row.local_fields.split(), *local}))
    if marked != row.local_fields:
        changed["local_fields"] = marked
    if changed:
        with saving(f"{row.number} 的工单"):
            stores.tickets.change(row, changed)
    told = differences(before, {name: value for name, value in changed.items() if name in values}, desk.levels)
    write_line(desk, stores, person, verb, text, about=row, changes=told)
    if moves_clock:
        replan(desk, stores, row.id, after, text or "工单状态变化", quiet=recount)
    _others_follow(desk, stores, person, row, after, changed)


def _others_follow(
    desk: Desk, stores: Stores, person: Person, row: TicketRecord, after: Mapping[str, Any], changed: Mapping[str, Any]
) -> None:
    """Escalations, applications for exclusion and the watch over contacts fit the ticket as it now stands."""
    if "deadline_at" in changed or "is_open" in changed:
        is_open = bool(after["is_open"])
        reason = "办理时限已变更" if is_open else f"工单{STATUS_WORDS[TicketStatus(after['status'])]}"
        follow_ticket(desk, stores, person, row, deadline=after["deadline_at"], is_open=is_open, reason=reason)
    if "closed_at" in changed:
        follow_exclusions(desk, stores, row.id)
    moved = {row.status, changed["status"]} if "status" in changed else set()
    if not _JUDGED.isdisjoint(changed) or moved & _JUDGED_STATES:
        refresh_findings(desk, stores, row.id, who=person.name)


def _begun(before: Mapping[str, Any], changed: Mapping[str, Any], now: datetime) -> dict[str, datetime | None]:
    """When the clocks that a new status starts began to run; that of a return ends with it."""
    status = changed.get("status")
    begun: dict[str, datetime | None] = {}
    if status == TicketStatus.TO_CALL_BACK:
        begun["callback_since"] = now
    if status == TicketStatus.RETURNING:
        begun["return_sent_at"] = now
    elif status is not None and before["return_sent_at"] is not None:
        begun["return_sent_at"] = None
    return begun
