"""The line of headings of a 值班表: which layout it has, and which column means what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.rules.roster.cells import BadCell, read_day, says_hours, shift_name
from app.rules.roster.shifts import Duty
from app.rules.shared.folding import squeeze
from app.rules.shared.worded import Worded

HEAD_SEARCHED_ROWS = 12
_LEAST_DAYS = 5
# So many days beside each other where each line is a shift.
_LEAST_COLUMNS = 3
_DATES = frozenset({"日期", "时间日期", "值班日期", "日"})
_SHIFTS = frozenset({"班次", "班别", "值班班次"})
_HOURS = frozenset({"时间", "值班时间", "班次时间", "时段", "起止时间"})
_NAMES = frozenset({"姓名", "人员", "值班员", "值班人员", "值班人", "坐席", "坐席人员", "当班人员"})
DUTIES = {
    **dict.fromkeys(("带班领导", "带班", "值班领导", "带班人", "领导"), Duty.LEADER),
    **dict.fromkeys(("班组长", "组长", "班长", "值班长", "值班组长", "负责人", "值班负责人"), Duty.LEAD),
    **dict.fromkeys(_NAMES, Duty.OPERATOR),
}
_DUTY_HEADINGS = frozenset({"岗位", "职务", "身份", "角色"})


class Layout(Worded):
    """How a 值班表 is laid out."""

    BY_DAY = "by-day", "每天一行"
    BY_SHIFT = "by-shift", "每班一行"
    BY_PERSON = "by-person", "每人一行"
    BY_COLUMN = "by-column", "每班一行、每天一栏"


class NoRoster(ValueError):
    """No line of headings that a 值班表 has; the text says which are looked for."""


@dataclass(slots=True)
class Head:
    """The line of headings: its row, the texts, and which columns mean what.

    Headings of two lines, the shifts below 值班人员, count as one: `row` is the lower one. Without shifts and hours
    a line is a `whole_day`.
    """

    row: int
    texts: Sequence[str]
    layout: Layout
    date_at: int | None = None
    shift_at: int | None = None
    hours_at: int | None = None
    duties: dict[int, Duty] = field(default_factory=dict)
    shifts: dict[int, str] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)
    name_at: int | None = None
    duty_at: int | None = None
    lines: int = 1
    whole_day: bool = False


def find_head(rows: Sequence[Sequence[str]], month: tuple[int, int] | None, today: date) -> Head:
    """The first line of headings.

    Raises:
        NoRoster: there is none in the first 12 rows.

    """
    for at, cells in enumerate(rows[:HEAD_SEARCHED_ROWS]):
        head = _two_lines(rows, at, month, today) or _head_of(at, cells, month, today)
        if head is not None:
            return head
    raise NoRoster(
        "没有找到值班表的表头：应有“日期”和“白班”“夜班”等栏，或“日期”“班次”“值班员”，“班次”和各日，或“姓名”和各日"
    )


def _two_lines(rows: Sequence[Sequence[str]], at: int, month: tuple[int, int] | None, today: date) -> Head | None:
    """The headings where the names of the shifts stand in a second line."""
    upper, lower = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
    dates = [column for column, cell in enumerate(upper) if squeeze(cell) in _DATES]
    if not dates or any(column < len(lower) and lower[column] for column in dates):
        return None
    if not any(shift_name(cell) or says_hours(cell) for cell in lower):
        return None
    width = max(len(upper), len(lower))
    above, below = ([*cells, *[""] * (width - len(cells))] for cells in (upper, lower))
    head = _head_of(at + 1, [_joined(over, own) for over, own in zip(above, below, strict=True)], month, today)
    if head is not None:
        head.lines = 2
    return head


def _joined(over: str, own: str) -> str:
    """白班(8:00-20:00) where the hours stand below the shift; else the lower heading, where there is one."""
    return f"{over}({own})" if shift_name(over) and says_hours(own) else own or over


def _head_of(at: int, cells: Sequence[str], month: tuple[int, int] | None, today: date) -> Head | None:
    found = Head(at, cells, Layout.BY_DAY)
    for column, cell in enumerate(cells):
        if not _take_heading(found, column, squeeze(cell).split("(")[0]):
            _take_day(found, column, cell, month, today)
    if found.name_at is not None and len(found.days) >= _LEAST_DAYS:
        found.layout = Layout.BY_PERSON
        return found
    if found.date_at is None and found.shift_at is not None and len(found.days) >= _LEAST_COLUMNS:
        found.layout = Layout.BY_COLUMN
        return found
    if found.date_at is None or found.shifts:
        return None if found.date_at is None else found
    found.layout = Layout.BY_SHIFT
    if found.shift_at is None and found.hours_at is None:
        found.whole_day = {Duty.OPERATOR, Duty.LEADER} <= set(found.duties.values())
        return found if found.whole_day else None
    return found if found.duties else None


def _take_heading(head: Head, column: int, word: str) -> bool:
    """Whether the word is a heading; then the column is known by it. The first of each kind counts."""
    if word in _DATES:
        head.date_at = column if head.date_at is None else head.date_at
    elif word in _SHIFTS:
        head.shift_at = column if head.shift_at is None else head.shift_at
    elif word in _HOURS:
        head.hours_at = column if head.hours_at is None else head.hours_at
    elif word in DUTIES:
        head.duties[column] = DUTIES[word]
        head.name_at = column if word in _NAMES and head.name_at is None else head.name_at
    elif word in _DUTY_HEADINGS:
        head.duty_at = column
    elif shift_name(word) and (shift_name(word) == word or "班" in word[:3]):
        head.shifts[column] = shift_name(word)
    else:
        return False
    return True


def _take_day(head: Head, column: int, text: str, month: tuple[int, int] | None, today: date) -> None:
    try:
        day = read_day(text, month=month, today=today) if text else None
    except BadCell:
        return
    if day is not None:
        head.days[column] = day
