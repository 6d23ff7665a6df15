"""Reads a 值班表: one line a day, one line a shift, or one line a person; and finds where each shift stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.rules.roster.cells import (
    BadCell,
    Hours,
    hours_named,
    month_in,
    read_day,
    read_hours,
    read_people,
    shift_name,
    usual_hours,
    whole_day_hours,
)
from app.rules.roster.heads import DUTIES, HEAD_SEARCHED_ROWS, Head, Layout, find_head
from app.rules.roster.shifts import Duty, OnDuty, Shift
from app.rules.shared.folding import fold, squeeze

_WHOLE_DAY = "全天"
# What is asked for where a line has no hours: of shifts, and of whole days.
_WANTED = ("请写明班次时间，例如 08:00-20:00", "请在标题里写明值班时间，例如 值班时间：08:00-次日08:00")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was not read: row from 0, heading of its column, its text, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where people stand in the table: the cell, the shift by name and day, and as what.

    Without the name of a shift the cell is for every shift of the day. `who` is the person of the line where the table
    has one line a person, else empty.
    """

    row: int
    column: int
    shift: str
    day: date
    duty: Duty
    who: str = ""


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A table as it was read: its shifts by time, what could not be read, and the places of the people.

    `head_row` is the row of the headings, from 0, the last of its `head_lines`; what stands above is its title.
    """

    layout: Layout
    head_row: int
    head_lines: int
    headings: tuple[str, ...]
    shifts: tuple[Shift, ...]
    problems: tuple[CellProblem, ...]
    places: tuple[Place, ...]
    hours: Mapping[str, Hours]


def read_roster(rows: Sequence[Sequence[str]], *, today: date, title: str = "") -> RosterSheet:
    """The shifts of a table; `title` is the name of its sheet, where the month may stand too.

    Raises:
        NoRoster: no headings of a 值班表 in the first 12 rows.

    """
    month = month_in([*(text for row in rows[:HEAD_SEARCHED_ROWS] for text in row if text), title])
    head = find_head(rows, month, today)
    return _Reading(rows, head, month, today).sheet()


class _Reading:
    """One table while it is read."""

    def __init__(self, rows: Sequence[Sequence[str]], head: Head, month: tuple[int, int] | None, today: date) -> None:
        self._rows, self._head, self._month, self._today = rows, head, month, today
        self._people: dict[tuple[str, date], tuple[Hours, list[OnDuty]]] = {}
        self._problems: list[CellProblem] = []
        self._places: list[Place] = []
        texts = [text for row in rows for text in row if text]
        self._hours: dict[str, Hours] = {}
        try:
            self._hours.update(hours_named([*texts, *head.texts]))
        except BadCell as error:
            self._problems.append(CellProblem(head.row, "时间", "", str(error)))
        for name, hours in usual_hours(self._names()).items():
            self._hours.setdefault(name, hours)
        if head.whole_day and _WHOLE_DAY not in self._hours and (found := whole_day_hours(texts)) is not None:
            self._hours[_WHOLE_DAY] = found
        self._leaders: dict[int, str] = {}  # of the day that is read, by column
        self._of_days: list[tuple[int, Sequence[str], Duty]] = []  # lines of leaders where each day is a column

    def sheet(self) -> RosterSheet:
        """Reads every line below the headings."""
        readers = {
            Layout.BY_DAY: self._day_line,
            Layout.BY_SHIFT: self._shift_line,
            Layout.BY_PERSON: self._person_line,
            Layout.BY_COLUMN: self._column_line,
        }
        line = readers[self._head.layout]
        day: date | None = None
        for at, cells in enumerate(self._rows[self._head.row + 1 :], self._head.row + 1):
            if any(cells):
                day = line(at, cells, day)
        for at, cells, duty in self._of_days:
            self._take_days(at, cells, duty)
        found = self._people.items()
        shifts = [Shift(name, day, *hours.of(day), tuple(people)) for (name, day), (hours, people) in found]
        ordered = tuple(sorted(shifts, key=lambda shift: (shift.starts_at, shift.ends_at, shift.name)))
        head = self._head
        return RosterSheet(
            head.layout, head.row, head.lines, tuple(head.texts), ordered, tuple(self._problems), tuple(self._places),
            self._hours,
        )  # fmt: skip

    def _names(self) -> set[str]:
        head = self._head
        if head.layout is Layout.BY_DAY:
            return set(head.shifts.values())
        columns = list(head.days) if head.layout is Layout.BY_PERSON else [head.shift_at]
        below = self._rows[head.row + 1 :]
        cells = (row[column] for row in below for column in columns if column is not None and column < len(row))
        return {name for cell in cells if (name := shift_name(cell))}

    def _day_of(self, at: int, cells: Sequence[str], before: date | None) -> date | None:
        """The day of a line; a blank one goes on with that of the line above. None for a footer."""
        column = self._head.date_at or 0
        text = _cell(cells, column)
        if not text:
            return before
        try:
            day = read_day(text, month=self._month, today=self._today)
        except BadCell as error:
            self._refuse(at, column, text, str(error))
            return None
        return day

    def _day_line(self, at: int, cells: Sequence[str], before: date | None) -> date | None:
        day = self._day_of(at, cells, before)
        if day is None:
            return None
        for column, name in self._head.shifts.items():
            hours = self._hours.get(name)
            if hours is None:
                self._refuse(at, column, name, f"请在表头写明{name}的时间，例如 {name}(08:00-20:00)")
                continue
            self._take(at, column, cells, (name, day, hours), Duty.OPERATOR)
            for other, duty in self._head.duties.items():
                self._take(at, other, cells, (name, day, hours), duty, shared=True)
        return day

    def _shift_line(self, at: int, cells: Sequence[str], before: date | None) -> date | None:
        day = self._day_of(at, cells, before)
        if day is None:
            return None
        if day != before or _cell(cells, self._head.date_at):
            self._leaders.clear()
        word = _WHOLE_DAY if self._head.whole_day else _cell(cells, self._head.shift_at)
        written = _cell(cells, self._head.hours_at) or word
        try:
            hours = read_hours(written) or self._hours.get(shift_name(word))
        except BadCell as error:
            self._refuse(at, self._head.hours_at, written, str(error))
            return day
        if hours is None:
            if any(_cell(cells, column) for column in self._head.duties):
                self._refuse(at, self._head.shift_at, word, _WANTED[self._head.whole_day])
            return day
        name = shift_name(word) or fold(word) or hours.name
        if self._people.get((name, day), (hours,))[0] != hours:
            name = f"{name} {hours.words}"
        own = DUTIES.get(squeeze(_cell(cells, self._head.duty_at)), Duty.OPERATOR)
        for column, duty in self._head.duties.items():
            as_what = own if duty is Duty.OPERATOR else duty
            self._take(at, column, self._with_leader(cells, column, as_what), (name, day, hours), as_what)
        return day

    def _with_leader(self, cells: Sequence[str], column: int, duty: Duty) -> Sequence[str]:
        """The line; where the leader's cell is blank below that of the same day, it is one cell with it."""
        if duty is not Duty.LEADER:
            return cells
        text = self._leaders.setdefault(column, _cell(cells, column))
        if _cell(cells, column) or not text:
            self._leaders[column] = _cell(cells, column)
            return cells
        return [*cells[:column], text, *cells[column + 1 :]] if column < len(cells) else [*cells, text]

    def _column_line(self, at: int, cells: Sequence[str], _before: date | None) -> date | None:
        word = _cell(cells, self._head.shift_at)
        if (duty := DUTIES.get(squeeze(word), Duty.OPERATOR)) is not Duty.OPERATOR:
            self._of_days.append((at, cells, duty))
            return None
        written = _cell(cells, self._head.hours_at) or word
        try:
            hours = read_hours(written) or self._hours.get(shift_name(word))
        except BadCell as error:
            self._refuse(at, self._head.hours_at, written, str(error))
            return None
        if hours is None:
            if any(_cell(cells, column) for column in self._head.days):
                self._refuse(at, self._head.shift_at, word, _WANTED[False])
            return None
        for column, day in self._head.days.items():
            self._take(at, column, cells, (shift_name(word) or hours.name, day, hours), Duty.OPERATOR)
        return None

    def _take_days(self, at: int, cells: Sequence[str], duty: Duty) -> None:
        """The leaders of a line, each for every shift of the day of the column."""
        shifts = [(name, day, hours) for (name, day), (hours, _) in self._people.items()]
        for column, day in self._head.days.items():
            for shift in shifts:
                if shift[1] == day:
                    self._take(at, column, cells, shift, duty, shared=True)

    def _person_line(self, at: int, cells: Sequence[str], _before: date | None) -> date | None:
        name = squeeze(_cell(cells, self._head.name_at))
        if not name:
            return None
        duty = DUTIES.get(squeeze(_cell(cells, self._head.duty_at)), Duty.OPERATOR)
        for column, day in self._head.days.items():
            text = _cell(cells, column)
            shift = shift_name(text)
            self._places.append(Place(at, column, shift, day, duty, name))
            if not shift:
                self._check_rest(at, column, text)
                continue
            hours = self._hours.get(shift)
            if hours is None:
                self._refuse(at, column, text, f"请在表中写明{shift}的时间，例如 {shift}：08:00-20:00")
                continue
            self._put(shift, day, hours, (OnDuty(name, duty),))
        return None

    def _check_rest(self, at: int, column: int, text: str) -> None:
        try:
            found = read_people(text, Duty.OPERATOR)
        except BadCell:
            found = (OnDuty(text, Duty.OPERATOR),)
        if found:
            self._refuse(at, column, text, "应写班次（白、夜 等）或 休")

    def _take(
        self,
        at: int,
        column: int,
        cells: Sequence[str],
        shift: tuple[str, date, Hours],
        duty: Duty,
        *,
        shared: bool = False,
    ) -> None:
        """Puts the people of a cell on a shift; a shared cell is for every shift of its day, on call."""
        text, (name, day, hours) = _cell(cells, column), shift
        place = Place(at, column, "" if shared else name, day, duty)
        if place not in self._places[-len(self._head.texts) :]:
            self._places.append(place)
        try:
            self._put(name, day, hours, read_people(text, duty, on_call=shared))
        except BadCell as error:
            self._refuse(at, column, text, str(error))

    def _put(self, name: str, day: date, hours: Hours, people: Sequence[OnDuty]) -> None:
        _, present = self._people.setdefault((name, day), (hours, []))
        present.extend(one for one in people if one not in present)

    def _refuse(self, at: int, column: int | None, text: str, reason: str) -> None:
        heading = self._head.texts[column] if column is not None else "班次"
        problem = CellProblem(at, heading, text, reason)
        if problem not in self._problems:
            self._problems.append(problem)


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""
