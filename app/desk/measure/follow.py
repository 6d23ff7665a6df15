"""What becomes of the follow-ups of a ticket's measures when it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.people import Person
from app.desk.reminder.own_matters import silence
from app.desk.shared.context import Desk, TicketChanged
from app.models.register.stores import Stores
from app.rules.law.clocks import ClockName
from app.rules.measure import MeasureKind, MeasureState

FOLLOWED = frozenset({"is_open"})


def concerned(stores: Stores, ticket_ids: Sequence[int]) -> set[int]:
    """Those of the tickets that have a measure: only they have anything to follow."""
    return stores.measures.tickets_among(ticket_ids)


def follow(_desk: Desk, stores: Stores, _person: Person, change: TicketChanged) -> None:
    """Silences the follow-ups of a ticket that was closed or returned; the measures stay on record."""
    if change.after.is_open:
        return
    for row in stores.measures.of_ticket(change.after.id):
        if row.state is MeasureState.IN_FORCE and row.kind is not MeasureKind.EXTENSION:
            silence(stores, row.ticket_id, ClockName.MEASURE, row.id, "工单已办结")
