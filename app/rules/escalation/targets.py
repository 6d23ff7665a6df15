"""The directory: people to report to and to urge, by street, by unit or by roster, and the choice from it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from app.base.clock import to_local
from app.rules.escalation.states import ReportChannel
from app.rules.escalation.texts import LEVEL_PEOPLE, LEVEL_WORDS
from app.rules.shared.folding import fold, plain_dashes, says_nothing, squeeze
from app.rules.shared.phones import read_phones
from app.rules.shared.places import read_street, street_names
from app.rules.shared.times import BadTime, read_time


class Scope(enum.StrEnum):
    """The criterion of a line of the table, in the order of precedence."""

    STREET = "street"
    UNIT = "unit"
    ROSTER = "roster"


SCOPE_WORDS = {Scope.STREET: "街乡镇", Scope.UNIT: "承办单位", Scope.ROSTER: "值班表"}
HEADINGS = (
    "级别", "依据", "街乡镇 / 单位", "姓名", "电话", "自", "至", "备注",
    "职务", "方式", "班次", "替班人", "替班电话", "离岗至",
)  # fmt: skip
(
    LEVEL, SCOPE, PLACE, NAME, PHONE, SINCE, UNTIL, NOTE,
    DUTY, CHANNEL, SHIFT, STAND_IN, STAND_IN_PHONE, AWAY_UNTIL,
) = range(len(HEADINGS))  # fmt: skip
# Level 0 is urged, 1 and 2 are reported to; the leader of level 2 is urged too when an office stays silent.
OFFICE_LEVEL = 0
DIRECTORY_LEVEL_WORDS = {OFFICE_LEVEL: "科室", **LEVEL_WORDS}
_Refuse = Callable[[int, str], None]
_LEVELS = {word: level for level in LEVEL_WORDS for word in (str(level), LEVEL_WORDS[level], LEVEL_PEOPLE[level])} | {
    word: OFFICE_LEVEL for word in ("0", "科室", "科室负责人", "专班", "专班组长")
}
_SHIFT = re.compile(r"([0-9]{1,2})[:点]([0-9]{2})?-(?:次日)?([0-9]{1,2})[:点]([0-9]{2})?")
_MIDNIGHT = time(0)
_SCOPES = {word: scope for scope, word in SCOPE_WORDS.items()} | {
    "街道": Scope.STREET,
    "乡镇": Scope.STREET,
    "单位": Scope.UNIT,
    "值班": Scope.ROSTER,
    "排班": Scope.ROSTER,
}


@dataclass(frozen=True, slots=True)
class Target:
    """One person of the directory, who answers from `since` up to but without `until`; without them at any time.

    `shift` (08:00-20:00, 20:00-08:00) limits the line to hours of each day. While `away_until` lies ahead, the stand-in
    answers in the person's place. `channel` is how the person is usually reached.
    """

    level: int
    scope: Scope
    place: str
    name: str
    phone: str = ""
    since: datetime | None = None
    until: datetime | None = None
    note: str = ""
    duty: str = ""
    channel: str = ""
    shift: str = ""
    stand_in: str = ""
    stand_in_phone: str = ""
    away_until: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Whether the line holds at this instant."""
        if (self.since is not None and at < self.since) or (self.until is not None and at >= self.until):
            return False
        return _in_shift(self.shift, at)

    def is_away(self, at: datetime) -> bool:
        """Whether the stand-in answers in this person's place."""
        return bool(self.stand_in) and self.away_until is not None and at < self.away_until


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to be reached now: a person of the directory or a stand-in. `why` names the line it comes from."""

    name: str
    phone: str
    duty: str
    channel: str
    level: int
    why: str
    stands_in_for: str = ""


def reaches(targets: Iterable[Target], at: datetime) -> tuple[Reach, ...]:
    """Who can be reached by these lines, in their order: who is away comes after the stand-in, and nobody twice."""
    found: dict[tuple[str, str], Reach] = {}
    for target in targets:
        own = [Reach(target.name, target.phone, target.duty, target.channel, target.level, _why(target))]
        if target.stand_in:
            other = Reach(
                target.stand_in, target.stand_in_phone, "", target.channel, target.level, _why(target), target.name
            )
            own = [other, *own] if target.is_away(at) else [*own, other]
        for reach in own:
            found.setdefault((reach.name, reach.phone), reach)
    return tuple(found.values())


def office_people(targets: Sequence[Target], *, level: int, unit: str, at: datetime) -> tuple[Reach, ...]:
    """Whom to urge about a unit's tickets on this level: the unit's own lines first, then those of the roster.

    After them come those to whom the unit's expired tickets are reported.
    """
    lines = list(choose(targets, level=level, street="", unit=unit, at=at))
    if level == OFFICE_LEVEL:
        lines += [line for line in choose(targets, level=1, street="", unit=unit, at=at) if line.scope is Scope.UNIT]
    return reaches(lines, at)


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
        refuse(LEVEL, "级别应为 科室、一级（班组长）或 二级（分管领导）")
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
    channel, shift = _channel(cells[CHANNEL], refuse), _shift(cells[SHIFT], refuse)
    away = _stand_in(cells, now, refuse)
    if wrong or level is None or scope is None:
        return None, wrong
    phone, other = ("、".join(read_phones(cells[column])) for column in (PHONE, STAND_IN_PHONE))
    target = Target(level, scope, place, cells[NAME], phone, since, until, cells[NOTE])
    return replace(
        target,
        duty=cells[DUTY],
        channel=channel,
        shift=shift,
        stand_in=cells[STAND_IN],
        stand_in_phone=other,
        away_until=away,
    ), wrong


def _channel(cell: str, refuse: _Refuse) -> str:
    word = squeeze(cell)
    if says_nothing(word):
        return ""
    if word not in set(ReportChannel):
        refuse(CHANNEL, f"方式应为 {'、'.join(ReportChannel)}")
    return word


def _shift(cell: str, refuse: _Refuse) -> str:
    """The hours of a shift in one spelling, HH:MM-HH:MM; empty for the whole day."""
    if says_nothing(cell):
        return ""
    found = _SHIFT.fullmatch(re.sub(r"[~～至到]", "-", plain_dashes(squeeze(cell))))
    numbers = [int(part or 0) for part in found.groups()] if found else []
    if not found or numbers[1] > 59 or numbers[3] > 59 or numbers[0] > 23 or (numbers[2], numbers[3]) > (24, 0):
        refuse(SHIFT, "班次应写成 08:00-20:00")
        return ""
    return "{:02}:{:02}-{:02}:{:02}".format(*numbers)


def _in_shift(shift: str, at: datetime) -> bool:
    if not shift:
        return True
    begin, end = (time(int(text[:2]) % 24, int(text[3:])) for text in shift.split("-"))
    now = to_local(at).time()
    if begin < end or end == _MIDNIGHT:
        return begin <= now and (now < end or end == _MIDNIGHT)
    return now >= begin or now < end


def _stand_in(cells: Sequence[str], now: datetime, refuse: _Refuse) -> datetime | None:
    """Until when the person is away; a stand-in's number without a name, or nobody for the time away, is refused."""
    phone = cells[STAND_IN_PHONE]
    if not says_nothing(phone) and not read_phones(phone):
        refuse(STAND_IN_PHONE, f"“{phone}”不是电话号码")
    away = _time(AWAY_UNTIL, cells, now, refuse)
    if says_nothing(cells[STAND_IN]) and (away is not None or not says_nothing(phone)):
        refuse(STAND_IN, "请填写替班人姓名")
    return away


def _why(target: Target) -> str:
    return f"{SCOPE_WORDS[target.scope]}·{target.place}" if target.place else SCOPE_WORDS[target.scope]


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
