"""Figures of applications for exclusion: how many, how many passed, why not, and what they do to the three rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.rules.exclusion.moves import ExclusionState
from app.rules.figures.rates import one_decimal

_ENDED = (ExclusionState.PASSED, ExclusionState.REFUSED)


@dataclass(frozen=True, slots=True)
class Applied:
    """One application as the figures see it."""

    ticket_id: int
    kind: str
    unit: str
    state: ExclusionState


@dataclass(frozen=True, slots=True)
class Share:
    """The applications of one type or unit, as ticket ids; withdrawn ones are not counted."""

    word: str
    applied: tuple[int, ...]
    passed: tuple[int, ...]
    refused: tuple[int, ...]

    @property
    def waiting(self) -> tuple[int, ...]:
        """The applications that are not decided."""
        ended = {*self.passed, *self.refused}
        return tuple(ticket for ticket in self.applied if ticket not in ended)

    @property
    def pass_rate(self) -> Fraction | None:
        """Passed / (passed + refused), from 0 to 1; None while nothing is decided."""
        ended = len(self.passed) + len(self.refused)
        return Fraction(len(self.passed), ended) if ended else None


def whole(rows: Sequence[Applied]) -> Share:
    """All applications together."""
    return _share("合计", [row for row in rows if row.state is not ExclusionState.WITHDRAWN])


def by_kind(rows: Sequence[Applied]) -> tuple[Share, ...]:
    """By 大类/子类, the most frequent first."""
    return _shares(rows, lambda row: row.kind)


def by_unit(rows: Sequence[Applied]) -> tuple[Share, ...]:
    """By handling unit, the most frequent first."""
    return _shares(rows, lambda row: row.unit or "未派单")


def reasons(opinions: Iterable[tuple[int, str]], most: int = 40) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Opinions with which applications were refused or sent back, same ones together, the most frequent first.

    `opinions` are (ticket, opinion); an opinion is known by its first sentence, at most `most` signs of it.
    """
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for ticket, opinion in opinions:
        first = " ".join(opinion.split())
        for end in "。；;\n":
            first = first.split(end)[0]
        found[first[:most].strip() or "没有写原因"][ticket] = None
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((word, tuple(tickets)) for word, tickets in ordered)


def points_between(before: str | None, after: str | None) -> Fraction | None:
    """The change of a rate in 个百分点, between its two printed values in per cent; None without both."""
    return None if before is None or after is None else Fraction(after) - Fraction(before)


def change_words(points: Fraction | None) -> str:
    """上升 1.2 个百分点 / 下降 … / 持平 / —."""
    if points is None:
        return "—"
    if not points:
        return "持平"
    return f"{'上升' if points > 0 else '下降'} {one_decimal(abs(points))} 个百分点"


def _shares(rows: Sequence[Applied], key: Callable[[Applied], str]) -> tuple[Share, ...]:
    grouped: dict[str, list[Applied]] = defaultdict(list)
    for row in rows:
        if row.state is not ExclusionState.WITHDRAWN:
            grouped[key(row)].append(row)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_share(word, group) for word, group in ordered)


def _share(word: str, rows: Sequence[Applied]) -> Share:
    passed, refused = (tuple(row.ticket_id for row in rows if row.state is state) for state in _ENDED)
    return Share(word, tuple(row.ticket_id for row in rows), passed, refused)
