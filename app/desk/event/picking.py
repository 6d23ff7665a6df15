"""Tickets of an event named by their numbers, as a person types or pastes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.base.changes import Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.event import acts
from app.desk.event.acts import Source
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads

MOST_NUMBERS = 2000
_MOST_TOLD = 3
_BETWEEN = re.compile(r"[\s,，;；、]+")


def open_by_numbers(desk: Desk, *, person: Person, title: str, numbers: str) -> Outcome[int]:
    """Opens an event with these tickets.

    Raises:
        Refused: as `acts.open_event`, or a number is of no ticket (field "numbers").

    """
    return acts.open_event(desk, person=person, source=Source(title, ticket_ids=ids_of(desk, numbers)))


def add_by_numbers(desk: Desk, *, person: Person, event_id: int, numbers: str) -> Outcome[tuple[str, ...]]:
    """Takes these tickets into an event.

    Raises:
        Refused: as `acts.add_tickets`, or a number is of no ticket (field "numbers").

    """
    return acts.add_tickets(desk, person=person, event_id=event_id, ticket_ids=ids_of(desk, numbers))


def numbers_of(desk: Desk, *, ticket_ids: Sequence[int]) -> tuple[str, ...]:
    """The numbers of these tickets, in their order."""
    with desk.register.reading() as stores:
        found = {row.id: row.number for start in range(0, len(ticket_ids), 400)
                 for row in stores.tickets.many(ticket_ids[start : start + 400])}  # fmt: skip
    return tuple(found[one] for one in ticket_ids if one in found)


def ids_of(desk: Desk, numbers: str) -> tuple[int, ...]:
    """The tickets with these numbers, each once.

    Raises:
        Refused: none is named, more than 2,000 are, or one is of no ticket (field "numbers").

    """
    wanted = list(dict.fromkeys(filter(None, _BETWEEN.split(numbers))))
    if not wanted:
        raise Refused("请填写工单编号", field="numbers")
    if len(wanted) > MOST_NUMBERS:
        raise Refused(f"一次最多 {MOST_NUMBERS:,} 件，现有 {len(wanted):,} 件", field="numbers")
    found: list[int] = []
    wrong: list[str] = []
    for number in wanted:
        try:
            found.append(ticket_reads.find(desk, number=number))
        except Refused as refused:
            wrong.append(str(refused))
    if wrong:
        more = f"；另有 {len(wrong) - _MOST_TOLD} 个编号不对" if len(wrong) > _MOST_TOLD else ""
        raise Refused("；".join(wrong[:_MOST_TOLD]) + more, field="numbers")
    return tuple(found)
