"""Finds the numbers that name a person in a text, however they are written: phones, identity cards, bank cards.

The rule: 11 digits of a mobile in any usual grouping, landlines with their area code, bare landlines of 7 or 8 digits,
400 and 800 numbers, identity numbers of 18 and 15 signs with a possible birthday, bank cards of 16 to 19 digits. What
stays: short service numbers (12345), ticket numbers, dates and times, amounts with their unit, SHA-256 digests, and all
other order numbers.
When in doubt a number counts: hiding one too many is the smaller harm. Every pattern has bounded parts only, so that a
search takes time in proportion to the text.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from app.rules.shared.folding import half_width


class NumberKind(enum.Enum):
    """What a number in a text is."""

    MOBILE = enum.auto()
    OTHER_PHONE = enum.auto()
    IDENTITY = enum.auto()
    BANK_CARD = enum.auto()


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a text: where it stands, and its signs alone: a phone as `read_phones` writes it."""

    kind: NumberKind
    start: int
    end: int
    signs: str


@dataclass(frozen=True, slots=True)
class _Search:
    """A pattern, and what its match is; None when it is no such number after all, or one that may be shown."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], tuple[NumberKind, str] | None]
    skips: bool = False


_AREA = r"(?:0(?:10|2[0-9])|0[3-9][0-9]{2})"
_GAP = r"[ \-\t\r\n]{0,3}"
# Commas and colons are left out: they part prices and the parts of a time.
_WIDE_GAP = r"[ \-\t\r\n.·•_/\\()\[\]{}【】〔〕「」|~+*#=\"'“”<>《》]{0,4}"
_BRACKET = r"(?:[(\[{【〔「](?=[0-9]{3}[)\]}】〕」]))?"
_COUNTRY = rf"(?:\(?\+?(?:00)?86{_WIDE_GAP}|0(?=1[3-9][0-9]{{9}}(?![0-9])))?"
_EXTENSION = r"(?:[ ]?(?:-|#|\(?转接?|\(?分机号?|\(?EXT\.?|X)[ :]{0,3}([0-9]{1,6})(?![0-9])\)?)?"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_UNIT = r"(?![ ]?(?:[元万块个人件平度%年]|\.[0-9]))"
_CHINESE = {
    **dict(zip("零〇一二三四五六七八九", "00123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖幺两", "12345678912", strict=True)),
}
_FROM_CHINESE = str.maketrans(_CHINESE)
_NUMERAL = f"0-9{''.join(_CHINESE)}"
# Signs that take no room: between the digits of a number they hide it from a search, not from a reader.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff]"
)
_SEVEN_DIGITS = re.compile(r"(?:[\d①-⑨⓪❶-❾⓿][^\d①-⑨⓪❶-❾⓿]*+){7}")
_CHINESE_RUN = re.compile(rf"[{_NUMERAL}](?:[ \-]?[{_NUMERAL}]){{6}}")
_GLUED = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}){2,}(?![0-9])")
# A SHA-256, as the heads of the journal and evidence are written.
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_NO_DIGIT = re.compile(r"[^0-9]")
_LABEL = re.compile(r"(?:电话|座机|手机|号码|联系|致电|拨打|TEL|PHONE)[^0-9]{0,6}\Z", re.IGNORECASE)
_LABEL_REACH = 12
_CARD_PREFIX = ("62", "4", "5", "35", "36", "37")


class _Digits(dict[int, str]):
    """Every sign that is a digit, as this digit; filled as texts use them."""

    def __missing__(self, sign: int) -> str:
        digit = unicodedata.digit(chr(sign), -1) if sign > 127 else -1
        self[sign] = chr(sign) if digit < 0 else str(digit)
        return self[sign]


_DIGITS = _Digits()


def numbers_in(text: str) -> list[FoundNumber]:
    """The numbers in their order; they never overlap."""
    if _SEVEN_DIGITS.search(text) is None and _CHINESE_RUN.search(text) is None:
        return []
    plain, places = _without_invisible(text)
    plain = half_width(plain.translate(_DIGITS))
    found: list[FoundNumber] = []
    plain = _DIGEST.sub(lambda digest: " " * len(digest.group()), plain)
    plain = _GLUED.sub(lambda glued: _part_glued(glued, found), plain)
    for search in _plain_searches():
        plain = _take(plain, search, found)
    if _CHINESE_RUN.search(plain) is not None:
        plain = plain.translate(_FROM_CHINESE)
        for search in _chinese_searches():
            plain = _take(plain, search, found)
    found.sort(key=lambda one: one.start)
    if places is None:
        return found
    return [FoundNumber(one.kind, places[one.start], places[one.end - 1] + 1, one.signs) for one in found]


def _without_invisible(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible signs, and where each remaining sign stands in it; None when all remain."""
    if text.isascii() or _INVISIBLE.search(text) is None:
        return text, None
    places = [place for place, sign in enumerate(text) if _INVISIBLE.match(sign) is None]
    return "".join(text[place] for place in places), places


def _take(plain: str, search: _Search, found: list[FoundNumber]) -> str:
    """Adds what the search finds, and blanks it out for the searches that follow."""
    parts, done, start = [], 0, 0
    while (match := search.pattern.search(plain, start)) is not None:
        read = search.read(match)
        if read is None and not search.skips:
            start = match.start() + 1
            continue
        if read is not None:
            found.append(FoundNumber(read[0], match.start(), match.end(), read[1]))
        parts += [plain[done : match.start()], "\x00" * (match.end() - match.start())]
        done = start = match.end()
    return "".join([*parts, plain[done:]]) if parts else plain


def _part_glued(glued: re.Match[str], found: list[FoundNumber]) -> str:
    """Adds mobiles written one behind the other without a gap, and blanks them out."""
    for start in range(glued.start(), glued.end(), 11):
        found.append(FoundNumber(NumberKind.MOBILE, start, start + 11, glued.string[start : start + 11]))
    return "\x00" * len(glued[0])


def _bare(words: str) -> str:
    return _NO_DIGIT.sub("", words)


def _shown(_match: re.Match[str]) -> None:
    return None


def _identity(match: re.Match[str]) -> tuple[NumberKind, str]:
    signs = _bare(match[0])
    return NumberKind.IDENTITY, signs + "X" if match[0][-1] in "xX" else signs


def _card(match: re.Match[str]) -> tuple[NumberKind, str] | None:
    signs = _bare(match[0])
    if not signs.startswith(_CARD_PREFIX):
        return None
    grouped = len(signs) != len(match[0])
    return (NumberKind.BANK_CARD, signs) if grouped or signs.startswith("62") or _luhn(signs) else None


def _luhn(signs: str) -> bool:
    """Whether the check digit of a card number is right (ISO/IEC 7812-1)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in signs[-2::-2])
    return (sum(doubled) + sum(map(int, signs[-1::-2]))) % 10 == 0


def _mobile(match: re.Match[str]) -> tuple[NumberKind, str]:
    extension = f"-{match[2]}" if match[2] else ""
    return NumberKind.MOBILE, _bare(match[1]) + extension


def _spread_mobile(match: re.Match[str]) -> tuple[NumberKind, str] | None:
    """A mobile in other groups than 3-4-4: few groups, or every digit alone; days of a month are neither."""
    groups = [len(group) for group in re.split(r"[^0-9]+", match[0])]
    usual = len(groups) <= 4 and min(groups) >= 2 and max(groups) >= 3
    return (NumberKind.MOBILE, _bare(match[0])) if usual or max(groups) == 1 else None


def _landline(match: re.Match[str]) -> tuple[NumberKind, str]:
    extension = f"-{match[3]}" if match[3] else ""
    return NumberKind.OTHER_PHONE, f"{match[1]}-{_bare(match[2])}{extension}"


def _line(match: re.Match[str]) -> tuple[NumberKind, str]:
    extension = f"-{match[2]}" if match[2] else ""
    return NumberKind.OTHER_PHONE, _bare(match[1]) + extension


def _labelled_line(match: re.Match[str]) -> tuple[NumberKind, str] | None:
    """Two groups of four may be a span of years or prices: only a word such as 电话 before them makes them a phone."""
    before = match.string[max(0, match.start() - _LABEL_REACH) : match.start()]
    return _line(match) if _LABEL.search(before) else None


def _searches(before: str, after: str) -> Iterator[_Search]:
    """The searches in order of length; `before` and `after` are what bounds a number."""
    yield _Search(
        re.compile(
            rf"{before}[1-8][0-9]{{5}}{_GAP}(?:19|20)[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12][0-9]|3[01])"
            rf"{_GAP}[0-9]{{3}}{_GAP}[0-9Xx]{after}"
        ),
        _identity,
    )
    yield _Search(re.compile(rf"{before}[3-6][0-9]{{3}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}[0-9]{{1,3}})?{after}"), _card)
    yield _Search(re.compile(rf"{before}[1-8][0-9]{{5}}{_GAP}[0-9]{{2}}{_DAY}{_GAP}[0-9]{{3}}{after}"), _identity)
    yield _Search(
        re.compile(
            rf"{before}{_COUNTRY}{_BRACKET}(1[3-9][0-9]{_WIDE_GAP}[0-9]{{4}}{_WIDE_GAP}[0-9]{{4}}){after}{_EXTENSION}",
            re.IGNORECASE,
        ),
        _mobile,
    )
    yield _Search(re.compile(rf"{before}1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}{after}"), _spread_mobile)
    yield _Search(
        re.compile(
            rf"{before}(?:\+?(?:00)?86[ \-]?(?=0))?[(\[【]?({_AREA}){_WIDE_GAP}([1-9][0-9]{{2,3}}{_WIDE_GAP}[0-9]{{4}})"
            rf"{after}{_EXTENSION}",
            re.IGNORECASE,
        ),
        _landline,
    )
    yield _Search(
        re.compile(
            rf"{before}([48]00{_WIDE_GAP}[0-9]{{3,4}}{_WIDE_GAP}[0-9]{{3,4}}){after}{_EXTENSION}", re.IGNORECASE
        ),
        _line,
    )
    yield _Search(
        re.compile(rf"{before}(?!20[0-9]{{2}}{_DAY})([2-8][0-9]{{6,7}}){after}{_UNIT}{_EXTENSION}", re.IGNORECASE),
        _line,
    )


@cache  # a window opens without compiling them
def _plain_searches() -> tuple[_Search, ...]:
    return (
        _Search(
            re.compile(rf"[\u4e00-\u9fff]{{2}}-(?:20)?[0-9]{{2}}{_DAY}-[0-9]{{4,8}}(?![0-9])"),
            _shown,
            skips=True,
        ),
        *_searches(r"(?<![0-9])", r"(?![0-9])"),
        _Search(
            re.compile(rf"(?<![0-9])([2-8][0-9]{{3}}[ \-][0-9]{{4}})(?![0-9]){_UNIT}{_EXTENSION}", re.IGNORECASE),
            _labelled_line,
        ),
    )


@cache
def _chinese_searches() -> tuple[_Search, ...]:
    """A numeral may be part of the word that follows (一直): here the end of a number is not looked at."""
    return tuple(_searches(r"(?<![0-9])", ""))
