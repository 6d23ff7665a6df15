"""Typical cases by rule: the sum of money that a text speaks of."""

from __future__ import annotations

import re
from decimal import Decimal

from app.rules.shared.folding import squeeze

# 3万元, 1.2万余元, 12,800元, 5000多块钱: figures, perhaps 万, then 元 or 块.
_SUM = re.compile(
    r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{1,2})?(万|千|百)?(?:余|多|来)?(?:元|块|圆)"
)
# What has to be folded before figures can be read.
_WIDE = re.compile("[０-９，．\\s\u3000\u200b-\u200f\ufeff]")
_TIMES = {"万": 10_000, "千": 1000, "百": 100, "": 1}
# A larger sum is a slip of the pen or a number that is none.
_MOST = Decimal(100_000_000)


def largest_sum(text: str) -> Decimal | None:
    """The largest sum of money in yuan that a text names in figures; None where it names none."""
    sums = [
        Decimal(whole.replace(",", "") + part) * _TIMES[times]
        for whole, part, times in _SUM.findall(squeeze(text) if _WIDE.search(text) else text)
    ]
    return max((one for one in sums if 0 < one < _MOST), default=None)


def sum_words(amount: Decimal) -> str:
    """12800元, 3.5万元: from ten thousand on in 万 where that is exact to two decimals."""
    if amount >= 10_000 and amount % 100 == 0:
        return f"{(amount / 10_000).normalize():f}万元"
    return f"{amount.normalize():f}元"
