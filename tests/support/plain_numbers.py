"""Made-up numbers of people in many spellings, and how a text is searched for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MOBILE, IDENTITY, CARD = "13812345678", "110114199003071233", "6222021234567890128"
SPELLINGS = (
    "138.1234.5678，(138)12345678，１３８１２３４５６７８，一三八一二三四五六七八，138\u200b1234\u200b5678，"
    "+86 138-1234-5678，𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖"
)
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


@cache
def plain_number(text: str) -> str:
    """The first of the made-up numbers that a text shows in full, however it is written; empty when there is none."""
    if len(text) < len(MOBILE):
        return ""
    folded = unicodedata.normalize("NFKC", text).translate(_DIGITS)
    digits = re.sub(r"[\s.\-()\u200b-\u200f\u2060-\u206f\ufeff]", "", folded)
    return next((number for number in (MOBILE, IDENTITY, CARD) if number in digits), "")
