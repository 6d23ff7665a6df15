"""The recipients of reports: a table of people by street, by unit or by roster, and the choice from it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.rules.escalation.texts import LEVEL_PEOPLE, LEVEL_WORDS
from app.rules.shared.folding import fold, says_nothing, squeeze
from app.rules.shared.phones import read_phones
from app.rules.shared.places import read_street, street_names
from app.rules.shared.times import BadTime, read_time


class Scope(enum.StrEnum):
    """The criterion of a line of the table, in the order of precedence."""

    STREET = "street"
    UNIT = "unit"
    ROSTER = "roster"


SCOPE_WORDS = {Scope.STREET: "街乡镇", Scope.UNIT: "承办单位", Scope.ROSTER: "值班表"}
HEADINGS = ("级别", "依据", "街乡镇 / 单位", "姓名", "电话", "自", "至", "备注")
LEVEL, SCOPE, PLACE, NAME, PHONE, SINCE, UNTIL, NOTE = range(len(HEADINGS))
_Refuse = Callable[[int, str], None]
_LEVELS = {word: level for level in LEVEL_WORDS for word in (str(level), LEVEL_WORDS[level], LEVEL_PEOPLE[level])}
_SCOPES = {word: scope for scope, word in SCOPE_WORDS.items()} | {
    "街道": Scope.STREET,
    "乡镇": Scope.STREET,
    "单位": Scope.UNIT,
    "值班": Scope.ROSTER,
    "排班": Scope.ROSTER,
}


@dataclass(frozen=True, slots=True)
class Target:
    """One person to report to; without `since` and `until` at any time, else from `since` up to but without `until`."""

    level: int
    scope: Scope
    place: str
    name: str
    phone: str = ""
    since: datetime | None = None
    until: datetime | None = None
    note: str = ""

    def stands(self, at: datetime) -> bool:
        """Whether the line holds at this instant."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why one cell cannot be taken; `row` and `column` count from 0."""

    row: int
    column: int
    reason: str


def choose(targets: Iterable[Target], *, level: int, street: str, unit: str, at: datetime) -> tuple[Target, ...]:
    """The people of this level for a ticket, the most specific first: by street, by unit, then by roster.

    Within each, a line limited to a stretch of time goes before one that always holds.
    """
    fits = [
        target
        for target in targets
        if target.level == level and target.stands(at) and _covers(target, squeeze(street), squeeze(unit))
    ]
    order = list(Scope)
    return tuple(
        sorted(fits, key=lambda target: (order.index(target.scope), target.since is None and target.until is None))
    )


def read_lines(lines: Sequence[Sequence[str]], now: datetime) -> tuple[tuple[Target, ...], tuple[CellProblem, ...]]:
    """The people of a table as it was typed or pasted, and what is wrong with it, cell by cell.

    Blank lines and a line of headings are skipped, but count in the row numbers of problems.
    """
    targets: list[Target] = []
    problems: list[CellProblem] = []
    for row, cells in enumerate(lines):
        padded = [*(fold(cell) for cell in cells), *[""] * len(HEADINGS)][: len(HEADINGS)]
        if not any(padded) or is_heading(padded):
            continue
        target, wrong = _read_line(row, padded, now)
        if target is not None and target in targets:
            wrong, target = [CellProblem(row, NAME, "与前面的一行重复")], None
        problems.extend(wrong)
        if target is not None:
            targets.append(target)
    return tuple(targets), tuple(problems)


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a line repeats the headings, as a copied table does."""
    return [squeeze(cell) for cell in cells[:2]] == [squeeze(word) for word in HEADINGS[:2]]


def _read_line(row: int, cells: Sequence[str], now: datetime) -> tuple[Target | None, list[CellProblem]]:
    wrong: list[CellProblem] = []

    def refuse(column: int, reason: str) -> None:
        wrong.append(CellProblem(row, column, reason))

    level, scope = _LEVELS.get(squeeze(cells[LEVEL])), _SCOPES.get(squeeze(cells[SCOPE]))
    if level is None:
        refuse(LEVEL, "级别应为 一级（班组长）或 二级（分管领导）")
    if scope is None:
        refuse(SCOPE, "依据应为 街乡镇、承办单位 或 值班表")
    place = _place(scope, cells[PLACE], refuse)
    if says_nothing(cells[NAME]):
        refuse(NAME, "请填写姓名")
    if not says_nothing(cells[PHONE]) and not read_phones(cells[PHONE]):
        refuse(PHONE, f"“{cells[PHONE]}”不是电话号码")
    since, until = _time(SINCE, cells, now, refuse), _time(UNTIL, cells, now, refuse)
    if since is not None and until is not None and until <= since:
        refuse(UNTIL, "结束应晚于开始")
    if wrong or level is None or scope is None:
        return None, wrong
    phone = "、".join(read_phones(cells[PHONE]))
    return Target(level, scope, place, cells[NAME], phone, since, until, cells[NOTE]), wrong


def _place(scope: Scope | None, cell: str, refuse: _Refuse) -> str:
    if scope is None or scope is Scope.ROSTER:
        return ""
    if says_nothing(cell):
        refuse(PLACE, f"请填写{SCOPE_WORDS[scope]}")
        return ""
    if scope is Scope.UNIT:
        return cell
    street = read_street(cell)
    if street not in street_names():
        refuse(PLACE, f"“{cell}”不是本区的街乡镇")
    return street


def _time(column: int, cells: Sequence[str], now: datetime, refuse: _Refuse) -> datetime | None:
    try:
        return read_time(cells[column], now=now)
    except BadTime as error:
        refuse(column, str(error))
        return None


def _covers(target: Target, street: str, unit: str) -> bool:
    if target.scope is Scope.ROSTER:
        return True
    wanted = street if target.scope is Scope.STREET else unit
    return bool(wanted) and squeeze(target.place) == wanted
