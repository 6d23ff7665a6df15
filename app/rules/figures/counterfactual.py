"""What tickets cost the score, and the score and the place without them or with them turned round.

Only valid callbacks weigh in the score, so only they can cost points. The points lost by all of them together are what
the score lacks of 100, whatever they are divided by.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from app.rules.figures.fields import Field
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row

_ANSWERS = ("contacted", "solved", "partly", "satisfied", "mostly")


@dataclass(frozen=True, slots=True)
class Standing:
    """A score with one decimal, None without a valid callback, and its place among `units`, None where unknown."""

    score: str | None
    place: int | None = None
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What some of the tickets of a row do to its score: exact points lost, and where it would stand otherwise.

    `without` counts as if they had been excluded or returned, `turned` as if each were contacted, solved, satisfied.
    """

    lost: Fraction
    without: Standing
    turned: Standing


def lost_points(part: Counted, valid: int, weights: Weights) -> Fraction:
    """How many of 100 points the valid callbacks of `part` cost a score that is taken over `valid` of them."""
    if not valid:
        return Fraction()
    missing = (
        Fraction(weights.response) * (part.valid - part.contacted)
        + Fraction(weights.resolution) * (part.valid - part.solved - Fraction(weights.partly) * part.partly)
        + Fraction(weights.satisfaction) * (part.valid - part.satisfied - Fraction(weights.mostly) * part.mostly)
    )
    return 100 * missing / valid


def without(whole: Counted, part: Counted) -> Counted:
    """The counts of the score when the tickets of `part`, which are among those of `whole`, do not count."""
    names = ("received", "valid", *_ANSWERS)
    return replace(whole, **{name: getattr(whole, name) - getattr(part, name) for name in names})


def turned(whole: Counted, part: Counted) -> Counted:
    """The counts of the score when every valid callback of `part` were contacted, solved and satisfied."""
    kept = {name: getattr(whole, name) - getattr(part, name) for name in _ANSWERS}
    for name in ("contacted", "solved", "satisfied"):
        kept[name] += part.valid
    return replace(whole, **kept)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another unit of a ranking: its printed score, and its tickets received, None where nobody told them."""

    score: Fraction
    received: int | None = None


def rivals(rows: Iterable[Row], key: str) -> tuple[Rival, ...]:
    """The ranked rows but that of a key, as rivals of it."""
    return tuple(
        Rival(Fraction(printed), row.counted.received)
        for row in rows
        if row.key != key and (printed := row.printed(Field.SCORE)) is not None
    )


def effect(row: Row, part: Counted, others: Sequence[Rival] | None = None) -> Effect:
    """What the tickets of `part` do to the score of a row and to its place among others."""
    return Effect(
        lost_points(part, row.counted.valid, row.weights),
        standing(replace(row, counted=without(row.counted, part)), others),
        standing(replace(row, counted=turned(row.counted, part)), others),
    )


def standing(row: Row, others: Sequence[Rival] | None = None) -> Standing:
    """Where a row stands among others, by its printed score, then the tickets received; equal ones share a place."""
    printed = row.printed(Field.SCORE)
    score = None if printed is None else str(printed)
    if score is None or others is None:
        return Standing(score)
    mine = Fraction(score)
    before = sum(
        other.score > mine or (other.score == mine and (other.received or 0) > row.counted.received) for other in others
    )
    return Standing(score, before + 1, len(others) + 1)


def points_words(points: Fraction) -> str:
    """Points with two decimals, halves away from zero ("0.36"); fewer than half a hundredth are "<0.01"."""
    hundredths = int(abs(points) * 100 + Fraction(1, 2))
    if points and not hundredths:
        return "<0.01"
    sign = "-" if points < 0 else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def effect_words(name: str, tickets: int, before: Standing, after: Standing) -> str:
    """The sentence of a paper: without these 9 tickets of 家政退费 93.1 → 95.4, place 14 → 6."""
    place = ""
    if before.place is not None and after.place is not None:
        place = f"，排名第 {before.place} → 第 {after.place}"
    return f"若无“{name}”的 {tickets} 件：综合成绩 {before.score or '—'} → {after.score or '—'}{place}"


class RemedyKind(enum.StrEnum):
    """What can still be done about a ticket that costs points."""

    REWORK = "rework"
    EXCLUDE = "exclude"
    RETURN = "return"


REMEDY_WORDS = {RemedyKind.REWORK: "二次办理", RemedyKind.EXCLUDE: "剔除", RemedyKind.RETURN: "退单"}


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out: open or not, why (or how far it is), and until when, None without a known end."""

    kind: RemedyKind
    open: bool
    why: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """What decides on the ways out of one ticket.

    `application` is the state of its last application that was not withdrawn in words ("" without one),
    `may_apply` whether one can be made or finished; `apply_until` its latest time, None without a limit.
    `no_return` is why it cannot be returned any more, "" when it can; so `no_rework`.
    """

    unresolved: bool
    no_rework: str
    excluded: bool
    application: str
    may_apply: bool
    apply_until: datetime | None
    no_return: str


def remedies(facts: RemedyFacts, now: datetime) -> tuple[Remedy, ...]:
    """The three ways out of a ticket, always all of them, in the order in which an office tries them."""
    return (_rework(facts), _exclude(facts, now), _return(facts))


def open_words(found: Iterable[Remedy]) -> str:
    """The ways that are open in one line: 二次办理、剔除（12-01 前）; 无 when none is."""
    words = [
        REMEDY_WORDS[one.kind] + (f"（{one.why}）" if one.kind is RemedyKind.EXCLUDE and one.why else "")
        for one in found
        if one.open
    ]
    return "、".join(words) or "无"


def _rework(facts: RemedyFacts) -> Remedy:
    if facts.no_rework:
        return Remedy(RemedyKind.REWORK, False, facts.no_rework)
    if not facts.unresolved:
        return Remedy(RemedyKind.REWORK, False, "只失响应分，再办理不能补回")
    return Remedy(RemedyKind.REWORK, True, "再次办理后请诉求人改评")


def _exclude(facts: RemedyFacts, now: datetime) -> Remedy:
    kind, until = RemedyKind.EXCLUDE, facts.apply_until
    if facts.excluded:
        return Remedy(kind, False, "已剔除")
    if not facts.may_apply:
        return Remedy(kind, False, f"申请{facts.application}")
    if until is not None and until <= now:
        return Remedy(kind, False, "已过申请期限", until)
    return Remedy(kind, True, f"申请{facts.application}" if facts.application else "", until)


def _return(facts: RemedyFacts) -> Remedy:
    return Remedy(RemedyKind.RETURN, not facts.no_return, facts.no_return or "不属本部门职责的可以退单")


def score_gain(row: Row, part: Counted) -> Fraction:
    """By how many exact points the score changes when the tickets of `part` do not count; 0 without a score."""
    before = row.exact(Field.SCORE)
    after = replace(row, counted=without(row.counted, part)).exact(Field.SCORE)
    return Fraction() if before is None or after is None else after - before
