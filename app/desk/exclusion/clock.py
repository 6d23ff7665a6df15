"""The time limit of an application as reminders of the ledger: two days before its end, and on its last day."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.people import Person
from app.desk.exclusion.catalogue import by_id
from app.desk.reminder.own_matters import plan, silence
from app.desk.shared.context import Desk, TicketChanged
from app.models.exclusion.records import ExclusionRecord
from app.models.register.stores import Stores
from app.rules.exclusion.check import deadline_of, exclusion_slots
from app.rules.exclusion.moves import WRITABLE
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState

FOLLOWED = frozenset({"closed_at"})
_LIVE = frozenset({ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN, ReminderState.ACKNOWLEDGED})


def concerned(stores: Stores, ticket_ids: Sequence[int]) -> set[int]:
    """Those of the tickets that have an application: only they have anything to follow."""
    return stores.exclusions.tickets_among(ticket_ids)


def follow(desk: Desk, stores: Stores, _person: Person, change: TicketChanged) -> None:
    """Updates the reminders of the ticket's applications: it was closed or reopened."""
    follow_exclusions(desk, stores, change.after.id)


def follow_exclusions(desk: Desk, stores: Stores, ticket_id: int) -> None:
    """Updates the reminders of a ticket's applications: they ring only while one can be submitted in time."""
    for row in stores.exclusions.of_ticket(ticket_id):
        _follow(desk, stores, row)


def _follow(desk: Desk, stores: Stores, row: ExclusionRecord) -> None:
    catalogue = by_id(stores, row.catalogue_id)
    kind = catalogue.find(row.major, row.minor) if catalogue is not None else None
    end = deadline_of(kind, row.closed_at) if kind is not None else None
    wanted = end if row.state in WRITABLE and end is not None and end > desk.now() else None
    standing = [
        slot
        for slot in stores.reminders.of_ticket(row.ticket_id)
        if slot.clock == ClockName.EXCLUSION and slot.slot.startswith(f"{row.id}:") and slot.state in _LIVE
    ]
    if standing and all(slot.due_at == wanted for slot in standing):
        return
    if standing:
        silence(stores, row.ticket_id, ClockName.EXCLUSION, row.id, "申请已提交、撤回，或期限已变更")
    if wanted is not None:
        plan(desk, stores, row.ticket_id, ClockName.EXCLUSION, exclusion_slots(row.id, wanted), wanted)
