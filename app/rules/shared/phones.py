"""Reads phone numbers out of cells and texts, compares them, and hides them and their owners' names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from app.rules.shared.folding import fold, half_width, plain_dashes, says_nothing, squeeze

_MOBILE = r"1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}"
_COUNTRY = r"(?:\+?[ ]?(?:00)?86[ \-]{0,2}|\((?:\+|00)?86\)[ ]?|0(?=1[3-9][0-9]{9}(?![0-9])))?"
_AREA = r"(?:0(?:10|2[0-9])|0[3-9][0-9]{2})"
_LANDLINE = rf"\(?({_AREA})\)?[ \-]*([1-9][0-9]{{2,3}}[ \-]?[0-9]{{4}})"
_SERVICE = r"[48]00[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4}"
_EXTENSION = r"(?:[ ]?(?:-|#|[(]?转接?|[(]?分机号?|[(]?EXT\.?|X)[ :]*([0-9]{1,6})(?![0-9])[)]?)?"


def _finder(*, before: str, after: str, bare: str) -> re.Pattern[str]:
    """Groups: 1 mobile, 2 and 3 area code and landline, 4 service number, 5 bare landline, 6 extension."""
    return re.compile(
        rf"{before}(?:{_COUNTRY}({_MOBILE})|(?:\+?(?:00)?86[ \-]?(?=0))?{_LANDLINE}|({_SERVICE})|({bare}))"
        rf"{after}{_EXTENSION}",
        re.IGNORECASE,
    )


# A cell: letters next to a number make it an account id. A text: better to hide one number too many than to show one.
_IN_CELL = _finder(
    before=r"(?<![0-9A-Z_@])", after=r"(?![0-9])(?!(?!EXT|X[0-9])[A-Z_@])", bare=r"[2-8][0-9]{2,3}[ \-]?[0-9]{4}"
)
_IN_TEXT = _finder(
    before=r"(?<![0-9])",
    after=r"(?![0-9])",
    bare=r"(?!20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9])[2-8][0-9]{6,7}(?![ ]?(?:[元万块个人件平度%年]|\.[0-9]))",
)
_LABEL = re.compile(r"(?<![A-Z])(?:TEL|PHONE|MOBILE|MOB|CELL)(?=[\s.:]*\+?[(0-9])", re.IGNORECASE)
_HIDING = "*✱×✕●•○□"
_MASKED = re.compile(
    rf"(?<![0-9+\-])[0-9+\-]*(?:[{_HIDING}]{{2,}}|X{{2,}}|(?<=[0-9])[{_HIDING}](?=[0-9]))(?:[0-9{_HIDING}\-]|X{{2,}})*"
    rf"|(?<![0-9])[0-9]{{3,10}}[{_HIDING}]",
    re.IGNORECASE,
)
_FLOAT_TAIL = re.compile(r"(?<=[0-9]{7})\.0+(?![0-9])")
# The shortest number to hide; most texts have fewer digits and need no search.
_SEVEN_DIGITS = re.compile(r"(?:[0-9０-９][^0-9０-９]*){7}")
_GLUED = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}){2,}(?![0-9])")
_ELEVEN = re.compile(r"[0-9]{11}")
_TWO_LONG = re.compile(r"(?<=[0-9]{7})-(?=[0-9]{7})")
_PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_NUMBER = re.compile(rf"(?:({_AREA})-)?([0-9]+)(?:-([0-9]+))?")

_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
        "长孙", "宇文", "司徒", "夏侯", "端木", "百里", "呼延", "南宫", "东郭", "西门",
        "轩辕", "澹台", "公冶", "申屠", "太史", "闻人", "钟离", "鲜于", "赫连", "濮阳",
        "淳于", "单于", "司空", "独孤", "拓跋", "完颜", "纳兰", "叶赫", "那拉",
    ]
)  # fmt: skip
_FORM_OF_ADDRESS = re.compile(r".{1,2}(?:先生|女士|小姐|同志|老师|师傅|经理|阿姨|大爷|大妈|叔叔)")
_NAMELESS = ("匿名", "保密", "不详", "未知", "不愿透露")


@lru_cache(maxsize=4096)
def read_phones(raw: str) -> tuple[str, ...]:
    """The numbers that can be dialled in a phone cell, normalised, in the order found, each once.

    Mobiles are 11 digits, landlines `010-69700001` or `69700001`, 400/800 numbers 10 digits; an extension stands at
    the end (`010-69700001-801`). Masked numbers, 保密/匿名/无, account ids and damaged numbers (1.38E+10) give none.
    """
    if len(raw) == 11 and raw.isascii() and _PLAIN_MOBILE.fullmatch(raw):
        return (raw,)
    text = plain_dashes(fold(raw))
    if says_nothing(text):
        return ()
    text = _FLOAT_TAIL.sub(" ", _LABEL.sub(" ", text))
    text = _TWO_LONG.sub(" ", _MASKED.sub(";", text))
    text = _GLUED.sub(lambda glued: " ".join(_ELEVEN.findall(glued[0])), text)
    return tuple(dict.fromkeys(_normalised(found) for found in _IN_CELL.finditer(text)))


def same_phone(a: str, b: str) -> bool:
    """Whether two numbers are one line, however written, with or without Beijing's 010 or an extension."""
    first, second = read_phones(a), read_phones(b)
    if len(first) != 1 or len(second) != 1:
        return False
    line_a, extension_a = _line(first[0])
    line_b, extension_b = _line(second[0])
    return line_a == line_b and (extension_a == extension_b or not extension_a or not extension_b)


def mask_phone(number: str) -> str:
    """The number with its middle hidden: `138****0001`, `010-****0001`, `****0001`; extensions vanish wholly.

    Anything else keeps at most a third of its signs, four at most; what is already masked stays.
    """
    text = plain_dashes(squeeze(number))
    if text.count("*") >= 3:
        return text
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _tail(text)
    area, line, extension = found.groups()
    return (f"{area}-" if area else "") + _mask_line(line) + ("-***" if extension else "")


def mask_text(text: str) -> str:
    """Free text with every phone number in it masked; all else is unchanged."""
    if _SEVEN_DIGITS.search(text) is None:
        return text
    text = _replace(text, _GLUED, lambda glued: "，".join(map(mask_phone, _ELEVEN.findall(glued[0]))))
    return _replace(text, _IN_TEXT, lambda found: mask_phone(_normalised(found)))


def mask_name(name: str) -> str:
    """The surname and 某 (王某, 欧阳某); 王先生, 匿名 and the like stay, a foreign name keeps its first letter."""
    text = squeeze(name)
    if not text or text.startswith(_NAMELESS) or _FORM_OF_ADDRESS.fullmatch(text):
        return text
    if not "\u3400" <= text[0] <= "\u9fff":
        return f"{text[0]}***"
    return f"{text[:2] if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else text[0]}某"


def _normalised(found: re.Match[str]) -> str:
    mobile, area, landline, service, bare, extension = found.groups()
    line = re.sub(r"[ \-]", "", mobile or landline or service or bare)
    return (f"{area}-" if area else "") + line + (f"-{extension}" if extension else "")


def _line(number: str) -> tuple[str, str]:
    found = _NUMBER.fullmatch(number)
    if found is None:
        return number, ""
    area, line, extension = found.groups()
    return (line if area in (None, "010") else f"{area}-{line}"), extension or ""


def _mask_line(line: str) -> str:
    if _PLAIN_MOBILE.fullmatch(line):
        return f"{line[:3]}****{line[-4:]}"
    if len(line) == 10 and line[:3] in ("400", "800"):
        return f"{line[:3]}***{line[-4:]}"
    return f"{'*' * (len(line) - 4)}{line[-4:]}" if len(line) in (7, 8) else _tail(line)


def _tail(text: str) -> str:
    shown = min(4, len(text) // 3)
    return "*" * (len(text) - shown) + text[len(text) - shown :]


def _replace(text: str, pattern: re.Pattern[str], masked: Callable[[re.Match[str]], str]) -> str:
    """Replaces the matches of the half-width copy, so that all else keeps its width."""
    parts, end = [], 0
    for found in pattern.finditer(half_width(text)):
        parts += [text[end : found.start()], masked(found)]
        end = found.end()
    return "".join([*parts, text[end:]]) if parts else text
