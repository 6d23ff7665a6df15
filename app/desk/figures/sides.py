"""What is counted of each ticket of a period, by number: to be compared with somebody else's list."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from app.desk.figures import counting
from app.desk.figures.asked import Asked, period_asked, place
from app.desk.figures.cache import current
from app.desk.figures.codes import (
    CONTACTED,
    EXCLUDED,
    MOSTLY,
    PARTLY,
    SATISFIED,
    SOLVED,
    VALID,
    answer_bits,
    platform_answers,
)
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.rules.figures.fields import Caliber
from app.rules.ranking.difference import Side

_NAMES = {"contacted": CONTACTED, "solved": SOLVED, "partly": PARTLY, "satisfied": SATISFIED, "mostly": MOSTLY}


class OurTicket(NamedTuple):
    """A ticket received in a period, and what is counted of it."""

    ticket_id: int
    number: str
    side: Side


def our_tickets(desk: Desk, asked: Asked) -> list[OurTicket]:
    """Every ticket that a question's period received, excluded ones too, in the order of their ids."""
    with desk.figures.lock, desk.register.reading() as stores:
        columns = current(desk, stores)
        placed = place(columns, replace(asked, caliber=Caliber.GROSS), period_asked(asked, book_in(stores)))
        flags = columns.arrays["flags"][placed.received].tolist()
        answers = counting.answers_of(placed)
        numbers = stores.facts.numbers(list(answers))
    return [
        OurTicket(ticket_id, number, _side(bits, bool(marks & EXCLUDED)))
        for (ticket_id, bits), number, marks in zip(answers.items(), numbers, flags, strict=True)
    ]


def side_of(words: tuple[str, str, str, str], excluded: bool | None) -> Side:
    """What is counted of answers in the platform's words: valid, contacted, solved, satisfied."""
    return _side(answer_bits(platform_answers(words)), excluded)


def _side(bits: int, excluded: bool | None) -> Side:
    return Side(bool(bits & VALID), frozenset(name for name, bit in _NAMES.items() if bits & bit), excluded)
