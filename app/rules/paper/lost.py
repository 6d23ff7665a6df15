"""What one ticket with a valid callback costs the score, why, and what can still be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.rules.figures.facts import Answers
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted
from app.rules.survey.states import SATISFIED_WORDS, Satisfied, Solved


def lost_points(answers: Answers, valid: int, weights: Weights) -> Fraction:
    """The points of the score that one ticket of V costs; over all tickets of V they sum to 100 − the exact score."""
    solved = Fraction(answers.solved is Solved.YES)
    if answers.solved is Solved.PARTLY:
        solved = Fraction(weights.partly)
    satisfied = Fraction(answers.satisfied is Satisfied.SATISFIED)
    if answers.satisfied is Satisfied.MOSTLY:
        satisfied = Fraction(weights.mostly)
    lost = (
        Fraction(weights.response) * (1 - answers.contacted)
        + Fraction(weights.resolution) * (1 - solved)
        + Fraction(weights.satisfaction) * (1 - satisfied)
    )
    return 100 * lost / valid


def lost_by(part: Counted, valid: int, weights: Weights) -> Fraction:
    """The points that the tickets of a row cost the score over `valid` callbacks."""
    solved = part.solved + Fraction(weights.partly) * part.partly
    satisfied = part.satisfied + Fraction(weights.mostly) * part.mostly
    lost = (
        Fraction(weights.response) * (part.valid - part.contacted)
        + Fraction(weights.resolution) * (part.valid - solved)
        + Fraction(weights.satisfaction) * (part.valid - satisfied)
    )
    return 100 * lost / valid if valid else Fraction()


def why_lost(answers: Answers) -> str:
    """Why a ticket costs points: 未联系、未解决、不满意."""
    parts = [] if answers.contacted else ["未联系"]
    if answers.solved is not Solved.YES:
        parts.append("部分解决" if answers.solved is Solved.PARTLY else "未解决")
    if answers.satisfied is not Satisfied.SATISFIED:
        parts.append("未评价" if answers.satisfied is None else SATISFIED_WORDS[answers.satisfied])
    return "、".join(parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ticket that cost points stands: what decides what can still be done.

    `applied` says that an application for exclusion is under way or decided; `exclusion_until` is the last moment at
    which one may be handed in, None without a limit; `returns` counts our returns, `most_returns` those allowed.
    """

    closed_at: datetime | None
    applied: bool
    exclusion_until: datetime | None
    returns: int
    most_returns: int


def remedies(standing: Standing, now: datetime) -> Sequence[str]:
    """What can still be done: 二次办理 of a closed ticket, 剔除 within its time, 退单 of an open one."""
    found = ["二次办理"] if standing.closed_at is not None else ["办结前解决"]
    if not standing.applied and (standing.exclusion_until is None or now < standing.exclusion_until):
        found.append("剔除")
    if standing.closed_at is None and standing.returns < standing.most_returns:
        found.append("退单")
    return found
