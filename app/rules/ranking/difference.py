"""The difference between the official score and our own, explained ticket by ticket.

The tickets that differ are put right in turn, class by class; the points that each class moves add up exactly to the
difference between our score and the score that the official list of tickets gives. What remains to the official score
itself is not in that list.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.rules.figures.fields import Field
from app.rules.figures.rows import Counted, Row

ANSWERS = ("contacted", "solved", "partly", "satisfied", "mostly")


class Cause(enum.StrEnum):
    """Why a ticket counts otherwise in the official ranking, in the order in which they are put right."""

    THEY_EXCLUDED = "they-excluded"
    WE_EXCLUDED = "we-excluded"
    LACKING = "lacking"
    EXTRA = "extra"
    ANSWERS = "answers"


CAUSE_WORDS = {
    Cause.THEY_EXCLUDED: "官方已剔除、我方未剔除",
    Cause.WE_EXCLUDED: "我方已剔除、官方仍计入",
    Cause.LACKING: "我方缺少的有效回访",
    Cause.EXTRA: "官方没有的有效回访",
    Cause.ANSWERS: "回访结果不一致",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one side counts of a ticket: a valid callback or not, its answers, the excluded flag (None: unsaid)."""

    valid: bool
    answers: frozenset[str] = frozenset()
    excluded: bool | None = False

    @property
    def counts(self) -> bool:
        """Whether it counts in the net caliber's V."""
        return self.valid and not self.excluded


NOTHING = Side(valid=False)


@dataclass(frozen=True, slots=True)
class Different:
    """A ticket that both sides count differently; a side that does not know it counts nothing."""

    number: str
    cause: Cause
    ours: Side
    theirs: Side
    points: Fraction
    known_here: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """The difference: our score, the one their list gives, the one they published; points by cause and by ticket."""

    ours: str | None
    listed: str | None
    official: str | None
    by_cause: Mapping[Cause, Fraction]
    counts: Mapping[Cause, int]
    rest: Fraction | None
    tickets: tuple[Different, ...]


def said(ours: Side, theirs: Side) -> Side:
    """Their side where it leaves the excluded flag unsaid: then the flag is as ours."""
    return theirs if theirs.excluded is not None else replace(theirs, excluded=bool(ours.excluded))


def cause_of(ours: Side, theirs: Side) -> Cause | None:
    """Why a ticket counts otherwise; None when both count it alike."""
    other = said(ours, theirs)
    if ours.counts and other.counts:
        return Cause.ANSWERS if ours.answers != other.answers else None
    if other.counts:
        return Cause.WE_EXCLUDED if ours.valid and ours.excluded else Cause.LACKING
    if ours.counts:
        return Cause.THEY_EXCLUDED if other.excluded else Cause.EXTRA
    return None


def explain(row: Row, ours: Mapping[str, Side], theirs: Mapping[str, Side], official: str | None) -> Explained:
    """Explains the difference of our row, whose tickets are `ours` by number, to their list and their score."""
    found: list[tuple[Cause, str]] = []
    for number in dict.fromkeys((*ours, *theirs)):
        cause = cause_of(ours.get(number, NOTHING), theirs.get(number, NOTHING))
        if cause is not None:
            found.append((cause, number))
    found.sort(key=lambda one: (tuple(Cause).index(one[0]), one[1]))
    moved, tickets = row, []
    by_cause = dict.fromkeys(Cause, Fraction())
    for cause, number in found:
        mine, other = ours.get(number, NOTHING), theirs.get(number, NOTHING)
        after = replace(moved, counted=_put_right(moved.counted, mine, other))
        points = _score(after) - _score(moved)
        by_cause[cause] += points
        tickets.append(Different(number, cause, mine, other, points, number in ours))
        moved = after
    listed = moved.printed(Field.SCORE) if theirs else None
    told = Fraction(official) if official else None
    return Explained(
        ours=_text(row.printed(Field.SCORE)),
        listed=_text(listed),
        official=official or None,
        by_cause=by_cause,
        counts={cause: sum(one.cause is cause for one in tickets) for cause in Cause},
        rest=None if told is None else told - _score(moved),
        tickets=tuple(tickets),
    )


def _put_right(counted: Counted, ours: Side, theirs: Side) -> Counted:
    """The counts when a ticket counts as they count it."""
    before, after = ours.counts, said(ours, theirs).counts
    changed = {"valid": counted.valid - before + after}
    for name in ANSWERS:
        had, has = before and name in ours.answers, after and name in theirs.answers
        changed[name] = getattr(counted, name) - had + has
    return replace(counted, **changed)


def _score(row: Row) -> Fraction:
    """The exact score; without a valid callback 0, so that the points of all tickets still add up."""
    return row.exact(Field.SCORE) or Fraction()


def _text(value: int | str | None) -> str | None:
    return None if value is None else str(value)


def worth_objecting(tickets: Sequence[Different]) -> tuple[Different, ...]:
    """The tickets whose official count costs us points, the dearest first: what an objection can win back."""
    return tuple(sorted((one for one in tickets if one.points < 0), key=lambda one: (one.points, one.number)))


_ANSWER_WORDS = (("contacted", "联系"), ("solved", "解决"), ("satisfied", "满意"))


def side_words(side: Side) -> str:
    """What one side counts of a ticket, in words: 有效回访：联系 是、解决 否、满意 基本满意；已剔除."""
    flag = "；已剔除" if side.excluded else ""
    if not side.valid:
        return f"无有效回访{flag}"
    words = []
    for name, word in _ANSWER_WORDS:
        said = "是" if name in side.answers else "否"
        if name == "solved" and "partly" in side.answers:
            said = "部分解决"
        if name == "satisfied" and "mostly" in side.answers:
            said = "基本满意"
        words.append(f"{word} {said}")
    return f"有效回访：{'、'.join(words)}{flag}"
