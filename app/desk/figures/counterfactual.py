"""What groups of tickets, and single ones, cost the score of a period, and what can still be done about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.base.clock import local_day, local_midnight
from app.desk.exclusion import reads as exclusion_reads
from app.desk.figures import counting
from app.desk.figures.asked import Asked, period_asked, place
from app.desk.figures.cache import current
from app.desk.figures.codes import CONTACTED, MOSTLY, PARTLY, SATISFIED, SOLVED, VALID, platform_answers
from app.desk.figures.columns import OURS, Columns
from app.desk.figures.counting import Key, key_words
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.figures.facts import SurveyRow
from app.models.figures.remedies import RemedyRow
from app.models.register.stores import Stores
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, WRITABLE
from app.rules.figures.counterfactual import (
    Effect,
    Remedy,
    RemedyFacts,
    Rival,
    Standing,
    effect,
    lost_points,
    remedies,
    rivals,
    score_gain,
    standing,
)
from app.rules.figures.periods import Period
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row
from app.rules.returns.moves import request_refusal
from app.rules.shared.masking import mask_text
from app.rules.survey.form import COUNTED
from app.rules.survey.platform_answers import read_answer, words_of
from app.rules.ticket.categories import join_category
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb

BY_KIND = ("category2",)
_BITS = {
    "valid": VALID,
    "contacted": CONTACTED,
    "solved": SOLVED,
    "partly": PARTLY,
    "satisfied": SATISFIED,
    "mostly": MOSTLY,
}
_UNIT = "unit"
_QUESTIONS = {"contacted": CONTACTED, "solved": SOLVED, "satisfied": SATISFIED}
_NOT_SAID = {"contacted": "联系未答", "solved": "解决未答", "satisfied": "满意未答"}


@dataclass(frozen=True, slots=True)
class Problem:
    """The tickets of one key that cost points: the points, the score and the place otherwise; ids in order."""

    key: Key
    effect: Effect
    ticket_ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """The key in words."""
        words = key_words(self.key)
        return words if isinstance(words, str) else " · ".join(words or ())


@dataclass(frozen=True, slots=True)
class Problems:
    """Where the score stands, what it lost in all, and the problems by points lost, the most first."""

    asked: Asked
    period: Period
    weights: Weights
    before: Standing
    valid: int
    lost: Fraction
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LostTicket:
    """A ticket that cost points: how many, which answers cost them, the score without it, and the ways out of it.

    `gain` is by how many points the score rises when the ticket does not count, `turned` when it is answered in full.
    """

    ticket_id: int
    number: str
    title: str
    unit: str
    street: str
    category: str
    why: tuple[str, ...]
    lost: Fraction
    gain: Fraction
    remedies: tuple[Remedy, ...]

    @property
    def turned(self) -> Fraction:
        """What answers in full would bring back: all that was lost."""
        return self.lost


def problems(desk: Desk, asked: Asked, *, others: Sequence[Rival] | None = None) -> Problems:
    """The problems of a period by `asked.by` (by kind without a dimension), the costliest first.

    The place is told among `others`, the other units of an official ranking; without them a question about one unit
    (`asked.only`) is told among the units of the register.

    Raises:
        Refused: the period, a dimension or the moment `until` cannot be used.

    """
    by = asked.by or BY_KIND
    with desk.figures.lock, desk.register.reading() as stores:
        columns, period, weights = columns_for(desk, stores, asked)
        placed = place(columns, asked, period)
        whole = Row(_only_unit(asked), counting.counted(placed)[()], weights)
        among = others if others is not None else _units(columns, asked, period, weights)
        costly = counting.with_answers(placed, costly_answers(weights))
        ids = counting.ids_by_key(costly, by)
        parts = counting.counted(costly, by)
    found = [Problem(key, effect(whole, part, among), ids[key]) for key, part in parts.items()]
    found.sort(key=lambda one: (-one.effect.lost, one.key))
    valid = whole.counted.valid
    lost = lost_points(whole.counted, valid, weights)
    return Problems(replace(asked, by=by), period, weights, standing(whole, among), valid, lost, tuple(found))


def problem_of(
    desk: Desk, asked: Asked, ticket_ids: Iterable[int], *, others: Sequence[Rival] | None = None
) -> tuple[Standing, Problem]:
    """Where the score stands, and what those of these tickets cost it that cost points at all; by no key.

    Raises:
        Refused: as `problems`.

    """
    with desk.figures.lock, desk.register.reading() as stores:
        columns, period, weights = columns_for(desk, stores, asked)
        placed = place(columns, asked, period)
        whole = Row("", counting.counted(placed)[()], weights)
        costly = counting.with_answers(placed, costly_answers(weights))
        ids = columns.arrays["ids"][costly.received]
        chosen = np.isin(ids, np.fromiter(ticket_ids, np.int64))
        part = counting.counted(replace(costly, received=costly.received[chosen]))[()]
    return standing(whole, others), Problem((), effect(whole, part, others), tuple(ids[chosen].tolist()))


def lost_tickets(desk: Desk, asked: Asked, *, ticket_ids: Sequence[int] | None = None) -> tuple[LostTicket, ...]:
    """Every ticket of the period's valid callbacks that cost points, the costliest first, or of these tickets.

    Raises:
        Refused: as `problems`.

    """
    with desk.figures.lock, desk.register.reading() as stores:
        columns, period, weights = columns_for(desk, stores, asked)
        placed = place(columns, asked, period)
        whole = Row("", counting.counted(placed)[()], weights)
        answers = counting.answers_of(counting.with_answers(placed, costly_answers(weights)))
    wanted = set(answers) if ticket_ids is None else set(ticket_ids) & set(answers)
    with desk.register.reading() as stores:
        rows = stores.remedies.of(sorted(wanted))
        within = exclusion_reads.apply_within(desk, stores)
        surveys = surveys_of(stores, asked, sorted(wanted))
    costs = {bits: _cost(whole, bits) for bits in set(answers.values())}
    found = []
    for row in rows:
        said = said_words(row, asked, surveys.get(row.id))
        bits = answers[row.id]
        ways = remedies(facts_of(desk, row, within, bits), desk.now())
        found.append(_lost(row, why_lost(said, bits, weights), costs[bits], ways))
    return tuple(sorted(found, key=lambda one: (-one.lost, one.number, one.ticket_id)))


def surveys_of(stores: Stores, asked: Asked, ticket_ids: list[int]) -> dict[int, SurveyRow]:
    """Our own answers that a question counts, by ticket; none where it counts the platform's."""
    if asked.answers not in OURS:
        return {}
    last, first = stores.facts.surveys(ticket_ids)
    return {one.ticket_id: one for one in (first if asked.answers == OURS[1] else last)}


def columns_for(desk: Desk, stores: Stores, asked: Asked) -> tuple[Columns, Period, Weights]:
    """The columns, the period and the weights of a question; to be used under the lock of `desk.figures`."""
    book = book_in(stores)
    period = period_asked(asked, book)
    return current(desk, stores), period, asked.weights or book.of(period).weights


def _units(columns: Columns, asked: Asked, period: Period, weights: Weights) -> tuple[Rival, ...] | None:
    """The other units that a question about one unit stands among; None for any other question."""
    mine = _only_unit(asked)
    if not mine:
        return None
    rest = tuple(pair for pair in asked.only if pair[0] != _UNIT)
    rows = counting.counted(place(columns, replace(asked, only=rest), period), (_UNIT,))
    return rivals((Row(key[0], counted, weights) for key, counted in rows.items()), mine)


def _only_unit(asked: Asked) -> str:
    return dict(asked.only).get(_UNIT, "")


def counted_as(bits: int) -> Counted:
    """One ticket with these answers."""
    return Counted(received=1, **{name: int(bool(bits & bit)) for name, bit in _BITS.items()})


def costly_answers(weights: Weights) -> NDArray[np.bool_]:
    """Which answers, as bits, cost points."""
    return np.array(
        [bool(bits & VALID) and lost_points(counted_as(bits), 1, weights) > 0 for bits in range(64)], np.bool_
    )


def _cost(whole: Row, bits: int) -> tuple[Fraction, Fraction]:
    """What a ticket with these answers lost, and by how much the score rises without it."""
    part = counted_as(bits)
    return lost_points(part, whole.counted.valid, whole.weights), score_gain(whole, part)


def said_words(row: RemedyRow, asked: Asked, survey: SurveyRow | None) -> dict[str, str]:
    """The three answers in words: the platform's own, or those of this desk."""
    if asked.answers in OURS:
        told = {} if survey is None else survey._asdict()
        return {name: words_of(name, COUNTED[name](told[name])) if told.get(name) else "" for name in _QUESTIONS}
    first = {name: str(getattr(row, f"platform_first_{name}")) for name in _QUESTIONS}
    if asked.which == "first" and platform_answers((row.platform_first_valid, *first.values())).valid:
        return first
    return {name: str(getattr(row, f"platform_{name}")) for name in _QUESTIONS}


def why_lost(said: dict[str, str], bits: int, weights: Weights) -> tuple[str, ...]:
    """The answers that cost points, in the desk's words where they are known, else as they stand."""
    words = []
    for name, bit in _QUESTIONS.items():
        lesser = (name == "solved" and bits & PARTLY and weights.partly == 1) or (
            name == "satisfied" and bits & MOSTLY and weights.mostly == 1
        )
        if bits & bit or lesser:
            continue
        meaning = read_answer(name, said[name])
        words.append(words_of(name, meaning) if meaning is not None else mask_text(said[name]) or _NOT_SAID[name])
    return tuple(words)


def facts_of(desk: Desk, row: RemedyRow, within: int | None, bits: int) -> RemedyFacts:
    """What decides on the ways out of a ticket."""
    state = row.application
    until = None
    if within is not None and row.closed_at is not None:
        until = local_midnight(local_day(row.closed_at) + timedelta(days=within + 1))
    no_return = TICKET_FLOW.refusal(row.status, TicketVerb.REGISTER_RETURN)
    return RemedyFacts(
        unresolved=not (bits & SOLVED and bits & SATISFIED),
        no_rework=TICKET_FLOW.refusal(row.status, TicketVerb.REWORK),
        excluded=row.excluded,
        application="" if state is None else EXCLUSION_STATE_WORDS[state],
        may_apply=state is None or state in WRITABLE,
        apply_until=until,
        no_return=no_return or request_refusal(row.requests, desk.rules_for(row.dispatched_at)),
    )


def _lost(
    row: RemedyRow, why: tuple[str, ...], cost: tuple[Fraction, Fraction], ways: tuple[Remedy, ...]
) -> LostTicket:
    return LostTicket(
        ticket_id=row.id,
        number=row.number,
        title=mask_text(title_of(row)),
        unit=mask_text(row.unit),
        street=mask_text(row.street),
        category=join_category(row.category_1, row.category_2, row.category_3),
        why=why,
        lost=cost[0],
        gain=cost[1],
        remedies=ways,
    )
