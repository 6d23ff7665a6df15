"""The table of owners: finds the department a demand most likely belongs to by its keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.shared.folding import squeeze

HIGHEST_WEIGHT = 9
_LENGTH_WEIGHT = 4
# How much a word counts where it stands: the platform's category was chosen by somebody who had read the ticket.
_CATEGORY, _MERCHANT, _TEXT = 2, 2, 1
# A single common word does not decide, and neither does a small lead over the next department.
_LEAST, _LEAD = 3, 1.6
_WORD = re.compile(r"([^=＝\s]+)(?:[=＝]\s*(\d{1,2}))?")
_BETWEEN = re.compile(r"[\s、，,;；]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """One department: the matters it owns, the basis that can be cited, and its keywords."""

    name: str
    matter: str
    basis: str
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OwnerTable:
    """One version of the table of owners."""

    effective_from: date
    owners: tuple[Owner, ...]

    def named(self, name: str) -> Owner | None:
        """The department of this name, or None."""
        return next((owner for owner in self.owners if owner.name == name), None)


@dataclass(frozen=True, slots=True)
class Likely:
    """The likely owner. `owner` is "" when no keyword is found; it may be named only when `sure`.

    `because` are the keywords found, the weightiest first; `others` the departments that came close.
    """

    owner: str
    sure: bool
    because: tuple[str, ...]
    basis: str = ""
    others: tuple[str, ...] = ()


def likely_owner(table: OwnerTable, text: str, category: str = "", merchant: str = "") -> Likely:
    """The department a demand most likely belongs to. It proposes; a person decides.

    Each word counts once, where it weighs most; a word inside a longer one that was found does not count.
    """
    spoken: dict[tuple[str, str], int] = {}
    for place, factor in ((category, _CATEGORY), (merchant, _MERCHANT), (text, _TEXT)):
        for word, name, weight in _found(table, place):
            spoken[name, word] = max(spoken.get((name, word), 0), weight * factor)
    points: dict[str, int] = {}
    for (name, _), weight in spoken.items():
        points[name] = points.get(name, 0) + weight
    if not points:
        return Likely("", False, ())
    ranked = sorted(points, key=lambda name: -points[name])
    best = ranked[0]
    close = tuple(name for name in ranked[1:] if points[name] * _LEAD > points[best])
    words = sorted((word for name, word in spoken if name == best), key=lambda word: (-spoken[best, word], -len(word)))
    owner = table.named(best)
    return Likely(best, points[best] >= _LEAST and not close, tuple(words), owner.basis if owner else "", close)


def _found(table: OwnerTable, text: str) -> Iterable[tuple[str, str, int]]:
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


class BadOwners(Refused):
    """A table of owners that cannot be taken; `row` counts from 0, `field` names the column."""

    def __init__(self, row: int, field: str, reason: str) -> None:
        super().__init__(f"第 {row + 1} 行：{reason}", field=field)
        self.row = row


@cache
def shipped_owners() -> OwnerTable:
    """The table that ships with the product."""
    return read_owners(resource_toml("owners.toml"))


def read_owners(data: Mapping[str, Any]) -> OwnerTable:
    """A table from parsed TOML.

    Raises:
        BadOwners: a department without a name or a word, named twice, or an invalid word.

    """
    day = data.get("effective_from")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadOwners(0, "effective_from", "缺少生效日期")
    owners: list[Owner] = []
    taken: set[str] = set()
    for row, form in enumerate(_list(data.get("owner", []), 0, "name")):
        if not isinstance(form, Mapping):
            raise BadOwners(row, "name", "应写明部门和关键词")
        owners.append(_owner(row, form, taken))
        taken.add(owners[-1].name)
    if not owners:
        raise BadOwners(0, "name", "主责目录不能是空的")
    return OwnerTable(day, tuple(owners))


def _owner(row: int, form: Mapping[str, Any], taken: set[str]) -> Owner:
    name = str(form.get("name", "")).strip()
    if not name:
        raise BadOwners(row, "name", "请填写主责部门")
    if name in taken:
        raise BadOwners(row, "name", f"{name} 写了两次")
    words = tuple(_read_word(row, str(word)) for word in _list(form.get("words", []), row, "words"))
    if not words:
        raise BadOwners(row, "words", f"{name} 没有关键词")
    twice = next((word for word, count in Counter(word for word, _ in words).items() if count > 1), None)
    if twice is not None:
        raise BadOwners(row, "words", f"{name} 的“{twice}”写了两次")
    return Owner(name, str(form.get("matter", "")).strip(), str(form.get("basis", "")).strip(), words)


def _list(value: object, row: int, field: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise BadOwners(row, field, "应为一个列表")
    return list(value)


def _read_word(row: int, text: str) -> tuple[str, int]:
    found = _WORD.fullmatch(text.strip())
    if found is None:
        raise BadOwners(row, "words", f"“{text}”读不懂，请写成 健身房 或 健身房=5")
    word = found[1]
    weight = min(len(word), _LENGTH_WEIGHT) if found[2] is None else int(found[2])
    if weight > HIGHEST_WEIGHT:
        raise BadOwners(row, "words", f"“{text}”的分量最多为 {HIGHEST_WEIGHT}")
    return word, weight


def split_words(cell: str) -> list[str]:
    """The words of a cell: parted by 、 a comma, a semicolon or a space."""
    return [word for word in _BETWEEN.split(cell.strip()) if word]


def word_text(word: str, weight: int) -> str:
    """A word as people type it, with its weight unless that is the default for its length."""
    return word if weight == min(len(word), _LENGTH_WEIGHT) else f"{word}={weight}"
