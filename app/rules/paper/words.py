"""The words of papers: changes, shares, days, titles."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from app.base.clock import local_day, to_local
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import period_words
from app.rules.figures.periods import Period, PeriodKind
from app.rules.figures.rates import one_decimal
from app.rules.paper.kinds import FORMS, PaperKind

DASH = "—"
NOT_COVERED = "—（基期数据不全）"
NOT_ANALYSED = "本期未开展该项分析。"
CATCH_UP = "（补编）"
# Analyses of a calendar period name it without its days.
_NAMED = {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR}


def change_words(change: str | None, *, covered: bool) -> str:
    """上升11.8, 下降0.8, 持平, — without a base, —（基期数据不全）; the unit follows outside."""
    if not covered:
        return NOT_COVERED
    if change is None:
        return DASH
    if change == "0.0":
        return "持平"
    return f"下降{change[1:]}" if change.startswith("-") else f"上升{change}"


def with_unit(words: str, unit: str) -> str:
    """The unit that follows a value or a change: none after —, 持平 or （基期数据不全）."""
    return unit if words and words[-1].isdigit() else ""


def share_words(part: int, whole: int) -> str:
    """A share in per cent with one decimal, halves up; — of nothing."""
    return one_decimal(Fraction(part, whole) * 100) if whole else DASH


def day_words(at: datetime) -> str:
    """12月8日."""
    day = local_day(at)
    return f"{day.month}月{day.day}日"


def moment_words(at: datetime) -> str:
    """2026年12月8日12:00; midnight is the 24:00 of the day it ends."""
    local = to_local(at)
    if not (local.hour or local.minute or local.second):
        day = local_day(at - timedelta(seconds=1))
        return f"{day.year}年{day.month}月{day.day}日24:00"
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def short_moment(at: datetime, beside: datetime | None = None) -> str:
    """12-08 12:00, for cells, with the year where it is not that of `beside`; midnight is the 24:00 of its day."""
    local = to_local(at)
    hour = f"{local:%H:%M}"
    if not (local.hour or local.minute or local.second):
        local, hour = to_local(at - timedelta(seconds=1)), "24:00"
    year = "" if beside is None or local.year == to_local(beside).year else f"{local.year}-"
    return f"{year}{local:%m-%d} {hour}"


def dates_words(period: Period) -> str:
    """The first and the last day of a period, as the title of the official table has them: 10.19-11.18."""
    first, last = local_day(period.start), local_day(period.end - timedelta(seconds=1))
    return f"{first.month}.{first.day}-{last.month}.{last.day}"


def title_words(kind: PaperKind, period: Period, caliber: Caliber, office: str, about: str = "") -> str:
    """The title of a paper; `about` is the key of a topic."""
    if kind is PaperKind.RATES:
        return f"{office}“三率”统计表{dates_words(period)}（{'含' if caliber is Caliber.GROSS else '不含'}剔除诉求）"
    if kind is PaperKind.TOPIC:
        return f"{office}“{about}”诉求专题分析"
    return f"{office}接诉即办{FORMS[kind].words}"


def subtitle_words(period: Period, *, rates: bool = False) -> str:
    """The days under the title, with the moment of the cut for a running period; empty where the title has them."""
    until = f"截至{moment_words(period.end)}" if period.cut else ""
    if rates:
        return f"（{until}）" if until else ""
    if period.name.kind is PeriodKind.DAY and not until:
        return f"（{moment_words(period.end)}止）"
    words = period_words(period.name)
    if period.name.kind not in _NAMED and period.name.first is None:
        words += f"，{day_words(period.start)}至{day_words(period.end - timedelta(seconds=1))}"
    return f"（{words}{'，' if until else ''}{until}）"
