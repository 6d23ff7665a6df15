"""Whether two merchants under different names may be one: judged from their names, places and phones alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from app.rules.merchant.addresses import BRANCH, Place

_SHORTEST = 2
_BLOCKED = 12
_UNSAID = frozenset({"", BRANCH})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the merchant of one key; `alone` says that no other key has its brand in another trade."""

    key: str
    brand: str
    trade: str
    common: bool
    streets: frozenset[str]
    places: frozenset[Place]
    phones: frozenset[str]
    alone: bool = True

    @property
    def sound(self) -> str:
        """The brand as it sounds."""
        return sound_of(self.brand)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two merchants may be one, and how likely (0…1)."""

    score: float
    reasons: tuple[str, ...]
    shares_place_or_phone: bool


@lru_cache(maxsize=65536)
def sound_of(text: str) -> str:
    """The syllables of a text without tones, sign by sign; other signs stand for themselves."""
    return " ".join(_syllables()(text))


@cache
def _syllables() -> Callable[[str], list[str]]:
    """pypinyin, loaded at first use and without its phrases: those take 0.2 s and 30 MB, and names are none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a start does without

    return lazy_pinyin


def tokens_of(profile: Profile) -> frozenset[str]:
    """What a merchant is looked up by: two that may be one share a token at least."""
    return frozenset(_tokens(profile))


def _tokens(profile: Profile) -> Iterator[str]:
    brand = profile.brand
    yield f"b:{brand}"
    yield f"s:{profile.sound}"
    for phone in profile.phones:
        yield f"p:{phone}"
    for sign in dict.fromkeys(brand[:_BLOCKED]):
        for name in {place.name for place in profile.places}:
            yield f"a:{name}:{sign}"
    for street in profile.streets:
        for start in {brand[:_SHORTEST], brand[-_SHORTEST:]}:
            yield f"x:{street}:{start}"


def likeness(first: Profile, second: Profile) -> Likeness | None:
    """Why two merchants of different keys may be one; None where nothing says so."""
    if first.trade and second.trade and first.trade != second.trade:
        return None
    told = _of_names(first, second)
    phone = bool(first.phones & second.phones)
    place, near, apart = _places(first, second)
    street = near or bool(first.streets & second.streets)
    known_trade = bool(first.trade and second.trade)
    if told is None:
        if not (phone and (place or street)) or not known_trade:
            return None
        return Likeness(0.6 + 0.1 * place, ("名称不同，行业相同", *_shared(phone, place, street)), True)
    reason, base, needs = told
    if not _enough(needs, phone=phone, place=place, street=street, apart=apart):
        return None
    score = base + 0.25 * phone + 0.2 * place + 0.05 * street + 0.05 * known_trade
    return Likeness(min(0.99, round(score, 2)), (reason, *_shared(phone, place, street)), phone or place)


# What a likeness of names needs beside it: nothing against it; a place, a phone or the street; a place or a phone.
_NOT_APART, _STREET, _SHARED = range(3)


def _enough(needs: int, *, phone: bool, place: bool, street: bool, apart: bool) -> bool:
    if phone or place:
        return True
    if needs == _SHARED or apart:
        return False
    return street or needs == _NOT_APART


def _of_names(first: Profile, second: Profile) -> tuple[str, float, int] | None:
    """How the brands are alike, a base score, and what else is needed."""
    one, other = first.brand, second.brand
    if one == other:
        return _same_brand(first, second)
    if first.sound == second.sound:
        return "读音相同，写法不同", 0.55, _NOT_APART if len(one) > _SHORTEST or not first.common else _STREET
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST and (long.startswith(short) or long.endswith(short)):
        return "一个是另一个的简称", 0.45, _STREET if len(long) - len(short) > 1 else _SHARED
    if first.common and second.common:
        return None  # 老王 and 老李 are two families
    if one_character_apart(one, other):
        return "名称差一个字", 0.4, _SHARED
    if sound_apart(first, second):
        return "读音相近", 0.4, _SHARED
    return None


def _same_brand(first: Profile, second: Profile) -> tuple[str, float, int]:
    if first.common or second.common:
        return "名称相同，街乡镇不同或未知", 0.4, _SHARED if all((first.streets, second.streets)) else _NOT_APART
    if first.trade == second.trade:
        return "名称相同", 0.55, _NOT_APART
    return "简称，未写行业", 0.55, _NOT_APART if first.alone and second.alone else _STREET


def one_character_apart(one: str, other: str) -> bool:
    """Whether one character replaced, added or left out, or two neighbours exchanged, makes one text the other."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _SHORTEST:
        return False
    if len(one) == len(other):
        differing = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 1:
            return True
        exchanged = len(differing) == 2 and differing[1] == differing[0] + 1
        return exchanged and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def sound_apart(first: Profile, second: Profile) -> bool:
    """Whether two brands of one length sound alike but for one syllable's likely confusion (n/l, in/ing, z/zh)."""
    return _rough(first.sound) == _rough(second.sound)


def _rough(sound: str) -> str:
    for confused, plain in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("r", "n"), ("f", "h")):
        sound = sound.replace(confused, plain)
    return sound


def _places(first: Profile, second: Profile) -> tuple[bool, bool, bool]:
    """Whether the two share a place to the number; one whose number is not said; whether places with numbers differ."""
    if not first.places or not second.places:
        return False, False, False
    few, many = sorted((first.places, second.places), key=len)
    numbers: dict[str, set[str]] = {}
    for place in many:
        numbers.setdefault(place.name, set()).add(place.number)
    shared = any(place.number != BRANCH and place.number in numbers.get(place.name, ()) for place in few)
    near = any(_meets(place, numbers.get(place.name)) for place in few)
    numbered = all(any(place.number not in _UNSAID for place in places) for places in (few, many))
    return shared, near, not shared and (numbered or not near)


def _meets(place: Place, numbers: Collection[str] | None) -> bool:
    if numbers is None:
        return False
    return place.number in _UNSAID or place.number in numbers or not _UNSAID.isdisjoint(numbers)


def _shared(phone: bool, place: bool, street: bool) -> tuple[str, ...]:
    found = (("同一电话", phone), ("同一地址", place), ("同一街乡镇", street and not place))
    return tuple(word for word, holds in found if holds)
