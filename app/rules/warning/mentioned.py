"""Sums of money and promised days that stand in a text."""

from __future__ import annotations

import re

_SUM = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,2})?)(\s?万)?(?:余|多)?元")
_PROMISE = re.compile(
    r"(?:承诺|答应|许诺|保证|约定|答复)[^，。；！？\n]{0,12}?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})\s?[日号]?[^，。；！？\n]{0,6}"
    r"(?:退|还|付|解决|处理|答复|开业|营业|复业|给)"
)
_LARGEST = 100_000_000


def sum_in(text: str) -> int | None:
    """The largest sum in yuan that a text mentions; None without one: a person's loss stands beside its parts."""
    sums = [float(found[1]) * (10_000 if found[2] else 1) for found in _SUM.finditer(text)]
    known = [int(value) for value in sums if 0 < value <= _LARGEST]
    return max(known, default=None)


def promised_days(text: str) -> tuple[str, ...]:
    """The days on which something was promised to callers, as 12-20."""
    found = [(int(one[1]), int(one[2])) for one in _PROMISE.finditer(text)]
    return tuple(dict.fromkeys(f"{month:02d}-{day:02d}" for month, day in found if 1 <= month <= 12 and 1 <= day <= 31))
