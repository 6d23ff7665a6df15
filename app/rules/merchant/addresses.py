"""Reads addresses in their many spellings into places that can be compared: road and number, estate and building."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.rules.shared.folding import squeeze

_DIGITS = dict(zip("一二三四五六七八九", "123456789", strict=True))
# No number of a house is longer; a run is looked at from its beginning only.
_NUMERAL = re.compile(r"(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,6}(?=[号区期栋幢座楼层院])")
_SIGNS = re.compile(r"[\s·、,，.。:：/\\_]+")
_PREFIX = re.compile(
    "^(?:北京市?)?(?:昌平区?|海淀区|朝阳区)?(?:[\u4e00-\u9fff]{2,4}?(?:街道办事处|街道|地区办事处|地区|镇|乡)(?![\u4e00-\u9fff]?路))?"
)
_ROAD = re.compile(
    "([\u4e00-\u9fff]{1,7}?(?:大街|小街|东街|西街|南街|北街|中街|大道|[东西南北中]路|路|街|胡同))(?:甲|乙|北侧|南侧)?([0-9]+)(?:号|-|$)"
)
_ESTATE = re.compile(
    "([\u4e00-\u9fff]{2,7}?(?:小区|社区|家园|花园|苑|园|里|庄|公寓|村|府|城|湾|郡|庭|居|寓|墅|新区))"
    "([东西南北中]?[区里院苑]|[0-9]+[区期]|[东西南北中]区)?(?:([0-9]+)(?:号楼|号院|楼|栋|幢|座|号))?"
)
_MALL = re.compile("([\u4e00-\u9fff]{2,7}?(?:广场|大厦|商场|商城|购物中心|市场|中心|写字楼|商业街|百货|天街|大悦城))")
_STREET_NUMBER = re.compile("([0-9]+)号")
# The number of a place that is known only from the name of a branch (云趣园店).
BRANCH = "?"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place of an address: a road, an estate or a mall; `number` is of the house or building, "" if not said."""

    name: str
    number: str = ""


def read_places(address: str) -> tuple[Place, ...]:
    """The places that an address names, in their order; () where it names none that can be compared."""
    plain = _PREFIX.sub("", _NUMERAL.sub(_arabic, _SIGNS.sub("", squeeze(address))))
    found: list[Place] = []
    road = _ROAD.search(plain)
    if road:
        found.append(Place(road[1], road[2]))
        plain = plain[road.end() :].removeprefix("院")
    for pattern in (_ESTATE, _MALL):
        one = pattern.match(plain) or pattern.search(plain)
        if one:
            section = (one[2] or "") if pattern is _ESTATE else ""
            number = (one[3] or "") if pattern is _ESTATE else ""
            found.append(Place(_estate(one[1]) + section, number))
            break
    return tuple(dict.fromkeys(found))


def _estate(name: str) -> str:
    """An estate without the words that are left out as often as not."""
    for end in ("小区", "社区"):
        if len(name) > len(end) + 1:
            name = name.removesuffix(end)
    return name


def _arabic(found: re.Match[str]) -> str:
    """Chinese numerals below a hundred as digits."""
    tens, ten, ones = found[0].rpartition("十")
    if not ten:
        return "".join(_DIGITS[sign] for sign in ones)
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))
