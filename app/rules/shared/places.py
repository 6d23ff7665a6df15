"""Brings the streets and towns of the district to one name each, and finds them inside addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from app.base.resources import resource_toml
from app.rules.shared.folding import fold, says_nothing, squeeze

_SUFFIX = "(?:街道办事处|地区办事处|镇人民政府|乡人民政府|街道办|办事处|镇政府|街道|地区|镇|乡)"
_BETWEEN = re.compile(r"[\s,，、/>|\\\-—_·.。:：]+")


@dataclass(frozen=True, slots=True)
class _Places:
    """The table of resources/places.toml, prepared for lookups."""

    names: tuple[str, ...]
    by_stem: dict[str, str]
    by_formal: dict[str, str]
    prefix: re.Pattern[str]
    whole: re.Pattern[str]
    start: re.Pattern[str]
    searches: tuple[re.Pattern[str], ...]


def street_names() -> tuple[str, ...]:
    """The canonical names of the district's streets and towns, in the order of the official list."""
    return _places().names


def street_stems() -> tuple[str, ...]:
    """What the streets and towns are called without 街道 or 镇, old and other names among them."""
    return tuple(_places().by_stem)


@lru_cache(maxsize=4096)
def read_street(text: str) -> str:
    """The canonical name of a street cell; the cleaned text when it is none of the district's, "" when empty."""
    if says_nothing(text):
        return ""
    places = _places()
    bare = places.prefix.sub("", _BETWEEN.sub("", squeeze(text)))
    if bare in places.by_formal:
        return places.by_formal[bare]
    found = places.whole.fullmatch(bare) or places.start.match(bare)
    return places.by_stem[found[1]] if found else " ".join(fold(text).split())


@lru_cache(maxsize=4096)
def find_street(text: str) -> str:
    """The street an address or a text names: a full name before a bare one, the first before the next; "" if none."""
    places = _places()
    plain = squeeze(text)
    for search in places.searches:
        if found := search.search(plain):
            stem = found[1]
            return places.by_formal.get(stem) or places.by_stem[stem]
    return ""


@cache
def _places() -> _Places:
    table = resource_toml("places.toml")
    by_stem: dict[str, str] = {}
    by_formal: dict[str, str] = {}
    bare: list[str] = []
    for street in table["street"]:
        stems = [re.sub("(?:街道|镇)$", "", street["name"]), *street.get("aliases", ())]
        by_stem.update(dict.fromkeys(stems, street["name"]))
        by_formal.update(dict.fromkeys(street.get("formal", ()), street["name"]))
        bare += stems if street.get("bare", True) else []
    stem, prefix = _any_of(by_stem), _any_of(table["prefixes"])
    return _Places(
        names=tuple(street["name"] for street in table["street"]),
        by_stem=by_stem,
        by_formal=by_formal,
        prefix=re.compile(f"^(?:{prefix})"),
        whole=re.compile(f"({stem}){_SUFFIX}*(?:[(（].*[)）])?"),
        start=re.compile(f"({stem}){_SUFFIX}"),
        searches=(
            re.compile(f"((?:{stem})(?={_SUFFIX})|{_any_of(by_formal)})"),
            re.compile(f"昌平区?[,，、/·.\\-]?({stem})"),
            re.compile(f"({_any_of(bare)})(?![市县])"),
        ),
    )


def _any_of(words: dict[str, str] | list[str]) -> str:
    """Alternatives, the longest first, so that 龙泽园 is not read as 龙泽."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
