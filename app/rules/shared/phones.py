"""Reads phone numbers out of cells, and compares them."""

from __future__ import annotations

import re
from functools import lru_cache

from app.rules.shared.folding import fold, plain_dashes, says_nothing

_MOBILE = r"1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}"
_COUNTRY = r"(?:\+?[ ]?(?:00)?86[ \-]{0,2}|\((?:\+|00)?86\)[ ]?|0(?=1[3-9][0-9]{9}(?![0-9])))?"
AREA = r"(?:0(?:10|2[0-9])|0[3-9][0-9]{2})"
_LANDLINE = rf"\(?({AREA})\)?[ \-]*([1-9][0-9]{{2,3}}[ \-]?[0-9]{{4}})"
_SERVICE = r"[48]00[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4}"
_EXTENSION = r"(?:[ ]?(?:-|#|[(]?转接?|[(]?分机号?|[(]?EXT\.?|X)[ :]*([0-9]{1,6})(?![0-9])[)]?)?"


# Four more digits make it the beginning of a longer number.
_BARE = r"[2-8][0-9]{2,3}[ \-]?[0-9]{4}(?! [0-9]{4}(?![0-9]))"


def _finder(*, before: str, after: str, bare: str) -> re.Pattern[str]:
    """Groups: 1 mobile, 2 and 3 area code and landline, 4 service number, 5 bare landline, 6 extension."""
    return re.compile(
        rf"{before}(?:{_COUNTRY}({_MOBILE})|(?:\+?(?:00)?86[ \-]?(?=0))?{_LANDLINE}|({_SERVICE})|({bare}))"
        rf"{after}{_EXTENSION}",
        re.IGNORECASE,
    )


# Letters next to a number make it an account id.
_IN_CELL = _finder(
    before=r"(?<![0-9A-Z_@])",
    after=r"(?![0-9])(?!(?!EXT|X[0-9])[A-Z_@])",
    bare=_BARE,
)
_LABEL = re.compile(r"(?<![A-Z])(?:TEL|PHONE|MOBILE|MOB|CELL)(?=[\s.:]*\+?[(0-9])", re.IGNORECASE)
_HIDING = "*✱×✕●•○□"
_MASKED = re.compile(
    rf"(?<![0-9+\-])[0-9+\-]*(?:[{_HIDING}]{{2,}}|X{{2,}}|(?<=[0-9])[{_HIDING}](?=[0-9]))(?:[0-9{_HIDING}\-]|X{{2,}})*"
    rf"|(?<![0-9])[0-9]{{3,10}}[{_HIDING}]",
    re.IGNORECASE,
)
_FLOAT_TAIL = re.compile(r"(?<=[0-9]{7})\.0+(?![0-9])")
_GLUED = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}){2,}(?![0-9])")
_ELEVEN = re.compile(r"[0-9]{11}")
_TWO_LONG = re.compile(r"(?<=[0-9]{7})-(?=[0-9]{7})")
# A number of another country or of 香港, 澳门, 台湾: no line that this desk dials.
_ABROAD = re.compile(
    r"(?:(?<![0-9A-Z])\+|(?:^|(?<=[,;:，；、：]))\s*00)[ \-]?(?!86)[1-9][0-9]{0,2}"
    r"(?:[ \-()]{0,2}[0-9]){6,13}(?![0-9])"
    # The same of 香港, 澳门 and 台湾 without a sign in front.
    r"|(?<![0-9A-Z+\-])\(?(?:85[23]\)?[ \-]*[2-9][0-9]{3}|886\)?[ \-]*0?9[0-9](?:[ \-]?[0-9]){3}"
    r"|886[ \-]+\(?0?[2-8]\)?[ \-]*[0-9]{3,4})[ \-]?[0-9]{4}(?![0-9])",
    re.IGNORECASE,
)
_LONGEST_ODD = 18
_PARTS = re.compile(r"[,;，；、\n|]")
_SEPARATED = re.compile(r"[\s.\-_·•/()]+")
_LOOKALIKES = str.maketrans("OoIl", "0011")
_ODD_MOBILE = re.compile(r"(?:\+?(?:00)?86)?(1[3-9][0-9]{9})")
_ODD_LANDLINE = re.compile(rf"({AREA})([2-8][0-9]{{6,7}})")
# What banks, insurers, carriers and couriers answer.
_SHORT = re.compile(r"9[56][0-9]{3,6}|100[0-9]{2}")
PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_NUMBER = re.compile(rf"(?:({AREA})-)?([0-9]+)(?:-([0-9]+))?")


@lru_cache(maxsize=4096)
def read_phones(raw: str) -> tuple[str, ...]:
    """The numbers that can be dialled in a phone cell, normalised, in the order found, each once.

    Mobiles are 11 digits, landlines `010-69700001` or `69700001`, 400/800 numbers 10 digits; an extension stands at
    the end (`010-69700001-801`), service numbers of five to eight digits stand alone in a part of the cell (`95533`).
    Numbers from abroad (+852 …), masked numbers, 保密/匿名/无, account ids and damaged numbers (1.38E+10) give none.
    """
    if len(raw) == 11 and raw.isascii() and PLAIN_MOBILE.fullmatch(raw):
        return (raw,)
    text = plain_dashes(fold(raw))
    if says_nothing(text):
        return ()
    text = _FLOAT_TAIL.sub(" ", _LABEL.sub(" ", text))
    text = _ABROAD.sub(";", _TWO_LONG.sub(" ", _MASKED.sub(";", text)))
    text = _GLUED.sub(lambda glued: " ".join(_ELEVEN.findall(glued[0])), text)
    found = tuple(dict.fromkeys(_normalised(found) for found in _IN_CELL.finditer(text)))
    return found or tuple(dict.fromkeys(filter(None, map(_odd, _PARTS.split(text)))))


def _odd(part: str) -> str:
    """The number of a part of a cell that is nothing but one, its digits set apart or mistyped, or a short one."""
    plain = _SEPARATED.sub("", part)
    if not plain or len(plain) > _LONGEST_ODD or plain[0].isalpha():
        return ""
    plain = plain.translate(_LOOKALIKES)
    if mobile := _ODD_MOBILE.fullmatch(plain):
        return mobile[1]
    if landline := _ODD_LANDLINE.fullmatch(plain):
        return f"{landline[1]}-{landline[2]}"
    return plain if _SHORT.fullmatch(plain) else ""


def same_phone(a: str, b: str) -> bool:
    """Whether two numbers are one line, however written, with or without Beijing's 010 or an extension."""
    first, second = read_phones(a), read_phones(b)
    if len(first) != 1 or len(second) != 1:
        return False
    line_a, extension_a = _line(first[0])
    line_b, extension_b = _line(second[0])
    return line_a == line_b and (extension_a == extension_b or not extension_a or not extension_b)


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
