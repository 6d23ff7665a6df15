"""What was promised in a call: the call agreed, and what else its note says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.people import Person
from app.desk.promise import acts as promise_acts
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.promise.states import PromiseKind, PromiseSource
from app.rules.promise.wording import FoundPromise


def keep_promises(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: TicketRecord,
    note: str,
    said: Sequence[FoundPromise],
    call_back_at: datetime | None,
) -> int | None:
    """Keeps the call agreed for `call_back_at` as a promise, proposes what else the note said; returns its id."""
    if call_back_at is None:
        promise_acts.propose(desk, stores, person, ticket, said, PromiseSource.CALL_NOTE)
        return None
    agreed, words = PromiseKind.CALL, note or "约定再联系"
    agreed_id = promise_acts.keep(desk, stores, person, ticket, kind=agreed, said=words, due_at=call_back_at)
    promise_acts.propose(desk, stores, person, ticket, said, PromiseSource.CALL_NOTE, but_not=agreed)
    return agreed_id
