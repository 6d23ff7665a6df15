"""The texts of the roster: columns, facts, and what a file says."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import to_local
from app.desk.roster.acts import problem_words
from app.desk.roster.rows import ReadRoster, RosterLine, ShiftRow
from app.rules.roster.shifts import Duty, ProblemKind, RosterProblem
from app.rules.roster.writing import hours_words, person_words
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import instant, made

_WEEKDAYS = "一二三四五六日"
PROBLEM_TONES = {ProblemKind.GAP: "red", ProblemKind.DOUBLE: "red", ProblemKind.SHORT_REST: "amber"}


def _moment(at: datetime) -> str:
    local = to_local(at)
    return f"{local:%m-%d %H:%M}"


def _day_words(line: RosterLine) -> str:
    day = line.shift.day if line.shift is not None else to_local(line.since).date()
    return f"{day:%m-%d} 周{_WEEKDAYS[day.weekday()]}"


def _span_words(line: RosterLine) -> str:
    if line.shift is not None:
        return hours_words(line.shift.shift)
    return f"{to_local(line.since):%H:%M}-{_moment(line.until)}"


def _shift_words(line: RosterLine) -> str:
    return line.shift.name if line.shift is not None else ProblemKind.GAP.word


def _names(line: RosterLine, duty: Duty) -> str:
    people = line.shift.people if line.shift is not None else ()
    return "、".join(person_words(one) for one in people if one.duty is duty)


def _operators(line: RosterLine) -> str:
    return _names(line, Duty.OPERATOR)


def _leads(line: RosterLine) -> str:
    people = line.shift.people if line.shift is not None else ()
    return "、".join(person_words(one, shared=True) for one in people if one.duty is Duty.LEAD)


def _leaders(line: RosterLine) -> str:
    return _names(line, Duty.LEADER)


def _problems(line: RosterLine) -> str:
    return "；".join(map(problem_line, line.problems))


def problem_line(one: RosterProblem) -> str:
    """休息不足 张三（只隔 8 小时）; 无人值班."""
    if one.kind is ProblemKind.SHORT_REST:
        hours = (one.until - one.since).total_seconds() / 3600
        return f"{one.kind.word} {one.who}（只隔 {hours:g} 小时）"
    return f"{one.kind.word} {one.who}".strip()


def is_now(line: RosterLine, now: datetime) -> bool:
    """Whether the line's time runs."""
    return line.since <= now < line.until


def _day(line: RosterLine, now: datetime) -> Cell:
    return Cell(_day_words(line), _span_words(line), bold=is_now(line, now))


def _shift(line: RosterLine, now: datetime) -> Cell:
    if line.shift is None:
        return Cell(_shift_words(line), tone="red", icon="circle-alert")
    if is_now(line, now):
        return Cell(f"{_shift_words(line)} 在岗", tone="blue", icon="phone")
    return Cell(_shift_words(line), tone="neutral")


def _people(line: RosterLine, _now: datetime) -> Cell:
    return Cell(_operators(line) or "—")


def _lead(line: RosterLine, _now: datetime) -> Cell:
    leaders = _leaders(line)
    return Cell(_leads(line) or "—", f"带班 {leaders}" if leaders else "")


def _wrong(line: RosterLine, _now: datetime) -> Cell:
    first = next((one for one in line.problems if one.who), None)
    if first is None:
        return Cell("")
    more = f" 等 {len(line.problems)} 处" if len(line.problems) > 1 else ""
    return Cell(f"{first.kind.word} {first.who}{more}", tone=PROBLEM_TONES[first.kind], icon="triangle-alert")


COLUMNS = (
    Column("日期", _day, 140, values=(made("日期", _day_words),), sort_key=lambda line: line.since),
    Column(
        "班次",
        _shift,
        116,
        values=(made("班次", _shift_words), instant("开始", "since"), instant("结束", "until")),
        sort_key=_shift_words,
    ),
    Column("值班员", _people, 130, grows=True, values=(made("值班员", _operators, width=24),)),
    Column("班组长", _lead, 100, leaves=1, values=(made("班组长", _leads), made("带班领导", _leaders))),
    Column("问题", _wrong, 190, values=(made("问题", _problems, width=30),)),
)


def facts(line: RosterLine) -> list[tuple[str, str]]:
    """The lines of one shift or gap, word and value; empty ones are left out."""
    found = [
        ("时间", f"{_moment(line.since)} 至 {_moment(line.until)}"),
        ("值班员", _operators(line)),
        ("班组长", _leads(line)),
        ("带班领导", _leaders(line)),
    ]
    return [(word, value) for word, value in found if value]


def shift_title(row: ShiftRow) -> str:
    """12-01 周二 白班 08:00-20:00."""
    return f"{row.day:%m-%d} 周{_WEEKDAYS[row.day.weekday()]} {row.name} {hours_words(row.shift)}"


def line_title(line: RosterLine) -> str:
    """The shift, or the gap."""
    return shift_title(line.shift) if line.shift is not None else f"{_day_words(line)} {ProblemKind.GAP.word}"


def read_words(told: ReadRoster) -> str:
    """What a file says before it is taken in: its days and shifts, what gives way, what cannot be read."""
    if not told.days:
        days = "没有读到班次"
    else:
        replaced = f"，替换原有 {told.replaced} 个班" if told.replaced else ""
        days = f"{told.days[0]:%Y-%m-%d} 至 {told.days[-1]:%Y-%m-%d}，{told.shifts} 个班{replaced}"
    return f"{days}\n无法读取：{problem_words(told)}" if told.problems else days
