"""Tickets of the register that are most likely one: a typed one with a temporary number, and the platform's."""

from __future__ import annotations

from dataclasses import dataclass

from app.base.clock import to_local
from app.desk.shared.context import Desk
from app.desk.ticket.row import short_title
from app.models.register.stores import Stores
from app.models.ticket.records import MatchedTicket, TicketRecord
from app.rules.shared.masking import mask_text
from app.rules.ticket.numbers import TEMPORARY, is_temporary
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.rules.watch.matching import NEAR, Described, best_match

# So many tickets of those days at most are compared with one that has a temporary number.
_COMPARED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Twin:
    """Two tickets proposed as one: the typed one, the platform's, and why."""

    typed_id: int
    typed_number: str
    platform_id: int
    platform_number: str
    title: str
    reasons: str

    def other(self, ticket_id: int) -> int:
        """The other ticket of the two."""
        return self.platform_id if ticket_id == self.typed_id else self.typed_id

    def other_number(self, ticket_id: int) -> str:
        """The number of the other ticket."""
        return self.platform_number if ticket_id == self.typed_id else self.typed_number


@dataclass(frozen=True, slots=True)
class Named:
    """A ticket that a person named by its number, in words by which it is recognised."""

    ticket_id: int
    words: str


def named(desk: Desk, *, number: str) -> Named | None:
    """The ticket with this number; None when there is none, or more than one."""
    with desk.register.reading() as stores:
        found = stores.tickets.numbered(number.strip())
        if len(found) != 1:
            return None
        row = found[0]
        at = f"{to_local(row.dispatched_at):%m-%d %H:%M} 派单"
        status = STATUS_WORDS[TicketStatus(row.status)]
        parts = (row.number, mask_text(short_title(row.title, row.content)), status, at, mask_text(row.unit))
        return Named(row.id, " · ".join(filter(None, parts)))


def proposals(desk: Desk) -> tuple[Twin, ...]:
    """Every pair that is proposed now, by temporary number; a ticket of the platform is proposed once."""
    with desk.register.reading() as stores:
        return proposed_in(stores)


def proposed_in(stores: Stores) -> tuple[Twin, ...]:
    """Every pair that is proposed now, read within an open transaction."""
    taken: set[int] = set()
    found: list[Twin] = []
    for row in stores.joins.typed(TEMPORARY):
        twin = _twin_of(stores, row, taken)
        if twin is not None:
            taken.add(twin.platform_id)
            found.append(twin)
    return tuple(found)


def proposed_for(stores: Stores, row: TicketRecord) -> Twin | None:
    """The pair with this ticket that is proposed; None when there is none."""
    typed = stores.joins.typed(TEMPORARY)
    if is_temporary(row.number):
        likely = any(one.id == row.id for one in typed)
    else:
        likely = best_match(described(row), ((one.id, described(one)) for one in typed)) is not None
    if not likely:
        return None
    return next((twin for twin in proposed_in(stores) if row.id in (twin.typed_id, twin.platform_id)), None)


def described(row: TicketRecord | MatchedTicket) -> Described:
    """A ticket of the register as it is matched."""
    return Described(tuple(row.phones.split()), row.called_at or row.dispatched_at, f"{row.title}{row.content}")


def _twin_of(stores: Stores, row: MatchedTicket, taken: set[int]) -> Twin | None:
    own = described(row)
    at = own.at or row.dispatched_at
    near = stores.joins.near(at - 2 * NEAR, at + 2 * NEAR, own.phones, _COMPARED_AT_MOST)
    decided = stores.joins.decided([row.id])
    others = {
        one.id: one for one in near if not (is_temporary(one.number) or one.id in taken or (one.id, row.id) in decided)
    }
    match = best_match(own, ((key, described(one)) for key, one in others.items()))
    if match is None:
        return None
    other = others[match.ticket_id]
    title = mask_text(short_title(other.title, other.content))
    return Twin(row.id, row.number, other.id, other.number, title, "，".join(match.reasons))
