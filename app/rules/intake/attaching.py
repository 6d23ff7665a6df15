"""Finds which known ticket a row without a number tells of, by its times and its text; it never makes one up."""

from __future__ import annotations

import enum
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.shared.folding import fold_word

_DROPPED = re.compile(r"[^\w\u4e00-\u9fff]+")
_SAME, _NEAR = timedelta(minutes=1), timedelta(days=3)
# Texts are compared up to so many characters; an abridged one of this length at least counts as its beginning.
_COMPARED, _ABRIDGED = 600, 12
_ALIKE, _CLOSE, _FAINT = 0.9, 0.7, 0.5
_APART = 0.15
_LOOKED_AT = 8
_COMMON = 0.2
_FEW = 50


class Match(enum.StrEnum):
    """How sure it is which ticket a row tells of; of several possible ones a person chooses."""

    SURE = "sure"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


MATCH_WORDS = {Match.SURE: "确定", Match.LIKELY: "可能", Match.AMBIGUOUS: "请选择", Match.NONE: "没有对应"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a row or a ticket tells: its times and its text, the title before the content."""

    times: tuple[datetime, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The match of one row: the places of the possible tickets, best first; only a sure or likely one has one alone."""

    match: Match
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    text: float
    time: float

    @property
    def score(self) -> float:
        return self.text + self.time


class Attacher:
    """Looks for rows among known tickets, which are indexed once by pairs of characters."""

    def __init__(self, known: Sequence[Told]) -> None:
        self._known = known
        self._pairs = [_pairs(one.text) for one in known]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, pairs in enumerate(self._pairs):
            for pair in pairs:
                self._postings[pair].append(place)

    def find(self, rows: Sequence[Told]) -> list[Found]:
        """The match of each row; where two rows would tell of one ticket, a person chooses for both."""
        found = [self._find(row) for row in rows]
        taken = Counter(one.places[0] for one in found if one.match in (Match.SURE, Match.LIKELY))
        return [
            Found(Match.AMBIGUOUS, one.places)
            if one.match in (Match.SURE, Match.LIKELY) and taken[one.places[0]] > 1
            else one
            for one in found
        ]

    def _find(self, row: Told) -> Found:
        pairs = _pairs(row.text)
        candidates = [self._compared(row, pairs, place) for place in self._like(pairs)]
        possible = sorted(
            (one for one in candidates if one.text >= _FAINT and (one.time > 0 or not row.times)),
            key=lambda one: (-one.score, one.place),
        )
        if not possible:
            return Found(Match.NONE)
        best = possible[0]
        near = [one.place for one in possible if one.score > best.score - _APART]
        if len(near) > 1:
            return Found(Match.AMBIGUOUS, tuple(near))
        return Found(_certainty(best, timed=bool(row.times)), (best.place,))

    def _like(self, pairs: frozenset[str]) -> list[int]:
        """The tickets that share the most pairs with a text; pairs that most tickets have say nothing."""
        most = max(_FEW, int(len(self._known) * _COMMON))
        shared: Counter[int] = Counter()
        for pair in pairs:
            places = self._postings.get(pair, ())
            if len(places) <= most:
                shared.update(places)
        return [place for place, _ in shared.most_common(_LOOKED_AT)]

    def _compared(self, row: Told, pairs: frozenset[str], place: int) -> _Candidate:
        ticket = self._known[place]
        return _Candidate(
            place,
            _likeness(row.text, pairs, ticket.text, self._pairs[place]),
            _closeness(row.times, ticket.times),
        )


def told(times: Iterable[datetime | None], title: str, content: str) -> Told:
    """What can be compared of a row or a ticket."""
    text = _DROPPED.sub("", fold_word(f"{content or title}"))[:_COMPARED]
    return Told(tuple(at for at in times if at is not None), text)


def _certainty(best: _Candidate, *, timed: bool) -> Match:
    if timed and ((best.time >= _FAINT and best.text >= _ALIKE) or (best.time == 1.0 and best.text >= _CLOSE)):
        return Match.SURE
    if best.text >= _ALIKE or (timed and best.time >= _FAINT and best.text >= _CLOSE):
        return Match.LIKELY
    return Match.AMBIGUOUS


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset((text,) if text else ())


def _likeness(text: str, pairs: frozenset[str], other: str, others: frozenset[str]) -> float:
    """Between 0 and 1: the share of common pairs; an abridged text is as good as the whole."""
    if not pairs or not others:
        return 0.0
    shorter, longer = sorted((text, other), key=len)
    if text == other or (len(shorter) >= _ABRIDGED and shorter in longer):
        return 1.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _closeness(times: Sequence[datetime], others: Sequence[datetime]) -> float:
    """1 for a common minute, 0.6 within a day, 0.3 within three days, else 0."""
    if not times or not others:
        return 0.0
    apart = min(abs(at - other) for at in times for other in others)
    if apart <= _SAME:
        return 1.0
    return 0.6 if apart <= timedelta(days=1) else 0.3 if apart <= _NEAR else 0.0
