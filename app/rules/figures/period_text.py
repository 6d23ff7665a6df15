"""Reads and writes the names of periods: `assess:2026-11`, `week:2026-W01`, `range:2026-01-01..2026-01-31`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.base.errors import Refused
from app.rules.figures.periods import PeriodKind, PeriodName, PeriodRules, weeks_of

_YEAR = r"(?P<year>20[0-9]{2}|19[7-9][0-9])"
_PATTERNS = {
    PeriodKind.WEEK: re.compile(_YEAR + r"-W(?P<number>[0-9]{2})"),
    PeriodKind.ASSESSMENT: re.compile(_YEAR + r"-(?P<number>[0-9]{2})"),
    PeriodKind.MONTH: re.compile(_YEAR + r"-(?P<number>[0-9]{2})"),
    PeriodKind.CYCLE: re.compile(_YEAR + r"-(?P<number>[0-9]{1,2})"),
    PeriodKind.QUARTER: re.compile(_YEAR + r"-Q(?P<number>[0-9])"),
    PeriodKind.HALF: re.compile(_YEAR + r"-H(?P<number>[0-9])"),
    PeriodKind.YEAR: re.compile(_YEAR),
}
_EXAMPLES = {
    PeriodKind.DAY: "day:2026-11-10",
    PeriodKind.DATE: "date:2026-11-10",
    PeriodKind.WEEK: "week:2026-W46",
    PeriodKind.ASSESSMENT: "assess:2026-11",
    PeriodKind.CYCLE: "cycle:2026-1",
    PeriodKind.MONTH: "month:2026-11",
    PeriodKind.QUARTER: "quarter:2026-Q4",
    PeriodKind.HALF: "half:2026-H2",
    PeriodKind.YEAR: "year:2026",
    PeriodKind.RANGE: "range:2026-11-01..2026-11-15",
}
# {0} is the number in figures, {1} a quarter's in words, {2} a half's.
_WORDS = {
    PeriodKind.WEEK: "第{0}周",
    PeriodKind.ASSESSMENT: "{0}月考核期",
    PeriodKind.CYCLE: "第{0}考核周期",
    PeriodKind.MONTH: "{0}月",
    PeriodKind.QUARTER: "第{1}季度",
    PeriodKind.HALF: "{2}半年",
    PeriodKind.YEAR: "",
}
_QUARTERS = {1: "一", 2: "二", 3: "三", 4: "四"}
_HALVES = {1: "上", 2: "下"}
_DAY = re.compile(_YEAR + r"-[0-9]{2}-[0-9]{2}")
_ONE_DAY = timedelta(days=1)


def read_period(text: str, rules: PeriodRules) -> PeriodName:
    """The period of a written name; `rules` tell how many cycles a year has.

    Raises:
        Refused: the text names no kind of period, or no period of its kind.

    """
    kind_text, colon, rest = text.strip().partition(":")
    try:
        kind = PeriodKind(kind_text)
    except ValueError:
        raise _refused(text, "、".join(_EXAMPLES.values())) from None
    name = _named_by_days(kind, rest) if kind not in _PATTERNS else _numbered(kind, rest, rules)
    if not colon or name is None:
        raise _refused(text, _EXAMPLES[kind])
    return name


def write_period(name: PeriodName) -> str:
    """The written name of a period, as `read_period` reads it."""
    return f"{name.kind}:{_rest(name)}"


def period_words(name: PeriodName) -> str:
    """The name of a period in a paper's words: 2026年11月考核期, 2026年第46周."""
    if name.first is not None and name.last is not None:
        first = _day_words(name.first)
        return first if name.kind is not PeriodKind.RANGE else f"{first}至{_day_words(name.last)}"
    return f"{name.year}年" + _WORDS[name.kind].format(
        name.number, "零一二三四"[name.number % 5], "零上下"[name.number % 3]
    )


def _rest(name: PeriodName) -> str:
    if name.first is not None and name.last is not None:
        return str(name.first) if name.kind is not PeriodKind.RANGE else f"{name.first}..{name.last}"
    before = {PeriodKind.WEEK: "-W", PeriodKind.QUARTER: "-Q", PeriodKind.HALF: "-H"}.get(name.kind, "-")
    if name.kind is PeriodKind.YEAR:
        return str(name.year)
    width = 2 if name.kind in {PeriodKind.WEEK, PeriodKind.ASSESSMENT, PeriodKind.MONTH} else 1
    return f"{name.year}{before}{name.number:0{width}}"


def _named_by_days(kind: PeriodKind, rest: str) -> PeriodName | None:
    first_text, _, last_text = rest.partition("..") if kind is PeriodKind.RANGE else (rest, "", rest)
    first, last = _day(first_text), _day(last_text)
    if first is None or last is None or last < first:
        return None
    return PeriodName(kind, first.year, first=first, last=last)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _numbered(kind: PeriodKind, rest: str, rules: PeriodRules) -> PeriodName | None:
    found = _PATTERNS[kind].fullmatch(rest)
    if found is None:
        return None
    year, number = int(found["year"]), int(found.groupdict().get("number") or 0)
    return PeriodName(kind, year, number) if _least(kind) <= number <= _most(kind, year, rules) else None


def _least(kind: PeriodKind) -> int:
    return 0 if kind is PeriodKind.YEAR else 1


def _most(kind: PeriodKind, year: int, rules: PeriodRules) -> int:
    if kind is PeriodKind.WEEK:
        return weeks_of(year)
    return {
        PeriodKind.ASSESSMENT: 12,
        PeriodKind.MONTH: 12,
        PeriodKind.CYCLE: 12 // rules.cycle_months,
        PeriodKind.QUARTER: 4,
        PeriodKind.HALF: 2,
        PeriodKind.YEAR: 0,
    }[kind]


def _day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _refused(text: str, example: str) -> Refused:
    return Refused(f"“{text}”不是统计期", field="period", hint=f"请写成 {example}")
