"""Writes a roster as a 值班表: into the table it came from, where only changed cells change, or as a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.base.clock import local_midnight
from app.rules.roster.heads import Layout
from app.rules.roster.sheet import Place, RosterSheet
from app.rules.roster.shifts import Duty, OnDuty, Shift

HEADINGS = ("日期", "星期", "班次", "时间", "带班领导", "班组长", "值班员")
_DUTIES = (Duty.LEADER, Duty.LEAD, Duty.OPERATOR)
_WEEKDAYS = "一二三四五六日"
_REST = "休"


def filled(grid: Sequence[Sequence[str]], sheet: RosterSheet, present: Iterable[Shift]) -> list[list[str]]:
    """The table with the people of the present shifts; a cell whose people did not change keeps its text.

    Shifts that the table has no place for are left out: it shows its own days.
    """
    rows = [list(row) for row in grid]
    before, after = _by_name(sheet.shifts), _by_name(present)
    written: set[tuple[str, date, Duty, str]] = set()
    for place in sheet.places:
        then, now = _people(before, place), _people(after, place)
        key = (place.shift, place.day, place.duty, place.who)
        if then != now:
            # People of one shift may stand in several cells below each other: the first takes them all.
            _put(rows, place, "" if key in written else _text(now, place, sheet.layout))
        written.add(key)
    return rows


def _by_name(shifts: Iterable[Shift]) -> Mapping[tuple[str, date], Shift]:
    return {(shift.name, shift.day): shift for shift in shifts}


def _people(shifts: Mapping[tuple[str, date], Shift], place: Place) -> tuple[OnDuty | str, ...]:
    """The people who stand in a place; where a line is a person, the names of their shifts."""
    if place.who:
        of_day = (shift for shift in shifts.values() if shift.day == place.day)
        return tuple(shift.name for shift in of_day if any(one.name == place.who for one in shift.people))
    of_day = (shift for shift in shifts.values() if shift.day == place.day and place.shift in {"", shift.name})
    people = (one for shift in of_day for one in shift.people if one.duty is place.duty)
    return tuple(dict.fromkeys(people))


def _text(people: Sequence[OnDuty | str], place: Place, layout: Layout) -> str:
    if layout is Layout.BY_PERSON:
        return "、".join(str(name).removesuffix("班") for name in people) or _REST
    return "、".join(person_words(one, shared=not place.shift) for one in people if isinstance(one, OnDuty))


def person_words(one: OnDuty, *, shared: bool = False) -> str:
    """张三; 王五（替赵六）; 张三（备班）, unless it goes without saying."""
    notes = [f"替{one.instead_of}"] if one.instead_of else []
    if one.on_call and not shared:
        notes.append("备班")
    return one.name + "".join(f"（{note}）" for note in notes)


def _put(rows: list[list[str]], place: Place, text: str) -> None:
    row = rows[place.row]
    row.extend([""] * (place.column + 1 - len(row)))
    row[place.column] = text


def lines(shifts: Iterable[Shift]) -> list[tuple[str, ...]]:
    """One line a shift, under HEADINGS; the day stands on each."""
    return [_line(shift) for shift in shifts]


def _line(shift: Shift) -> tuple[str, ...]:
    day = shift.day
    people = ("、".join(person_words(one) for one in shift.people if one.duty is duty) for duty in _DUTIES)
    return (day.isoformat(), f"星期{_WEEKDAYS[day.weekday()]}", shift.name, hours_words(shift), *people)


def hours_words(shift: Shift) -> str:
    """08:00-20:00; 20:00-次日08:00; 16:00-24:00; 24:00-次日08:00."""
    start = local_midnight(shift.day)
    begins, ends = (int((at - start).total_seconds()) // 60 for at in (shift.starts_at, shift.ends_at))
    return f"{_clock(begins)}-{_clock(ends)}"


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"次日{hours - 24:02}:{rest:02}" if minutes > 24 * 60 else f"{hours:02}:{rest:02}"
