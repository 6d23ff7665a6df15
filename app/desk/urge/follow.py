"""What becomes of rounds when a ticket changes: they end when the unit has nothing left to do, promises are kept."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.people import Person
from app.desk.shared.context import Desk, TicketChanged
from app.desk.urge.records import change_round, live_tickets, state_after, words_of
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.urge.records import RoundRecord
from app.rules.journal import JournalVerb
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.rules.urge.states import OPEN_STATES, UrgeState, UrgeVerb

FOLLOWED = frozenset({"status", "is_open", "backlog", "unit"})


def concerned(stores: Stores, ticket_ids: Sequence[int]) -> set[int]:
    """Those of the tickets that have been in a round: only they have anything to follow."""
    return stores.urges.tickets_among(ticket_ids)


def follow(desk: Desk, stores: Stores, person: Person, change: TicketChanged) -> None:
    """Ends the open rounds that wait for this ticket alone, and keeps promises whose tickets are all done."""
    for _, row in stores.urges.of_tickets([change.after.id]):
        if row.state not in OPEN_STATES and row.state is not UrgeState.PROMISED:
            continue
        if live_tickets(stores, row):
            continue
        _end(desk, stores, person, row, change)


def _end(desk: Desk, stores: Stores, person: Person, row: RoundRecord, change: TicketChanged) -> None:
    if row.state is UrgeState.PROMISED:
        change_round(stores, row, state=state_after(row, UrgeVerb.KEEP), next_at=None)
        stores.urges.judge(row.id, [ticket.ticket_id for ticket in stores.urges.tickets_of([row.id])])
        verb, text = JournalVerb.URGE_KEPT, f"{words_of(row)} 承诺已兑现"
    else:
        moved = change.before.unit != change.after.unit
        why = f"已改派{change.after.unit}" if moved else f"工单{STATUS_WORDS[TicketStatus(change.after.status)]}"
        if change.after.backlog:
            why = "已归入历史未结"
        change_round(stores, row, state=state_after(row, UrgeVerb.END), next_at=None, note=why)
        verb, text = JournalVerb.URGE_END, f"{words_of(row)} 催办结束：{why}"
    line = Entry(verb, text, change.after.id, change.after.number)
    stores.journal.append([line], at=desk.now(), who=person.name)
