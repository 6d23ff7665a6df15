"""存在问题: what the figures of a period show, by rule; nothing is said where no rule is met."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.rules.figures.fields import Field
from app.rules.figures.rows import BLANK_KEY, Row

# A unit so many points below the mean; a kind up by so much with so many tickets; shares in per cent. [default]
BEHIND = Fraction(5)
UP_PER_CENT, UP_TICKETS = Fraction(30), 10
OVERDUE_PER_CENT = Fraction(5)
UNSOLVED_POINTS, UNSOLVED_VALID = Fraction(10), 10
REPEAT_PER_CENT = Fraction(10)


class FindingRule(enum.StrEnum):
    """The rules of findings, by their names in the library of countermeasures."""

    UNIT_BEHIND = "unit-behind"
    KIND_UP = "kind-up"
    OVERDUE = "overdue"
    NO_CONTACT = "no-contact"
    KIND_UNSOLVED = "kind-unsolved"
    REPEAT = "repeat"
    REASON = "reason"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its rule, and the unit, kind or reason that it is about ("" for the whole)."""

    rule: FindingRule
    name: str = ""


@dataclass(frozen=True, slots=True)
class Grown:
    """A row with its change of the tickets received against the period before; None where there is no base."""

    row: Row
    change: str | None


def units_behind(units: Iterable[Row], mean: Fraction | None) -> Iterator[Finding]:
    """The units whose printed score lies 5 points or more below the printed mean, in the order given."""
    if mean is None:
        return
    for row in units:
        score = row.printed(Field.SCORE)
        if row.key != BLANK_KEY and score is not None and mean - Fraction(score) >= BEHIND:
            yield Finding(FindingRule.UNIT_BEHIND, row.key)


def kinds_up(kinds: Iterable[Grown]) -> Iterator[Finding]:
    """The kinds of demand that grew by 30 % or more and have 10 tickets or more, the largest growth first."""
    grown = [
        (Fraction(one.change), one.row)
        for one in kinds
        if one.change is not None and one.row.counted.received >= UP_TICKETS and one.row.key != BLANK_KEY
    ]
    for change, row in sorted(grown, key=lambda pair: (-pair[0], pair[1].key)):
        if change >= UP_PER_CENT:
            yield Finding(FindingRule.KIND_UP, row.key)


def kinds_unsolved(kinds: Iterable[Row], whole: Row) -> Iterator[Finding]:
    """The kinds with 10 valid callbacks or more whose resolution rate lies 10 points below the whole, lowest first."""
    middle = whole.printed(Field.RESOLUTION)
    if middle is None:
        return
    rated = [
        (Fraction(row.printed(Field.RESOLUTION) or 0), row)
        for row in kinds
        if row.counted.valid >= UNSOLVED_VALID and row.key != BLANK_KEY
    ]
    for rate, row in sorted(rated, key=lambda pair: (pair[0], pair[1].key)):
        if Fraction(middle) - rate >= UNSOLVED_POINTS:
            yield Finding(FindingRule.KIND_UNSOLVED, row.key)


def of_the_whole(whole: Row) -> Iterator[Finding]:
    """What the total row shows: too much closed late or overdue, callers nobody called, many repeated callers."""
    counted = whole.counted
    late, done = overdue_part(whole)
    if late and Fraction(late * 100, done) >= OVERDUE_PER_CENT:
        yield Finding(FindingRule.OVERDUE)
    if counted.valid > counted.contacted:
        yield Finding(FindingRule.NO_CONTACT)
    if counted.received and Fraction(counted.repeat_tickets * 100, counted.received) >= REPEAT_PER_CENT:
        yield Finding(FindingRule.REPEAT)


def overdue_part(whole: Row) -> tuple[int, int]:
    """The tickets closed late or overdue, and what they are a part of: those closed or overdue."""
    counted = whole.counted
    return counted.closed_late + counted.overdue_open, counted.closed + counted.overdue_open


def in_order(findings: Sequence[tuple[Finding, Fraction]]) -> list[Finding]:
    """Findings by the points that they cost, the most first; those of no cost keep their order."""
    return [finding for finding, _lost in sorted(findings, key=lambda pair: -pair[1])]
