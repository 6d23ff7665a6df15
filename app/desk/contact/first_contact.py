"""The first contact with the caller: which call it is, and the columns that move with it."""

from __future__ import annotations

from datetime import datetime

from app.models.contact.records import AttemptRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketChange, TicketRecord
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.judgement import THE_CALLER
from app.rules.ticket.platform_times import desk_time, is_told

_NAME = "first_contact_at"


def contact_times(ticket: TicketRecord, at: datetime | None) -> TicketChange:
    """The columns for a first contact of this desk at `at`: it decides unless the platform told a time."""
    values: TicketChange = {"desk_contact_at": at}
    if not is_told(ticket.platform_times, _NAME):
        values["first_contact_at"] = at
    return values


def is_first_contact(ticket: TicketRecord, outcome: AttemptOutcome, reached: str, at: datetime) -> bool:
    """Whether a call reached the caller earlier than any that this desk knows, and not before the dispatch."""
    if outcome is not AttemptOutcome.REACHED or reached not in {*THE_CALLER, ticket.caller}:
        return False
    first = desk_time(ticket, _NAME)
    return at >= ticket.dispatched_at and (first is None or at < first)


def first_contact(stores: Stores, ticket: TicketRecord) -> datetime | None:
    """The earliest call on record that reached the caller after the dispatch, or after the last rework."""
    calls = stores.contacts.of_ticket(ticket.id)
    return min((call.at for call in calls if _reached_caller(call, ticket)), default=None)


def _reached_caller(call: AttemptRecord, ticket: TicketRecord) -> bool:
    return (
        call.outcome is AttemptOutcome.REACHED
        and call.reached in {*THE_CALLER, ticket.caller}
        and call.at >= max(ticket.dispatched_at, ticket.reworked_at or ticket.dispatched_at)
        and call.source is not AttemptSource.CALLBACK
    )
