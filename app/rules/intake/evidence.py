"""Checks a guess at a column against its values: times, phones, numbers, names, long texts, words of closed lists."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

from app.rules.intake.limits import read_limit
from app.rules.intake.spellings import (
    read_contacted,
    read_satisfied,
    read_solved,
    read_status,
    read_time_class,
    read_urgency,
    read_yes_no,
)
from app.rules.shared.folding import fold, says_nothing
from app.rules.shared.phones import read_phones
from app.rules.shared.places import read_street, street_names
from app.rules.shared.times import BadTime, read_time
from app.rules.ticket.numbers import BadNumber, read_number


class Fit(enum.IntEnum):
    """What the values of a column say about a guess."""

    CONTRADICTS = 0
    SILENT = 1
    SUPPORTS = 2


Check = Callable[[Sequence[object], Sequence[str], datetime], Fit]
_MOST, _HALF = 0.85, 0.5
_ENOUGH_ROWS = 5
# The beginning of a text says what it is; the whole of a hostile one would take long to look through.
_LOOKED_AT = 200
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 60_000
_HIDDEN = re.compile(r"[0-9+\-]*[*×✕●Xx]{2,}[0-9]*|保密|匿名|未留|不详")
_BODY = re.compile(
    r".{1,24}(?:[局委办厅部院所队站处科会社馆校]|中心|街道|地区|[镇乡村]|公司|集团|物业|政府|支队|大队|专班|超市|店|医院)"
)
_OFFICIAL = re.compile(r".{1,20}(?:[局委办厅]|街道|地区|[镇乡]|政府|支队|大队)")
_STREET = re.compile(r".{1,10}(?:街道|地区|[镇乡])(?:办事处)?")
_VILLAGE = re.compile(r".{1,16}(?:社区|村|居委会|村委会|小区|家园|嘉园|苑|里|园)")
_SENTENCE = re.compile(r"[，。；！？]")
_DIGIT = re.compile(r"[0-9]")
_RUN = re.compile(r"[0-9]{5}")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_DIALLED = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[2-8][0-9]{6,7}")
_LETTER = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_TYPES = frozenset(
    ("诉求", "投诉", "举报", "求助", "咨询", "建议", "表扬", "意见", "感谢", "申诉", "投诉举报", "意见建议")
)
_NATURES = frozenset(("主办", "协办", "转办", "会办", "直办", "独办", "承办"))
_CHANNELS = re.compile(
    r"电话|来电|热线|微信|微博|网[站络上页]|小程序|app|短信|邮[件箱]|来信|来访|信箱|平台|窗口|自助", re.IGNORECASE
)


def judge(field: str, cells: Sequence[object], now: datetime) -> Fit:
    """What the filled cells of a column say about the guess that it feeds `field`; silent without any, or any check."""
    clipped = (cell[:_LOOKED_AT] if isinstance(cell, str) else cell for cell in cells)
    filled = [cell for cell in clipped if cell is not None and not (isinstance(cell, str) and says_nothing(cell))]
    check = _CHECKS.get(field)
    if not filled or check is None:
        return Fit.SILENT
    return check(filled, [fold(cell) if isinstance(cell, str) else str(cell) for cell in filled], now)


def counts_rows(cells: Sequence[object]) -> bool:
    """Whether a column only counts the rows: 1, 2, 3 …"""
    numbers = [str(cell)[:_LOOKED_AT].strip().removesuffix(".0") for cell in cells if cell not in ("", None)]
    if not numbers or not all(one.isascii() and one.isdigit() and len(one) < 8 for one in numbers):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(numbers))


def _share(texts: Sequence[object], holds: Callable[[str], object]) -> float:
    return sum(1 for text in texts if holds(str(text))) / len(texts)


def _by_share(share: float, *, supports: float, contradicts: float) -> Fit:
    return Fit.SUPPORTS if share >= supports else Fit.CONTRADICTS if share < contradicts else Fit.SILENT


def _is_time(cell: object, now: datetime) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell < _LAST_SERIAL:
        return cell >= _FIRST_SERIAL
    try:
        return read_time(cell, now=now) is not None
    except BadTime:
        return False


def _time(cells: Sequence[object], _: Sequence[str], now: datetime) -> Fit:
    share = sum(_is_time(cell, now) for cell in cells) / len(cells)
    return _by_share(share, supports=_MOST, contradicts=_MOST)


def _past(cells: Sequence[object], texts: Sequence[str], now: datetime) -> Fit:
    """Times that have been: what lies ahead for the most part is a deadline."""
    fit = _time(cells, texts, now)
    if fit is Fit.SUPPORTS:
        times = [read_time(cell, now=now) for cell in cells if _is_time(cell, now)]
        ahead = sum(1 for at in times if at is not None and at > now + timedelta(days=1))
        return Fit.CONTRADICTS if ahead > _HALF * len(times) else fit
    return fit


def _deadline(cells: Sequence[object], _: Sequence[str], now: datetime) -> Fit:
    share = sum(_is_time(one, now) or (isinstance(one, str) and read_limit(one) is not None) for one in cells)
    return _by_share(share / len(cells), supports=_MOST, contradicts=_MOST)


def _number(cells: Sequence[object], texts: Sequence[str], now: datetime) -> Fit:
    if any(isinstance(cell, (date, datetime, bool)) for cell in cells) or counts_rows(cells):
        return Fit.CONTRADICTS
    good = sum(map(_is_number, cells)) / len(cells)
    phones = _share(texts, _DIALLED.fullmatch)
    distinct = len(set(texts)) / len(texts)
    if good < _MOST or phones >= _HALF or distinct < _MOST or _time(cells, texts, now) is Fit.SUPPORTS:
        return Fit.CONTRADICTS
    return Fit.SUPPORTS


def _is_number(cell: object) -> bool:
    try:
        text = read_number(cell)
    except BadNumber:
        return False
    return len(text) > 3 and _DIGIT.search(text) is not None and _SENTENCE.search(text) is None


def _phones(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    share = _share(texts, lambda text: read_phones(text) or _HIDDEN.search(text))
    return _by_share(share, supports=_MOST, contradicts=_HALF)


def _person(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    bodies = _share(texts, _BODY.fullmatch) if len(texts) >= _ENOUGH_ROWS else 0.0
    names = _share(texts, lambda text: len(text) <= 12 and not _DIGIT.search(text) and not _SENTENCE.search(text))
    return Fit.CONTRADICTS if bodies > _HALF else _by_share(names, supports=_MOST, contradicts=_HALF)


def _is_list(texts: Sequence[str]) -> bool:
    """Whether the values are a few short words that come again and again."""
    return len(texts) >= _ENOUGH_ROWS and len(set(texts)) <= max(3, len(texts) // 4) and max(map(len, texts)) <= 12


def _text(_: Sequence[object], texts: Sequence[str], __: datetime, *, least: int) -> Fit:
    """Running text: no times, no numbers, no words of a list; `least` is the mean length that speaks for it."""
    wordless = _share(texts, lambda text: not _LETTER.search(text))
    if wordless > _HALF or _is_list(texts):
        return Fit.CONTRADICTS
    mean = sum(map(len, texts)) / len(texts)
    return Fit.SUPPORTS if mean >= least else Fit.CONTRADICTS if mean < 3 else Fit.SILENT


def _answered(_: Sequence[object], texts: Sequence[str], __: datetime, *, read: Callable[[str], object]) -> Fit:
    share = _share(texts, lambda text: read(text) is not None)
    return _by_share(share, supports=_HALF, contradicts=_HALF)


def _street(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    known = frozenset(street_names())
    share = _share(texts, lambda text: len(text) <= 20 and (read_street(text) in known or _STREET.fullmatch(text)))
    return _by_share(share, supports=0.7, contradicts=0.7)


def _village(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    return _by_share(_share(texts, _VILLAGE.fullmatch), supports=_HALF, contradicts=0.2)


def _unit(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    return _by_share(_share(texts, _BODY.fullmatch), supports=_HALF, contradicts=0.3)


def _merchant(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    short = _share(texts, lambda text: 2 <= len(text) <= 50 and not _SENTENCE.search(text) and not _RUN.search(text))
    if short < _MOST or _share(texts, _OFFICIAL.fullmatch) > _HALF:
        return Fit.CONTRADICTS
    return Fit.SILENT if _is_list(texts) and _share(texts, _BODY.fullmatch) < _HALF else Fit.SUPPORTS


def _place(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    share = _share(
        texts, lambda text: len(text) >= 3 and re.search(r"[\u4e00-\u9fff]", text) and not _HIDDEN.search(text)
    )
    return _by_share(share, supports=_MOST, contradicts=_HALF)


def _words(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    """Short words of some list."""
    share = _share(texts, lambda text: len(text) <= 40 and not _SENTENCE.search(text) and not _RUN.search(text))
    return _by_share(share, supports=_MOST, contradicts=_HALF)


def _origin(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    share = _share(texts, lambda text: len(text) <= 40 and not _SENTENCE.search(text) and re.search(r"[^0-9.]", text))
    return _by_share(share, supports=_MOST, contradicts=_HALF)


def _among(
    _: Sequence[object], texts: Sequence[str], __: datetime, *, words: frozenset[str], never: bool = False
) -> Fit:
    share = _share(texts, lambda text: text.removesuffix("类") in words or text in words)
    return Fit.SUPPORTS if share >= _HALF else Fit.CONTRADICTS if never else Fit.SILENT


def _category(cells: Sequence[object], texts: Sequence[str], now: datetime) -> Fit:
    if _among(cells, texts, now, words=_TYPES) is Fit.SUPPORTS or _share(texts, read_yes_no_or_status) > _HALF:
        return Fit.CONTRADICTS
    return _words(cells, texts, now)


def read_yes_no_or_status(text: str) -> bool:
    """Whether a word is an answer or a state rather than a category."""
    return read_yes_no(text) is not None or read_status(text) is not None


def _channel(cells: Sequence[object], texts: Sequence[str], now: datetime) -> Fit:
    return Fit.SUPPORTS if _share(texts, _CHANNELS.search) >= _HALF else _words(cells, texts, now) and Fit.SILENT


def _limit_words(_: Sequence[object], texts: Sequence[str], __: datetime) -> Fit:
    share = _share(texts, lambda text: read_time_class(text) is not None)
    return _by_share(share, supports=_HALF, contradicts=_HALF)


_NATURE = partial(_among, words=_NATURES, never=True)
_CHECKS: dict[str, Check] = {
    "number": _number,
    "other_number": _number,
    "title": partial(_text, least=5),
    "content": partial(_text, least=8),
    "reply": partial(_text, least=8),
    "result": partial(_text, least=6),
    "dispatched_at": _past,
    "city_dispatched_at": _past,
    "called_at": _past,
    "created_on": _past,
    "closed_at": _past,
    "deadline_at": _deadline,
    "status": partial(_answered, read=read_status),
    "urgency": partial(_answered, read=read_urgency),
    "time_class": _limit_words,
    "caller": _person,
    "phones": _phones,
    "caller_address": _place,
    "place": _place,
    "community": _village,
    "street": _street,
    "office": _words,
    "unit": _unit,
    "merchant": _merchant,
    "category": _category,
    "category_1": _words,
    "category_2": _words,
    "category_3": _words,
    "type": partial(_among, words=_TYPES, never=True),
    "source": _origin,
    "channel": _channel,
    "tags": _words,
    "nature": _NATURE,
    "platform_contacted": partial(_answered, read=read_contacted),
    "platform_solved": partial(_answered, read=read_solved),
    "platform_satisfied": partial(_answered, read=read_satisfied),
    "platform_valid": partial(_answered, read=read_yes_no),
}
