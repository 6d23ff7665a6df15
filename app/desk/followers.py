"""What moves when a ticket changes or files came in: every follower is handed in, records know none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.base.people import Person
    from app.desk.context import Desk
    from app.models.stores import Stores
    from app.models.ticket_record import TicketRecord


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """A ticket that has just been changed within the open transaction.

    `names` are the columns that changed. `moves_clock` says that a clock may now end at another time; `quiet` that the
    rules or the calendar moved it, not an event. `reason` is what the journal says of the change.
    """

    before: TicketRecord
    after: TicketRecord
    names: frozenset[str]
    reason: str
    moves_clock: bool
    quiet: bool


TicketFollower = Callable[["Desk", "Stores", "Person", TicketChanged], None]
ImportFollower = Callable[["Desk", "Stores", "Person"], None]


@dataclass(frozen=True, slots=True)
class Followers:
    """Everything that moves with a ticket, in the order in which it does; each within the transaction of the change.

    `of_ticket` are called after every change of one ticket, `of_import` once when a file's rows are in.
    """

    of_ticket: tuple[TicketFollower, ...]
    of_import: tuple[ImportFollower, ...]
