"""Events of merchants follow them: a ticket that comes to the merchant joins in the same transaction.

It runs at the end of every write that touched tickets or merchants: imports, hand-made tickets, edits, merges, splits,
and what is taken back. A ticket that no longer belongs to the merchant leaves; one that a person took out stays out,
and one in another open event stays there.
"""

from __future__ import annotations

from app.base.people import THE_DESK
from app.desk.event.records import take_in, take_out
from app.desk.merchant import keeping
from app.desk.shared.context import Desk
from app.models.event.records import EventRecord
from app.models.register.stores import Stores
from app.rules.event.states import MemberOrigin

_NO_MORE = "已不属这家商户"


def follow_merchants(desk: Desk, stores: Stores) -> None:
    """Brings the tickets of every open event up to those of its merchant."""
    events = stores.group_events.open_of_merchants()
    for event in events:
        _follow(desk, stores, event)


def new_of(stores: Stores, event: EventRecord) -> list[int]:
    """The tickets of the event's merchant that should join it, in the order of receipt."""
    if event.merchant_id is None:
        return []
    known = {row.ticket_id: row for row in stores.group_events.members(event.id, left=True)}
    wanted = [
        one
        for one in stores.merchants.ticket_ids(event.merchant_id)
        if one not in known or (known[one].left_at is not None and known[one].left_by == THE_DESK.name)
    ]
    busy = stores.group_events.busy(wanted)
    return [one for one in wanted if one not in busy]


def _follow(desk: Desk, stores: Stores, event: EventRecord) -> None:
    joining = new_of(stores, event)
    if joining:
        take_in(desk, stores, THE_DESK, event, joining, MemberOrigin.MERCHANT)
    if event.merchant_id is None or not keeping.is_current(stores):
        return  # while merchants are read anew, a missing one says nothing
    inside = [row for row in stores.group_events.members(event.id) if row.origin is MemberOrigin.MERCHANT]
    still = set(stores.merchants.ticket_ids(event.merchant_id))
    leaving = [row.ticket_id for row in inside if row.ticket_id not in still]
    if leaving:
        take_out(desk, stores, THE_DESK, event, leaving, _NO_MORE)
