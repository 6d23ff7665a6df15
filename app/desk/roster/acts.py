"""Changes the roster: takes a 值班表 in, writes it out, records stand-ins and swaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_day
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.roster.rows import ReadRoster, ShiftRow, shift_row
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import whole_path
from app.files.intake.grids import TextGrid
from app.models.register.stores import Stores
from app.models.roster.records import NewSheet, ShiftRecord
from app.rules.journal import JournalVerb
from app.rules.roster.heads import NoRoster
from app.rules.roster.sheet import RosterSheet, read_roster
from app.rules.roster.shifts import Shift, stand_in, swap
from app.rules.roster.writing import person_words
from app.rules.shared.folding import whole_characters
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.PEOPLE | Change.JOURNAL
_MOST_NAMED = 3
_PASTED = "粘贴的值班表"


def look_into(desk: Desk, *, path: Path | None = None, text: str = "") -> ReadRoster:
    """What a file says, without a path what pasted cells say; nothing is taken in.

    Raises:
        FileRefused: it cannot be read, or is no 值班表.

    """
    found = _looked(desk, path, text)
    with desk.register.reading() as stores:
        return replace(found.told, replaced=_standing(stores, found.told))


def take_in(desk: Desk, *, person: Person, path: Path | None = None, text: str = "") -> Outcome[ReadRoster]:
    """Puts the shifts of a file or of pasted cells in place of those of its days.

    A table with a cell that cannot be read changes nothing.

    Raises:
        FileRefused: it cannot be read, is no 值班表, or some cells cannot be read; each is named.

    """
    require(person, Action.ROSTER)
    found = _looked(desk, path, text)
    told, grid = found.told, found.grid
    if told.problems:
        raise FileRefused(problem_words(told), hint="请改好后再导入；排班没有改动")
    if not told.days:
        raise FileRefused("值班表里没有班次，未导入", hint="请填写人员后再导入")
    with desk.register.writing() as stores:
        told = replace(told, replaced=_standing(stores, told))
        stores.roster.replace_days(told.days, found.sheet.shifts)
        stores.roster.add_sheet(
            NewSheet(
                file=told.file,
                title=grid.title,
                grid=grid.rows,
                first_day=told.days[0],
                last_day=told.days[-1],
                imported_at=desk.now(),
                imported_by=person.name,
            )
        )
        words = f"{told.days[0]:%m-%d} 至 {told.days[-1]:%m-%d}，{told.shifts} 个班"
        more = f"，替换原有 {told.replaced} 个班" if told.replaced else ""
        write_line(desk, stores, person, JournalVerb.ROSTER_IMPORT, f"{told.file}：{words}{more}")
    return Outcome(CHANGES, told, f"值班表已导入：{words}{more}")


def problem_words(told: ReadRoster) -> str:
    """第 5 行“白班”“张三2组”不是姓名…；共 4 处."""
    named = "；".join(
        f"第 {told.first_row + one.row} 行“{one.column}”：{one.reason}" for one in told.problems[:_MOST_NAMED]
    )
    more = f"；共 {len(told.problems)} 处" if len(told.problems) > _MOST_NAMED else ""
    return f"{named}{more}"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A table that was read: its cells, what they say, and how a form shows it."""

    grid: TextGrid
    sheet: RosterSheet
    told: ReadRoster


def _looked(desk: Desk, path: Path | None, text: str) -> _Looked:
    grid = desk.reader.grid(None if path is None else whole_path(path), text=whole_characters(text))
    try:
        sheet = read_roster(grid.rows, today=local_day(desk.now()), title=grid.title)
    except NoRoster as error:
        raise FileRefused(f"{error}，未导入") from error
    days = tuple(sorted({shift.day for shift in sheet.shifts}))
    name = _PASTED if path is None else path.name.encode("utf-8", "replace").decode()
    return _Looked(grid, sheet, ReadRoster(name, grid.title, grid.first_row, days, len(sheet.shifts), sheet.problems))


def _standing(stores: Stores, told: ReadRoster) -> int:
    if not told.days:
        return 0
    wanted = set(told.days)
    return sum(row.day in wanted for row in stores.roster.of_days(told.days[0], told.days[-1]))


def put_stand_in(
    desk: Desk, *, person: Person, shift_id: int, away: str, instead: str, version: int | None = None
) -> Outcome[ShiftRow]:
    """Puts somebody in the place of a person on a shift; whose place it is stays on record.

    Raises:
        Refused: no name (field "instead"), the person is not on the shift ("away"), or the other one already is.
        EditConflict: somebody changed the shift since `version` was read.

    """
    require(person, Action.ROSTER)
    wanted = instead.strip()
    if not wanted:
        raise Refused("请填写替班人姓名", field="instead")
    with desk.register.writing() as stores:
        row = the_shift(stores, shift_id)
        check_version(shift_words(row.shift), row.version, version)
        changed = stand_in(row.shift, away=away, instead=wanted)
        if changed is None:
            raise Refused(
                _why_not(row.shift, away, wanted), field="away" if away not in _names(row.shift) else "instead"
            )
        _change(stores, row, changed)
        write_line(desk, stores, person, JournalVerb.STAND_IN, f"{shift_words(row.shift)}：{away} → {wanted}")
        result = shift_row(the_shift(stores, shift_id))
    reverse = partial(put_stand_in, person=person, shift_id=shift_id, away=wanted, instead=away)
    words = f"{shift_words(row.shift)} 替班"
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, words)
    return Outcome(CHANGES, result, f"{shift_words(row.shift)}：{wanted} 替 {away}", undo)


def exchange(
    desk: Desk, *, person: Person, shift_id: int, name: str, other_id: int, other: str
) -> Outcome[tuple[ShiftRow, ShiftRow]]:
    """Exchanges two people between two shifts.

    Raises:
        Refused: one is not on their shift, or already on the other's.

    """
    require(person, Action.ROSTER)
    with desk.register.writing() as stores:
        first, second = the_shift(stores, shift_id), the_shift(stores, other_id)
        changed = None if first.id == second.id else swap(first.shift, name, second.shift, other)
        if changed is None:
            raise Refused(f"{name} 和 {other} 不能换这两个班", hint="两人应各在其中一个班，且不在对方的班上")
        _change(stores, first, changed[0])
        _change(stores, second, changed[1])
        words = f"{name}（{shift_words(first.shift)}）与 {other}（{shift_words(second.shift)}）换班"
        write_line(desk, stores, person, JournalVerb.SWAP_SHIFTS, words)
        result = shift_row(the_shift(stores, shift_id)), shift_row(the_shift(stores, other_id))
    reverse = partial(exchange, person=person, shift_id=shift_id, name=other, other_id=other_id, other=name)
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{name} 与 {other} 换班")
    return Outcome(CHANGES, result, words, undo)


def the_shift(stores: Stores, shift_id: int) -> ShiftRecord:
    """The shift of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.roster.get(shift_id)
    if found is None:
        raise Refused("没有这个班，值班表可能已重新导入")
    return found


def shift_words(shift: Shift) -> str:
    """12-01 白班."""
    return f"{shift.day:%m-%d} {shift.name}"


def _change(stores: Stores, row: ShiftRecord, changed: Shift) -> None:
    with saving(shift_words(row.shift)):
        stores.roster.change(row, people=changed.people)


def _names(shift: Shift) -> set[str]:
    return {one.name for one in shift.people}


def _why_not(shift: Shift, away: str, wanted: str) -> str:
    if away not in _names(shift):
        present = "、".join(person_words(one) for one in shift.people) or "无人"
        return f"{away} 不在{shift_words(shift)}（{present}）"
    return f"{wanted} 已在{shift_words(shift)}"
