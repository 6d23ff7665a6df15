"""The warnings behind an event: known while it is dealt with, handled with its end, as before when it is taken back."""

from __future__ import annotations

from app.base.people import Person
from app.desk.event.records import named
from app.desk.shared.context import Desk
from app.desk.warning.acts import LONGEST, settle
from app.models.event.records import EventRecord
from app.models.register.stores import Stores
from app.models.warning.records import WarningRecord
from app.rules.shared.masking import mask_text
from app.rules.warning.states import WarningState, WarningVerb

_BETWEEN = "；"
_KNOWN_BEFORE = "已知"


def mark_known(desk: Desk, stores: Stores, person: Person, event: EventRecord) -> None:
    """Makes the open warnings of an event known, with the event as the reason; one rings again when its level rises."""
    for row in _open_of(stores, event):
        before = row.reason or (_KNOWN_BEFORE if row.state is WarningState.KNOWN else "")
        reason = _BETWEEN.join(filter(None, (before, _opened(event))))
        settle(desk, stores, person, row, WarningVerb.KNOW, reason[:LONGEST])


def mark_handled(desk: Desk, stores: Stores, person: Person, event: EventRecord, result: str) -> None:
    """Makes the open warnings of an event handled: it has ended with this result."""
    for row in _open_of(stores, event):
        settle(desk, stores, person, row, WarningVerb.HANDLE, f"{_ended(event)}：{mask_text(result)}"[:LONGEST])


def take_back(desk: Desk, stores: Stores, person: Person, event: EventRecord) -> None:
    """Puts the warnings back that are known because of an event: as they were before it."""
    for row in _open_of(stores, event):
        if row.reason.endswith(_opened(event)):
            rest = row.reason.removesuffix(_opened(event)).removesuffix(_BETWEEN)
            settle(desk, stores, person, row, WarningVerb.KNOW if rest else WarningVerb.REOPEN, rest)


def open_again(desk: Desk, stores: Stores, person: Person, event: EventRecord) -> None:
    """Makes the warnings known again that are handled because of the end of an event."""
    for row in stores.warnings.listing(WarningState.HANDLED):
        if row.reason.startswith(_ended(event)):
            settle(desk, stores, person, row, WarningVerb.REOPEN, "")
    mark_known(desk, stores, person, event)


def _opened(event: EventRecord) -> str:
    return f"已建{named(event)}"


def _ended(event: EventRecord) -> str:
    return f"{named(event)}已结束"


def _open_of(stores: Stores, event: EventRecord) -> list[WarningRecord]:
    """The open warnings from which an event was made, or that are of its merchant."""
    whole = None if event.merchant_id is None else stores.merchants.group_of(event.merchant_id)
    found = stores.warnings.open_ones()
    return [one for one in found if one.id == event.warning_id or _is_of(stores, one, whole)]


def _is_of(stores: Stores, row: WarningRecord, merchant_id: int | None) -> bool:
    if merchant_id is None or row.merchant_id is None:
        return False
    return stores.merchants.group_of(row.merchant_id) == merchant_id
