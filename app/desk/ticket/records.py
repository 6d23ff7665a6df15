"""Access to one ticket: every change writes its facts, clocks, reminders and journal line together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk, TicketChanged
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.clocks import FACT_NAMES, derived, facts_after
from app.desk.ticket.words import differences
from app.models.register.stores import Stores
from app.models.ticket.records import FieldValue, TicketChange, TicketRecord, change_of
from app.models.ticket.store import NewTicket
from app.rules.journal import JournalVerb
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import TICKET_FIELDS
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import TicketStatus
from app.rules.upkeep.states import RegisterState, fault_of

# What a new ticket has where the file says nothing.
_DEFAULTS: Mapping[Kind, FieldValue] = {Kind.INSTANT: None, Kind.COUNT: None, Kind.TEXTS: {}}
_EMPTY: dict[str, FieldValue] = {one.name: one.first or _DEFAULTS.get(one.kind, "") for one in TICKET_FIELDS}


def the_ticket(stores: Stores, ticket_id: int) -> TicketRecord:
    """The ticket of this id.

    Raises:
        Refused: there is none.
        RegisterFault: the journal knows it, or an index names what is not there: the file is damaged.

    """
    row = stores.tickets.get(ticket_id)
    if row is None:
        joined = stores.joins.of_gone(ticket_id)
        if joined is not None:
            raise Refused(f"{joined.gone_number} 已并入 {joined.kept_number}", hint="请打开那件工单")
        if stores.journal.knows_ticket(ticket_id) or stores.tickets.misses_its_indexes():
            raise fault_of(RegisterState.DAMAGED)
        raise Refused("没有这件工单，可能已被移走")
    return row


def status_after(row: TicketRecord, verb: TicketVerb, back: TicketStatus | None = None) -> TicketStatus:
    """The status of the ticket after a verb; `back` is the one after a failed return.

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
    """Writes changed columns of a ticket with its clocks and the journal line; the desk's followers move with it.

    `local` names the fields that a file may no longer overwrite. With `recount` the clocks are counted anew because
    the rules or the calendar changed.

    Raises:
        EditConflict: somebody else changed the ticket since `row` was read.

    """
    changed = _differing(row, change_of(values))
    changed.update(_begun(row, changed, desk.now()))
    moves_clock = recount or not FACT_NAMES.isdisjoint(changed)
    if moves_clock:
        changed.update(_differing(row, change_of(derived(desk, facts_after(row, changed)))))
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
    digest = stores.tickets.digest(row.id) if changed else ""
    requested = change_of({name: value for name, value in changed.items() if name in values})
    words = differences(row, requested, desk.levels)
    write_line(desk, stores, person, verb, text, about=row, changes=words, ticket_digest=digest)
    change = TicketChanged(row, after, frozenset(changed), text or "工单状态变化", moves_clock, recount)
    for follow in desk.followers.of_ticket:
        follow(desk, stores, person, change)


def _differing(row: TicketRecord, values: TicketChange) -> TicketChange:
    """The values that differ from those of the ticket."""
    return change_of({name: value for name, value in values.items() if row.value(name) != value})


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


def new_ticket(number: str, given: NewTicket, *, backlog: bool) -> dict[str, FieldValue]:
    """All columns of a new ticket, before its clocks are derived; what is not in `given` gets its default."""
    values = _EMPTY.copy()
    values.update(given)
    values["number"] = number
    values["backlog"] = backlog
    if not values["status"]:
        values["status"] = TicketStatus.CLOSED if values["closed_at"] else TicketStatus.TO_SIGN
    return values
