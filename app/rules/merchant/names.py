"""Reads one written name of a merchant: brand, trade and branch, whatever stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.rules.merchant.words import Words
from app.rules.shared.folding import fold_word, says_nothing

_BRACKETS = str.maketrans(
    {"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "{": "(", "}": ")", "（": "(", "）": ")"}
)
_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉`´]")
_BETWEEN = re.compile(r"[·•・.,，。;；:：、\-_/\\|—~+*#!！?？]+")
_BRACKETED_START = re.compile(r"^\(([^()]{2,16})\)(.*)$")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)?")
_LICENCE = re.compile(r"(?:统一社会信用代码|信用代码|注册号)?[0-9a-z]{15,18}$")
# A shop told by what it stands beside: 物业旁边的药店.
_BESIDE = re.compile("(?:底下|下面|里面|上面|旁|旁边|附近|对面|门口|楼下|隔壁|周边)的?$")
_NO_NAMES = frozenset({"某某", "某个", "某家"})
_SHORTEST = 2
_LONGEST = 16
# A longer cell is no name; its beginning is read.
_LONGEST_READ = 200


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: its brand, its trade ("" where it says none), the branch it names.

    `common` marks a brand that many shops have of themselves (老王, 李记): only the street tells those apart.
    """

    brand: str
    trade: str
    branch: str = ""
    common: bool = False


def clean_name(text: str) -> str:
    """A name in half width and lower case, without blanks and quotes, with one kind of bracket."""
    return _QUOTES.sub("", fold_word(text).translate(_BRACKETS)).strip(",，。;；:：、.·-")


def read_name(text: str, words: Words, *, loose: bool = False) -> Name | None:
    """The merchant that a written name means; None where it names nobody (某超市, 楼下理发店, 网上, 无).

    `loose` is for a name cut out of a sentence, where a place with a trade behind it (回龙观健身房) is no name.
    """
    return _read(text[:_LONGEST_READ], words, loose)


@lru_cache(maxsize=8192)  # the same names come again and again
def _read(text: str, words: Words, loose: bool) -> Name | None:
    if says_nothing(text):
        return None
    plain, branch = _without_brackets(_LICENCE.sub("", clean_name(text)), words)
    plain = _BETWEEN.sub("", plain)
    whole, plain = plain, _without_places(plain, words)
    if not plain or words.platform.fullmatch(plain):
        return None
    brand, trade, own_branch = _split(plain, words)
    if trade and _BESIDE.search(brand):
        return None
    if len(brand) < _SHORTEST or words.nobody.fullmatch(brand):
        if loose or not _is_place_shop(whole, trade, words):
            return None
        brand = whole[: len(whole) - len(plain)] + brand
    brand = _without_nobody(brand, words, loose=loose)
    if not _SHORTEST <= len(brand) <= _LONGEST or words.platform.fullmatch(brand) or brand.isdigit():
        return None
    return Name(brand, trade, branch or own_branch, words.common.fullmatch(brand) is not None)


def _without_brackets(text: str, words: Words) -> tuple[str, str]:
    """The text without what stands in brackets, and the branch that stood there."""
    text, branch = _opened(text, words), ""
    outside = _IN_BRACKETS.sub("", text).replace(")", "")
    for inside in _IN_BRACKETS.findall(text):
        if words.branch_end.search(inside):
            branch = branch or words.branch_end.sub("", inside)
        elif words.trade.fullmatch(inside) and not words.trade.search(outside):
            outside += inside
    return outside, branch


def _opened(text: str, words: Words) -> str:
    """A name that stands in brackets as in quotes without them: 【锦云】健身; what is said of it keeps them."""
    found = _BRACKETED_START.match(text)
    if found is None or words.branch_end.search(found[1]):
        return text
    if len(words.tail.sub("", _IN_BRACKETS.sub("", found[2]), count=1)) >= _SHORTEST:
        return text
    return found[1] + found[2]


def _without_places(text: str, words: Words) -> str:
    """The text without the district, city or street in front, as long as a brand remains."""
    while found := words.place_start.match(text):
        rest = text[found.end() :]
        first = words.trade.search(rest)
        before = words.form_end.sub("", rest[: first.start()] if first else rest)
        if len(before) < _SHORTEST:
            break
        text = rest
    return text


def _split(plain: str, words: Words) -> tuple[str, str, str]:
    """Brand, trade and branch of a name without its brackets and its place."""
    bare = _stripped(plain, words.form_end, 0)
    found = next((one for one in words.trade.finditer(bare) if one.start() >= _SHORTEST), None)
    if found is not None:
        rest = (
            words.tail.sub("", bare[found.end() :], count=1)
            if words.tail.match(bare[found.end() :])
            else bare[found.end() :]
        )
        brand = _stripped(bare[: found.start()], words.plain_end, _SHORTEST)
        return brand, words.trades[found[0]], words.branch_end.sub("", rest) if words.branch_end.search(rest) else ""
    inside = words.trade.search(bare)
    if inside is not None:
        return _with_trade_inside(bare, inside, words)
    brand = _stripped(_stripped(bare, words.plain_end, _SHORTEST), words.branch_end, _SHORTEST)
    return brand, "", ""


def _with_trade_inside(bare: str, inside: re.Match[str], words: Words) -> tuple[str, str, str]:
    """A name that begins with its trade or has one character before it: 洗衣大师, 爱洗衣; 美容院 names nobody."""
    trade = words.trades[inside[0]]
    rest = bare[inside.end() :]
    tail = words.tail.match(rest)
    if tail:
        rest = rest[tail.end() :]
    if inside.start() == 0:
        return (_stripped(bare, words.plain_end, _SHORTEST) if len(rest) >= _SHORTEST else "", trade, "")
    if words.nobody.fullmatch(bare[: inside.start()]):
        return "", trade, ""
    return bare[: inside.end()], trade, ""


def _stripped(text: str, end: re.Pattern[str], least: int) -> str:
    """The text without the words at its end, as long as `least` characters remain."""
    while (found := end.search(text)) and found.start() >= least:
        text = text[: found.start()]
    return text


def _is_place_shop(whole: str, trade: str, words: Words) -> bool:
    """Whether a cell names a shop by a place and its trade: 天通苑洗衣店."""
    found = words.place_start.match(whole)
    return bool(
        trade and found and found.end() >= _SHORTEST and found[0] not in {"北京", "北京市", "昌平", "昌平区", "中国"}
    )


def _without_nobody(brand: str, words: Words, *, loose: bool) -> str:
    """The brand without what stands for no name in front of it (一家, 附近的)."""
    if not loose and len(brand) > _SHORTEST and not words.nobody.fullmatch(brand) and brand[:2] not in _NO_NAMES:
        return brand  # a cell is a name as it stands: 某到家家政
    while (found := words.nobody_start.match(brand)) and len(brand) - found.end() >= _SHORTEST:
        brand = brand[found.end() :].removeprefix("的")
    return brand if not words.nobody.fullmatch(brand) and not brand.startswith("某") else ""
