"""Reads the cells of a 值班表: a day, the hours of a shift, and the people in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import local_midnight
from app.rules.roster.shifts import Duty, OnDuty
from app.rules.shared.folding import fold, plain_dashes, says_nothing, squeeze

_MONTH = re.compile(r"(20[0-9]{2})\s{0,3}[年./-]\s{0,3}([0-9]{1,2})(?:\s{0,3}月)?")
_DAY = re.compile(
    r"(?:(20[0-9]{2})[年./-])?(?:([0-9]{1,2})[月./-])?([0-9]{1,2})[日号]?"
    r"(?: ?00:00(?::00)?)?(?:[( ]?(?:星期|周|礼拜)?[一二三四五六日天]?\)?)?"
)
_HOURS = re.compile(
    r"([0-9]{1,2})(?:[:点时.]([0-9]{2})?分?)?(?:[-~]{1,3}|至|到)(次日|翌日|第二天|当日)?"
    r"([0-9]{1,2})(?:[:点时.]([0-9]{2})?分?)?"
)
_SHIFT = re.compile(r"(全天|日|白|夜|早|中|晚|小夜|大夜)班?")
_SHIFT_HOURS = re.compile(r"(日|白|夜|早|中|晚|小夜|大夜|全天)班?[:(]{0,2}(?=[0-9])")
_BREAK = re.compile(r"[、,;/|\s]+")
_IN_BRACKETS = re.compile(r"\(([^()]{0,40})\)")
_FOR = re.compile(r"(?:替|代|顶替|代替)(.{1,20})")
_PHONE = re.compile(r"[0-9][0-9 -]{5,18}[0-9]")
_REST = frozenset(["休", "息", "补休", "轮休", "休息", "/", "\\"])
_LONGEST_NAME = 20
_DAY_MINUTES = 24 * 60
# Two shifts of twelve hours, or three of eight that change at 8:00, 16:00 and 24:00.
_TWELVE = {"白班": (480, 1200), "日班": (480, 1200), "夜班": (1200, 1920), "晚班": (1200, 1920)}
_EIGHT = {"早班": (480, 960), "白班": (480, 960), "中班": (960, 1440), "夜班": (1440, 1920), "晚班": (1440, 1920)}
# Second names of shifts of the same hours.
_OTHERS = frozenset({"日班", "晚班"})


class BadCell(ValueError):
    """A cell that cannot be read; the text says what it should be."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes from 0:00 of the day of the shift at which it begins and ends; beyond 1440 is the next day."""

    begins: int
    ends: int

    def of(self, day: date) -> tuple[datetime, datetime]:
        """Begin and end of the shift of a day."""
        start = local_midnight(day)
        return start + timedelta(minutes=self.begins), start + timedelta(minutes=self.ends)

    @property
    def words(self) -> str:
        """08:00-20:00; 20:00-08:00 where it ends on the next day."""
        begins, ends = (f"{at // 60 % 24:02}:{at % 60:02}" for at in (self.begins, self.ends))
        return f"{begins}-{ends}"

    @property
    def name(self) -> str:
        """The usual name of a shift of these hours; the hours where it has none."""
        usual = {hours: name for table in (_EIGHT, _TWELVE) for name, hours in table.items() if name not in _OTHERS}
        return usual.get((self.begins, self.ends), self.words)


def month_in(texts: Iterable[str]) -> tuple[int, int] | None:
    """The year and month that a title names."""
    for text in texts:
        found = _MONTH.search(fold(text)[:200])
        if found and 1 <= int(found[2]) <= 12:
            return int(found[1]), int(found[2])
    return None


def read_day(text: str, *, month: tuple[int, int] | None, today: date) -> date | None:
    """The day in a cell; None where the cell is no day. What it leaves out comes from the title, else from today.

    Raises:
        BadCell: it looks like a day, and there is none of this name.

    """
    found = _DAY.fullmatch(plain_dashes(fold(text))[:40])
    if found is None:
        return None
    year, number = month or (today.year, today.month)
    if found[2]:
        number = int(found[2])
        # A list of December goes on into January.
        year += 1 if month is not None and month[1] == 12 and number == 1 else 0
    try:
        return date(int(found[1] or year), number, int(found[3]))
    except ValueError:
        raise BadCell(f"“{text}”不是日期") from None


def read_hours(text: str) -> Hours | None:
    """The hours in a text (08:00-20:00, 20:00至次日8:00, 8-20点); None where there are none.

    Raises:
        BadCell: no such hours.

    """
    found = _HOURS.search(plain_dashes(squeeze(text))[:200])
    if found is None:
        return None
    begins, ends = (int(found[at]) * 60 + int(found[at + 1] or 0) for at in (1, 4))
    if (begins >= _DAY_MINUTES and found[1] != "24") or ends > _DAY_MINUTES or int(found[5] or 0) > 59:
        raise BadCell(f"“{text.strip()}”不是班次时间，应写成 08:00-20:00")
    if found[3] in {"次日", "翌日", "第二天"} or ends <= begins:
        ends += _DAY_MINUTES
    return Hours(begins, ends)


def says_hours(text: str) -> bool:
    """Whether a cell holds the hours of a shift and nothing else."""
    return _HOURS.fullmatch(plain_dashes(squeeze(text))[:200]) is not None


def shift_name(text: str) -> str:
    """The name of the shift in a heading or cell: 白班 for 白, 白班(08:00-20:00), 日班; empty where there is none."""
    found = _SHIFT.match(squeeze(text))
    return "" if found is None else "全天" if found[1] == "全天" else f"{found[1]}班"


def hours_named(texts: Iterable[str]) -> Mapping[str, Hours]:
    """The hours that titles, headings and notes give to shifts by name."""
    named: dict[str, Hours] = {}
    for text in texts:
        plain = plain_dashes(squeeze(text))[:2_000]
        for found in _SHIFT_HOURS.finditer(plain):
            hours = read_hours(plain[found.end() : found.end() + 30])
            if hours is not None:
                named.setdefault(shift_name(found[0]), hours)
    return named


def whole_day_hours(texts: Iterable[str]) -> Hours | None:
    """The hours of a duty of a whole day (值班时间：8:30-次日8:30); None where no text gives them."""
    for text in texts:
        if "时间" in text:
            try:
                found = read_hours(text)
            except BadCell:
                continue
            if found is not None:
                return found
    return None


def usual_hours(names: Iterable[str]) -> Mapping[str, Hours]:
    """The hours of shifts for which none are written: two of twelve hours, with a 中班 three of eight."""
    known = set(names)
    table = _EIGHT if "中班" in known else _TWELVE
    return {name: Hours(*table[name]) for name in known if name in table}


def read_people(text: str, duty: Duty, *, on_call: bool = False) -> tuple[OnDuty, ...]:
    """The people in a cell: 张三、李四; 张 三; 王五(替赵六); 张三(备班); phone numbers beside names are left out.

    Raises:
        BadCell: a name has digits, or more than 20 characters.

    """
    plain = fold(text)
    if says_nothing(plain) or squeeze(plain) in _REST:
        return ()
    found: list[OnDuty] = []
    for piece in _pieces(plain):
        inside = _IN_BRACKETS.findall(piece)
        instead = next((match[1] for words in inside if (match := _FOR.fullmatch(words.strip()))), "")
        name = _PHONE.sub("", _IN_BRACKETS.sub("", piece)).strip(" :")
        if not name:
            continue
        if len(name) > _LONGEST_NAME or any(sign.isdigit() for sign in name):
            raise BadCell(f"“{piece[:_LONGEST_NAME]}”不是姓名，几个人请用顿号分开")
        found.append(OnDuty(name, duty, instead, duty is not Duty.LEADER and (on_call or "备班" in inside)))
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> list[str]:
    """The words of a cell; single characters in a row are one name (张 三)."""
    pieces: list[str] = []
    letters = ""
    for piece in [*(part for part in _BREAK.split(text) if part), ""]:
        if len(piece) == 1 and not piece.isdigit():
            letters += piece
            if len(letters) == 2:
                pieces.append(letters)
                letters = ""
            continue
        if letters:
            pieces.append(letters)
            letters = ""
        if piece:
            pieces.append(piece)
    return pieces
