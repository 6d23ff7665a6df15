"""Access to one ticket: every change writes its facts, clocks, reminders and journal line together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk, TicketChanged, TicketFollower
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.shared.judged_ahead import MovedOn
from app.desk.ticket.clocks import FACT_NAMES, derived, facts_after
from app.desk.ticket.words import differences
from app.models.register.stores import Stores
from app.models.ticket.ready import Documents, NewTicket, documents_of
from app.models.ticket.records import FieldValue, TicketChange, TicketRecord, change_of
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


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """What a change of a ticket comes to: the columns to write, and the words of its journal line.

    `after` is the ticket then; `moves_clock` says that a clock may now end at another time; `documents` are those of
    the search index before and after, None where they do not differ; `law` is the law that it was judged by.
    """

    before: TicketRecord
    after: TicketRecord
    columns: TicketChange
    words: Mapping[str, tuple[str, str]]
    moves_clock: bool
    documents: Documents | None
    law: object

    def told(self, reason: str, *, quiet: bool = False) -> TicketChanged:
        """The change as followers see it."""
        return TicketChanged(self.before, self.after, frozenset(self.columns), reason, self.moves_clock, quiet)


def judge_change(
    desk: Desk,
    row: TicketRecord,
    values: TicketChange | Mapping[str, object],
    *,
    local: Sequence[str] = (),
    recount: bool = False,
) -> JudgedChange:
    """What `change_ticket` would write of a ticket, from its row alone.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

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
    requested = change_of({name: value for name, value in changed.items() if name in values})
    words, documents = differences(row, requested, desk.levels), documents_of(row, changed)
    return JudgedChange(row, after, changed, words, moves_clock, documents, _law(desk))


def _law(desk: Desk) -> object:
    return desk.rules, desk.calendar


def require_unmoved(desk: Desk, stores: Stores, judged: JudgedChange) -> None:
    """Raises unless the ticket and the law within the open transaction are still those that were judged.

    Raises:
        MovedOn: something changed since; the change has to be judged anew.

    """
    seen = (judged.before.id, judged.before.version)
    if seen not in stores.tickets.still_at([seen]) or judged.law != _law(desk):
        raise MovedOn


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
    judged = judge_change(desk, row, values, local=local, recount=recount)
    write_change(desk, stores, person, judged, verb=verb, text=text, recount=recount)


def write_change(
    desk: Desk,
    stores: Stores,
    person: Person,
    judged: JudgedChange,
    *,
    verb: JournalVerb,
    text: str = "",
    recount: bool = False,
) -> None:
    """Writes what was judged of a ticket, its journal line, and what follows.

    Raises:
        EditConflict: somebody else changed the ticket since it was read.

    """
    row = judged.before
    if judged.columns:
        with saving(f"{row.number} 的工单"):
            stores.tickets.change(row, judged.columns, judged.documents)
    digest = stores.tickets.digest(row.id) if judged.columns else ""
    write_line(desk, stores, person, verb, text, about=row, changes=judged.words, ticket_digest=digest)
    follow_change(desk, stores, person, judged.told(text or "工单状态变化", quiet=recount))


def follow_change(
    desk: Desk,
    stores: Stores,
    person: Person,
    change: TicketChanged,
    followers: Sequence[TicketFollower] | None = None,
) -> None:
    """Moves what follows a change of a ticket: all of it, or some `followers` only, in their order."""
    for follower in desk.followers.of_ticket if followers is None else followers:
        if follower.wants(change):
            follower.follow(desk, stores, person, change)


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
