"""Reads ticket numbers as opaque text, and refuses those whose digits a spreadsheet has lost."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time

from app.base.digits import only_digits
from app.rules.shared.folding import plain_dashes, says_nothing, squeeze

SAFE_DIGITS = 15
LONGEST = 64

# The hotline's own format (热线-261118-022222), which needs no folding.
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,8}-[0-9]{4,8}-[0-9]{4,12}")
_AS_FORMULA = re.compile(r'="(.*)"')
_SCIENTIFIC = re.compile(r"[+-]?(?:[0-9]\.[0-9]+E[+-]?|[0-9]E\+)[0-9]{1,3}", re.IGNORECASE)
_NO_VALUE = re.compile(r"=.*|#(?:REF|NAME|VALUE|DIV/0|NULL|NUM|ERR|SPILL|CALC)[!?]|#N/A", re.IGNORECASE)
_FLOAT_TEXT = re.compile(r"([0-9]+)\.0+")

_AS_TEXT = "请在原表中把编号列设为“文本”后重新填写或重新导出，再导入"

# A ticket that was typed while nobody knew its number: 临-20261206-03, by the day in Beijing.
TEMPORARY = "临-"


class BadNumber(ValueError):
    """A cell that cannot be taken as a ticket number; the text says why and what to do, in Chinese."""


def read_number(value: object) -> str:
    """The ticket number of a cell, as text: blanks and a leading apostrophe gone, letters, digits, hyphens half-width.

    Text is opaque: leading zeros and any length up to 64 characters stay. A whole number of at most 15 digits
    becomes its digits; more digits than that no spreadsheet keeps.

    Raises:
        BadNumber: missing, scientific notation, more than 15 digits kept as a number, a fraction, a date, a formula or
            its error, too long.

    """
    if isinstance(value, str):
        return _read_text(value)
    if value is None:
        raise BadNumber("缺少工单编号，请补上编号后再导入")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _refuse_other(value)
    if not math.isfinite(value) or value != int(value) or value <= 0:
        raise BadNumber(f"“{value}”不是工单编号（带小数、负数或零），{_AS_TEXT}")
    return _safe(str(int(value)))


def _refuse_other(value: object) -> str:
    if isinstance(value, (date, datetime, time)):
        raise BadNumber(f"工单编号被表格当成了日期或时间（{value}），{_AS_TEXT}")
    raise BadNumber(f"“{str(value)[:30]}”不是工单编号，{_AS_TEXT}")


def _safe(digits: str) -> str:
    if len(digits.lstrip("0")) > SAFE_DIGITS:
        raise BadNumber(f"编号超过 {SAFE_DIGITS} 位却存成了数字（{digits[:30]}），末尾几位已丢失；{_AS_TEXT}")
    return digits


def _read_text(raw: str) -> str:
    if _PLAIN.fullmatch(raw):
        return raw
    text = plain_dashes(squeeze(raw))
    if formula := _AS_FORMULA.fullmatch(text):
        text = formula[1]
    text = text.lstrip("'‘’`")
    if says_nothing(text):
        raise BadNumber("缺少工单编号，请补上编号后再导入")
    if _SCIENTIFIC.fullmatch(text):
        raise BadNumber(f"编号成了科学计数法（{text[:30]}），部分数字已丢失；{_AS_TEXT}")
    if as_float := _FLOAT_TEXT.fullmatch(text):
        return _safe(as_float[1])
    if _NO_VALUE.fullmatch(text):
        raise BadNumber(f"“{text[:30]}”是公式或公式的错误，不是编号；请在原表中改成编号本身后再导入")
    if len(text) > LONGEST:
        raise BadNumber(f"编号过长（{len(text)} 个字），可能对错了列，请核对“工单编号”对应的列")
    return text


def is_temporary(number: str) -> bool:
    """Whether a number stands in until the platform's is known."""
    return number.startswith(TEMPORARY)


def temporary_number(day: date, taken: Iterable[str]) -> str:
    """The next temporary number of a day; `taken` are those of the day that are in use."""
    prefix = f"{TEMPORARY}{day:%Y%m%d}-"
    ends = [number.removeprefix(prefix) for number in taken if number.startswith(prefix)]
    used = [int(end) for end in ends if only_digits(end, at_most=9)]
    return f"{prefix}{max(used, default=0) + 1:02d}"
