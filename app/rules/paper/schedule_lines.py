"""Reads and writes a schedule of papers as an office types it, one line a paper: 月报 每月1日 18:00 顺延."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, to_local
from app.base.errors import Refused
from app.rules.figures.period_text import read_period, write_period
from app.rules.figures.periods import ANY_CYCLE, PeriodKind
from app.rules.law.calendar import WEEKDAYS
from app.rules.law.ladders import BadStep, Step, read_steps
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.schedule import DuePaper, DueRule, Every, Schedule

_EVERY = {
    "每日": Every.DAY,
    "每周": Every.WEEK,
    "每月": Every.MONTH,
    "每季度": Every.QUARTER,
    "每半年": Every.HALF,
    "每年": Every.YEAR,
}
_WORDS = {every: word for word, every in _EVERY.items()}
_LINE = re.compile(
    r"(?P<every>每(?:日|周|月|季度|半年|年))(?P<day>[一二三四五六日]|\d{1,2}日)?\s+(?P<at>\d{1,2}:\d{2})(?P<more>.*)"
)
# What a paper covers where its line does not say it, and the words that say it.
_COVERS = {
    Every.DAY: PeriodKind.DAY,
    Every.WEEK: PeriodKind.WEEK,
    Every.MONTH: PeriodKind.MONTH,
    Every.QUARTER: PeriodKind.QUARTER,
    Every.HALF: PeriodKind.HALF,
    Every.YEAR: PeriodKind.YEAR,
}
_PERIOD_WORDS = {
    "日报日": PeriodKind.DAY,
    "自然日": PeriodKind.DATE,
    "周": PeriodKind.WEEK,
    "月": PeriodKind.MONTH,
    "考核期": PeriodKind.ASSESSMENT,
    "考核周期": PeriodKind.CYCLE,
    "季度": PeriodKind.QUARTER,
    "半年": PeriodKind.HALF,
    "年": PeriodKind.YEAR,
}
_OF_PERIOD = {kind: word for word, kind in _PERIOD_WORDS.items()}
_SHIFTS, _CATCH_UP, _MOVED, _STEPS = "顺延", "补编", "改期", "提醒"
_SAMPLE = "月报 每月1日 18:00，或 三率统计表 每月19日 18:00 考核期 顺延"


def read_schedule(text: str, since: date) -> Schedule:
    """The schedule of these lines; blank ones are skipped.

    Raises:
        Refused: a line cannot be read (field "lines"); the message names the line and says how it is written.

    """
    rules: list[DueRule] = []
    once: list[DuePaper] = []
    moved: dict[date, date] = {}
    steps: tuple[Step, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words:
            continue
        try:
            if words[0] == _STEPS:
                steps = read_steps(line.split(None, 1)[1] if len(words) > 1 else "")
            elif words[0] == _MOVED:
                moved[date.fromisoformat(words[1])] = date.fromisoformat(words[2])
            elif words[0] == _CATCH_UP:
                once.append(_catch_up(words))
            else:
                rules.append(_rule(line))
        except (Refused, BadStep, ValueError, IndexError) as error:
            why = error.message if isinstance(error, Refused) else str(error) if isinstance(error, BadStep) else ""
            raise Refused(
                f"第 {number} 行无法识别：“{line.strip()}”{'，' + why if why else ''}",
                field="lines",
                hint=f"请写成 {_SAMPLE}；补编 月报 month:2026-09 2026-12-31 24:00；改期 2026-10-01 2026-10-09",
            ) from error
    return Schedule(since, tuple(rules), moved, tuple(once), steps)


def write_schedule(schedule: Schedule) -> str:
    """The lines of a schedule, as `read_schedule` reads them."""
    lines = [_rule_line(rule) for rule in schedule.rules]
    lines += [
        f"{_CATCH_UP} {FORMS[paper.kind].words} {write_period(paper.period)} {_end_words(paper.due_at)}"
        for paper in schedule.once
    ]
    lines += [f"{_MOVED} {first} {then}" for first, then in sorted(schedule.moved.items())]
    if schedule.steps:
        lines.append(f"{_STEPS} {steps_words(schedule.steps)}")
    return "\n".join(lines)


def steps_words(steps: Sequence[Step]) -> str:
    """The ladder in words: 到期前 1 小时、到期时."""
    return "、".join(step.words for step in steps)


def _rule(line: str) -> DueRule:
    word, _, rest = line.strip().partition(" ")
    kind = _kind(word)
    found = _LINE.fullmatch(rest.strip())
    if found is None:
        raise ValueError(line)
    every = _EVERY[found["every"]]
    more = found["more"].split()
    covers = next((_PERIOD_WORDS[one] for one in more if one in _PERIOD_WORDS), _usual(kind, every))
    unknown = [one for one in more if one not in _PERIOD_WORDS and one != _SHIFTS]
    if unknown:
        raise Refused(f"不认识“{unknown[0]}”")
    if covers not in FORMS[kind].periods:
        raise Refused(f"{FORMS[kind].words}不能按{_OF_PERIOD[covers]}编")
    return DueRule(kind, every, _day(every, found["day"]), _time(found["at"]), covers, _SHIFTS in more)


def _usual(kind: PaperKind, every: Every) -> PeriodKind:
    usual = _COVERS[every]
    return usual if usual in FORMS[kind].periods else PeriodKind.ASSESSMENT


def _day(every: Every, text: str | None) -> int:
    if every is Every.DAY:
        if text is not None:
            raise Refused("每日不写日子")
        return 1
    if text is None:
        raise Refused("没有写哪一天")
    if every is Every.WEEK:
        return WEEKDAYS.index(text) + 1
    day = int(text.removesuffix("日"))
    if not 1 <= day <= 31:
        raise Refused("日子应为 1–31")
    return day


def _time(text: str) -> time:
    hour, minute = map(int, text.split(":"))
    return time(0) if (hour, minute) == (24, 0) else time(hour, minute)


def _kind(word: str) -> PaperKind:
    for kind, form in FORMS.items():
        if word == form.words:
            return kind
    raise Refused(f"没有叫“{word}”的报表")


def _catch_up(words: Sequence[str]) -> DuePaper:
    _, kind, period, day, at = words
    due = datetime.combine(date.fromisoformat(day), _time(at))
    if _time(at) == time(0):
        due += timedelta(days=1)
    name, form = read_period(period, ANY_CYCLE), FORMS[_kind(kind)]
    if name.kind not in form.periods:
        raise Refused(f"{form.words}不能按{_OF_PERIOD.get(name.kind, name.kind)}编")
    return DuePaper(_kind(kind), name, from_local(due), catch_up=True)


def _rule_line(rule: DueRule) -> str:
    day = ""
    if rule.every is Every.WEEK:
        day = WEEKDAYS[rule.day - 1]
    elif rule.every is not Every.DAY:
        day = f"{rule.day}日"
    words = [FORMS[rule.kind].words, f"{_WORDS[rule.every]}{day}", _time_words(rule.at)]
    if rule.covers is not _usual(rule.kind, rule.every):
        words.append(_OF_PERIOD[rule.covers])
    return " ".join(words + [_SHIFTS] * rule.shifts)


def _time_words(at: time) -> str:
    return "24:00" if at == time(0) else f"{at:%H:%M}"


def _end_words(due_at: datetime) -> str:
    local = to_local(due_at)
    if local.time() == time(0):
        return f"{local.date() - timedelta(days=1)} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"
