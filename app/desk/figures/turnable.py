"""The tickets of a period's score that may still turn: those that are open, and those whose answers cost points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.desk.exclusion import reads as exclusion_reads
from app.desk.figures import counting
from app.desk.figures.asked import Asked, place
from app.desk.figures.codes import RETURNED, VALID
from app.desk.figures.columns import NEVER, OURS
from app.desk.figures.counterfactual import (
    columns_for,
    costly_answers,
    counted_as,
    facts_of,
    said_words,
    surveys_of,
    why_lost,
)
from app.desk.shared.context import Desk
from app.models.figures.remedies import RemedyRow
from app.rules.figures.counterfactual import RemedyFacts
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted, Row
from app.rules.ticket.states import OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class TurnableTicket:
    """A ticket that is open or cost points: what it counts as, which answers cost points, what decides on its ways.

    `is_open` says that it is being handled, whatever it counts as; `is_final` that its answers count for good.
    """

    row: RemedyRow
    own: Counted
    is_open: bool
    is_final: bool
    why: tuple[str, ...]
    facts: RemedyFacts


@dataclass(frozen=True, slots=True)
class Turnable:
    """The counts of a period under its weights, and the tickets received in it that may turn, by id."""

    period: Period
    whole: Row
    tickets: tuple[TurnableTicket, ...]


def turnable(desk: Desk, asked: Asked) -> Turnable:
    """The tickets of a question that are open now, or whose valid callback cost points.

    Raises:
        Refused: the period or the moment `until` cannot be used.

    """
    with desk.figures.lock, desk.register.reading() as stores:
        columns, period, weights = columns_for(desk, stores, asked)
        placed = place(columns, asked, period)
        whole = Row("", counting.counted(placed)[()], weights)
        answers = np.fromiter(counting.answers_of(placed).values(), np.int64, len(placed.received))
        arrays = columns.arrays
        still = (arrays["closed"][placed.received] == NEVER) & (arrays["flags"][placed.received] & RETURNED == 0)
        kept = costly_answers(weights)[answers] | (still & (answers & VALID == 0))
        ids = arrays["ids"][placed.received][kept].tolist()
        bits = dict(zip(ids, answers[kept].tolist(), strict=True))
        rows = stores.remedies.of(ids)
        within = exclusion_reads.apply_within(desk, stores)
        surveys = surveys_of(stores, asked, ids)
    first = asked.answers == OURS[1] or (asked.answers not in OURS and asked.which == "first")
    return Turnable(
        period,
        whole,
        tuple(
            TurnableTicket(
                row=row,
                own=counted_as(bits[row.id]),
                is_open=row.status in OPEN_STATUSES,
                is_final=first and bool(bits[row.id] & VALID),
                why=why_lost(said_words(row, asked, surveys.get(row.id)), bits[row.id], weights)
                if bits[row.id] & VALID
                else (),
                facts=facts_of(desk, row, within, bits[row.id]),
            )
            for row in rows
        ),
    )
