"""Reads limits that a file writes in words: 3天, 48小时, 1个工作日, 五日内办结."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from app.rules.law.values import Limit
from app.rules.shared.folding import fold_word

_LONGEST = 30
_DIGITS = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
_WRITTEN = re.compile(
    r"(?:办理|处理|办结|反馈|答复)?(?:时限|期限|限时|限|于|在|为)?[:：]?(?:自?(?:派单|交办|接单|签收|收到|受理)(?:之日)?(?:后|起)?)?"
    r"([0-9]{1,3}|[〇零一二两三四五六七八九十]{1,3}|半)个?(工作日|自然日|日历日|小时|钟头|分钟|天|日|周|星期|h|d|min)"
    r"(?:之内|以内|内)?(?:办结|办理|办完|完成|反馈|回复|答复|处理)?(?:完毕)?"
)
_HOURS, _MINUTES, _WEEKS = ("小时", "钟头", "h"), ("分钟", "min"), ("周", "星期")
_DAYS_AT_MOST = 366
_HALF = 0.5


@lru_cache(maxsize=1024)
def read_limit(text: str) -> Limit | None:
    """The limit that a cell names in words; None when it names none, or one of no length or over a year."""
    found = _WRITTEN.fullmatch(fold_word(text)) if len(text) <= _LONGEST else None
    if found is None:
        return None
    count, unit = _count(found[1]), found[2]
    if unit in _HOURS or unit in _MINUTES or count == _HALF:
        span = _span(count, unit)
        return Limit(span=span) if timedelta(0) < span <= timedelta(days=_DAYS_AT_MOST) else None
    days = int(count) * (7 if unit in _WEEKS else 1)
    if not 0 < days <= _DAYS_AT_MOST:
        return None
    return Limit(working_days=days) if unit == "工作日" else Limit(days=days)


def _span(count: float, unit: str) -> timedelta:
    if unit in _MINUTES:
        return timedelta(minutes=count)
    return timedelta(hours=count) if unit in _HOURS else timedelta(0)


def _count(written: str) -> float:
    """A count in digits or Chinese numerals up to 99; 半 is a half."""
    if written == "半":
        return _HALF
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = _DIGITS.get(ones, 0) if len(ones) <= 1 else 0
    return value + (10 * _DIGITS.get(tens or "一", 0) if ten else 0)
