"""今晚先救谁: what becomes of the score when one ticket is solved, excluded, returned or lost, and several together.

Nothing is counted again: what a ticket counts as is taken out of the sums of the period, and what it would count as
is put in. The score is that of `app.rules.figures.rows`, exact.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from app.rules.figures.counterfactual import REMEDY_WORDS, RemedyFacts, remedies, without
from app.rules.figures.fields import Field
from app.rules.figures.rows import Counted, Row


class Turn(enum.StrEnum):
    """What may become of a ticket.

    Solved: called back validly, contacted, solved and satisfied. Excluded and returned: it counts no more. Lost: an
    open ticket is called back validly and the caller was contacted, but nothing is solved and nobody satisfied; one
    that was called back stays as it is, since its loss is counted already.
    """

    SOLVED = "solved"
    EXCLUDED = "excluded"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Effects:
    """By how many exact points the score changes; None where there is no score before or after."""

    solved: Fraction | None
    excluded: Fraction | None
    returned: Fraction | None
    lost: Fraction | None


_SOLVED = Counted(received=1, valid=1, contacted=1, solved=1, satisfied=1)
_LOST = Counted(received=1, valid=1, contacted=1)
_NOTHING = Counted()
_SUMMED = ("received", "valid", "contacted", "solved", "partly", "satisfied", "mostly")


def becomes(own: Counted, turn: Turn, *, leaves_out: bool = True) -> Counted:
    """What one ticket, which counts as `own`, counts as then; `leaves_out` says that excluded ones do not count."""
    if turn is Turn.SOLVED:
        return _SOLVED
    if turn is Turn.LOST:
        return own if own.valid else _LOST
    return own if turn is Turn.EXCLUDED and not leaves_out else _NOTHING


def effects(row: Row, own: Counted, *, leaves_out: bool = True) -> Effects:
    """What one ticket of the row, which counts as `own`, does to the score of the row, each turn by itself."""
    before = row.exact(Field.SCORE)
    changed = {}
    for turn in Turn:
        after = together(row, [(own, turn)], leaves_out=leaves_out).exact(Field.SCORE)
        changed[turn.value] = None if before is None or after is None else after - before
    return Effects(**changed)


def together(row: Row, turned: Iterable[tuple[Counted, Turn]], *, leaves_out: bool = True) -> Row:
    """The row when all these tickets, given as what they count as, have turned at once."""
    counted = row.counted
    for own, turn in turned:
        rest, new = without(counted, own), becomes(own, turn, leaves_out=leaves_out)
        counted = replace(rest, **{name: getattr(rest, name) + getattr(new, name) for name in _SUMMED})
    return replace(row, counted=counted)


def signed_points(points: Fraction | None, places: int = 2) -> str | None:
    """Points with a sign ("+0.49", "-0.39", "0.00"), halves away from zero; None stays None."""
    if points is None:
        return None
    scale = 10**places
    whole = int(abs(points) * scale + Fraction(1, 2))
    sign = "" if not whole else "+" if points > 0 else "-"
    return f"{sign}{whole // scale}.{whole % scale:0{places}}"


@dataclass(frozen=True, slots=True)
class Way:
    """What would have to be done for a turn, whether it still can be, and why (not); `until` its latest time."""

    turn: Turn
    open: bool
    words: str
    why: str
    until: datetime | None = None


def ways(facts: RemedyFacts, now: datetime, *, is_open: bool, is_final: bool = False) -> tuple[Way, ...]:
    """The ways of one ticket, always all three: solve it, have it excluded, return it.

    `is_open` says that it is still being handled; `is_final` that its answers count for good, whatever comes later.
    """
    rework, exclude, return_ = remedies(facts, now)
    if is_final:
        solve = Way(Turn.SOLVED, False, "改评", "按首次回访计算，首次结果已定")
    elif is_open:
        solve = Way(Turn.SOLVED, True, "催办", "办结前解决诉求，让诉求人满意")
    else:
        solve = Way(Turn.SOLVED, rework.open, REMEDY_WORDS[rework.kind], rework.why)
    return (
        solve,
        Way(Turn.EXCLUDED, exclude.open, REMEDY_WORDS[exclude.kind], exclude.why, exclude.until),
        Way(Turn.RETURNED, return_.open, REMEDY_WORDS[return_.kind], return_.why),
    )
