"""The table of owners: departments with the matters they own and their keywords, in versions; how it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.shared.starts import MIDNIGHT, start_of

HIGHEST_WEIGHT = 9
_LENGTH_WEIGHT = 4
_WORD = re.compile(r"([^=＝\s]+)(?:[=＝]\s*(\d{1,2}))?")
_BETWEEN = re.compile(r"[\s、，,;；]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """One department: the matters it owns, the basis that can be cited, and its keywords.

    `outside` says that it stands outside the district's catalogue of duties.
    """

    name: str
    matter: str
    basis: str
    words: tuple[tuple[str, int], ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class OwnerTable:
    """One version of the table of owners."""

    effective_from: date
    owners: tuple[Owner, ...]
    effective_time: time = MIDNIGHT

    @property
    def since(self) -> datetime:
        """The instant from which it decides."""
        return start_of(self.effective_from, self.effective_time)

    def of_unit(self, unit: str) -> Owner | None:
        """The department that a unit's name means, however the district is written before it (昌平区体育局)."""
        exact = self.named(unit.strip())
        if exact is not None or not unit.strip():
            return exact
        return next((owner for owner in self.owners if unit.strip().endswith(owner.name.lstrip("市区"))), None)

    def named(self, name: str) -> Owner | None:
        """The department of this name, or None."""
        return next((owner for owner in self.owners if owner.name == name), None)


class BadOwners(Refused):
    """A table of owners that cannot be taken; `row` counts from 0, `field` names the column."""

    def __init__(self, row: int, field: str, reason: str) -> None:
        super().__init__(f"第 {row + 1} 行：{reason}", field=field)
        self.row = row


@cache
def shipped_owners() -> OwnerTable:
    """The table that ships with the product."""
    return read_owners(resource_toml("owner", "table.toml"))


def read_owners(data: Mapping[str, Any]) -> OwnerTable:
    """A table from parsed TOML.

    Raises:
        BadOwners: a department without a name or a word, named twice, or an invalid word.

    """
    day = data.get("effective_from")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadOwners(0, "effective_from", "缺少生效日期")
    hour = data.get("effective_time", MIDNIGHT)
    if not isinstance(hour, time):
        raise BadOwners(0, "effective_time", "生效钟点应写成 18:00:00")
    owners: list[Owner] = []
    taken: set[str] = set()
    for row, form in enumerate(_list(data.get("owner", []), 0, "name")):
        if not isinstance(form, Mapping):
            raise BadOwners(row, "name", "应写明部门和关键词")
        owners.append(_owner(row, form, taken))
        taken.add(owners[-1].name)
    if not owners:
        raise BadOwners(0, "name", "主责目录不能是空的")
    return OwnerTable(day, tuple(owners), hour)


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
    matter, basis = (str(form.get(field, "")).strip() for field in ("matter", "basis"))
    return Owner(name, matter, basis, words, outside=bool(form.get("outside", False)))


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
