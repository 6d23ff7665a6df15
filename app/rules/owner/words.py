"""The words of the table of owners found in a demand, and how many points they give each department."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.rules.owner.table import OwnerTable
from app.rules.shared.folding import squeeze

# How much a word counts where it stands: the platform's category was chosen by somebody who had read the ticket.
_CATEGORY, _MERCHANT, _TEXT = 2, 2, 1


@dataclass(frozen=True, slots=True)
class WordPoints:
    """Points by department, the most first, and the words found with their points, by department."""

    points: Mapping[str, int]
    found: Mapping[str, tuple[str, ...]]

    def lead(self, name: str) -> float:
        """How many points a department has for one of the best other department; 0 to 9."""
        own = self.points.get(name, 0)
        other = max((points for owner, points in self.points.items() if owner != name), default=0)
        return min(9.0, own / other) if other else (9.0 if own else 0.0)


def word_points(table: OwnerTable, text: str, category: str = "", merchant: str = "") -> WordPoints:
    """The words found. Each counts once, where it weighs most; a word inside a longer one found does not count."""
    weights: dict[tuple[str, str], int] = {}
    for place, factor in ((category, _CATEGORY), (merchant, _MERCHANT), (text, _TEXT)):
        for word, name, weight in _found(table, place):
            weights[name, word] = max(weights.get((name, word), 0), weight * factor)
    points: dict[str, int] = {}
    for (name, _), weight in weights.items():
        points[name] = points.get(name, 0) + weight
    ranked = sorted(points, key=lambda name: -points[name])
    heaviest = sorted(weights, key=lambda one: (-weights[one], -len(one[1])))
    words = {name: tuple(word for owner, word in heaviest if owner == name) for name in ranked}
    return WordPoints({name: points[name] for name in ranked}, words)


def _found(table: OwnerTable, text: str) -> Iterator[tuple[str, str, int]]:
    """The words of all departments in the text, the longest first and none inside another."""
    plain = squeeze(text).upper()
    pattern, meant = _search(table)
    seen: set[str] = set()
    for match in pattern.finditer(plain):
        word = match[0]
        if word in seen:
            continue
        seen.add(word)
        yield from ((word, name, weight) for name, weight in meant[word] if weight)


@cache
def _search(table: OwnerTable) -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, int], ...]]]:
    meant: dict[str, tuple[tuple[str, int], ...]] = {}
    for owner in table.owners:
        for word, weight in owner.words:
            key = squeeze(word).upper()
            meant[key] = (*meant.get(key, ()), (owner.name, weight))
    ordered = sorted(meant, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)"), meant
