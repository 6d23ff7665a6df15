"""What becomes of the follow-ups of a ticket's measures when it is closed."""

from __future__ import annotations

from app.base.people import Person
from app.desk.reminder.own_matters import silence
from app.desk.shared.context import Desk, TicketChanged
from app.models.register.stores import Stores
from app.rules.law.clocks import ClockName
from app.rules.measure import MeasureKind, MeasureState


def follow(_desk: Desk, stores: Stores, _person: Person, change: TicketChanged) -> None:
    """Silences the follow-ups of a ticket that was closed or returned; the measures stay on record."""
    if "is_open" not in change.names or change.after.is_open:
        return
    for row in stores.measures.of_ticket(change.after.id):
        if row.state is MeasureState.IN_FORCE and row.kind is not MeasureKind.EXTENSION:
            silence(stores, row.ticket_id, ClockName.MEASURE, row.id, "工单已办结")
