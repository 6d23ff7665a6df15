"""Finds what a reply must not contain (other people's data, cold or forbidden phrases), and sets its least length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml
from app.rules.shared.folding import half_width
from app.rules.shared.masking import mask_name, mask_text
from app.rules.shared.numbers_in_text import NumberKind, numbers_in
from app.rules.shared.phones import same_phone

SHORTEST = 20
_EXPOSED = {
    NumberKind.MOBILE: "他人手机号", NumberKind.IDENTITY: "身份证号", NumberKind.BANK_CARD: "银行卡号",
}  # fmt: skip
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_ROLES = (
    r"负责人|店长|老板|老板娘|经理|法定代表人|法人代表|法人|店员|员工|服务员|教练|股东|业主|邻居|房东|保姆|阿姨|师傅"
)
_NAMED = re.compile(
    rf"(?:{_ROLES})(?:为|是|叫|:)?\s{{0,3}}([{_SURNAMES}](?!某|先生|女士|总|经理|店长|老师|师傅|姐|哥)[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[，,。；;、（(：:\s]|称|表示|已|承诺|说|于|将|答应|同意|电话|系|到|未|拒|不|因|本人|沟通|取得|进行|反馈|告知|联系|$)"
)
_NOT_NAMES = re.compile(
    r"于[今当昨明本上下近]|[于任]何|方面|常常|金额|高度|白天|万元|文明|江苏|武汉|方式|余款|余额|时候|马上|于是|易地|任职|任意|石景|史各"
)


@dataclass(frozen=True, slots=True)
class Exposed:
    """Personal data in a text: its kind, its words, their position, and their masked form."""

    what: str
    words: str
    start: int
    masked: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases a reply must not hold, and cold ones it had better not hold."""

    forbidden: tuple[str, ...]
    cold: tuple[str, ...]


@cache
def shipped_phrases() -> Phrases:
    """The lists that come with the product."""
    lists = resource_toml("phrases.toml")["reply"]
    return Phrases(tuple(map(str, lists["forbidden"])), tuple(map(str, lists["cold"])))


def phrases_with(own: str) -> Phrases:
    """The shipped lists with a desk's own: words parted by 、 are forbidden too, with a - before them taken out."""
    words = [word.strip() for word in re.split(r"[、,，;；\s]+", own) if word.strip()]
    out = {word[1:] for word in words if word.startswith("-")}
    added = [word for word in words if not word.startswith("-")]
    shipped = shipped_phrases()
    forbidden = dict.fromkeys([*shipped.forbidden, *added])
    return Phrases(
        tuple(word for word in forbidden if word not in out), tuple(word for word in shipped.cold if word not in out)
    )


def exposed(text: str, phones: Iterable[str]) -> Iterator[Exposed]:
    """Mobile numbers that are not among `phones`, identity and bank card numbers, full names behind a role.

    Landlines and service numbers belong to offices and shops and are left alone. A name is only likely one.
    """
    known = tuple(phones)
    for number in numbers_in(text):
        what = _EXPOSED.get(number.kind, "")
        if what and not any(same_phone(number.signs, phone) for phone in known):
            words = text[number.start : number.end]
            masked = f"尾号{number.signs[-4:]}" if number.kind is NumberKind.BANK_CARD else mask_text(words)
            yield Exposed(what, words, number.start, masked, sure=True)
    for found in _NAMED.finditer(half_width(text)):
        if not _NOT_NAMES.match(found[1]):
            yield Exposed("他人姓名", found[1], found.start(1), mask_name(found[1]), sure=False)


def phrases_in(text: str, phrases: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each phrase that stands in the text, with its first place."""
    for phrase in phrases:
        place = text.find(phrase)
        if phrase and place >= 0:
            yield phrase, place
