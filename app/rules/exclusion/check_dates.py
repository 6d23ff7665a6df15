"""The dates a dossier's texts name, and which of them cannot be: still to come, before the dispatch, no real day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.shared.folding import half_width

_DATE = re.compile(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})\s{0,8}年\s{0,8})?(?P<month>[0-9]{1,2})\s{0,8}月\s{0,8}(?P<day>[0-9]{1,2})\s{0,8}[日号]"
    r"|(?<![0-9])(?P<iso>20[0-9]{2})[-/.](?P<iso_month>[0-9]{1,2})[-/.](?P<iso_day>[0-9]{1,2})(?![0-9])"
)
# Words of a clause about the future, about something done, and about something that the unit has done.
_AHEAD = re.compile(r"将|计划|预计|拟|定于|承诺|约定|有效期|到期|截止|期限|届满|之?前|[至到]\s{0,8}$")
_DONE = re.compile(r"联系|致电|拨打|核实|核查|现场|实地|上门|检查|约谈|调解|答复|回复|告知|已|立案|注销|到账|退还")
_ACTED = re.compile(r"联系|致电|拨打|核实|核查|现场|实地|上门|检查|约谈|调解|答复|回复|告知")
_AFTER = re.compile(r"\s{0,8}(?:之?前|以前|止|到期|截止|届满)")
# A longer sentence is read in parts: what stands before a date is looked through again for each date.
_SENTENCE = re.compile(r"[^。；;！!\n]{1,1000}")
# A day without a year is this year's, or last year's when it would lie further ahead than this.
_AHEAD_MOST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A date in a text; `day` is None when there is no such day."""

    words: str
    day: date | None
    ahead: bool
    done: bool
    acted: bool


def named_days(text: str, today: date) -> Iterator[NamedDay]:
    """Every date that a text names in figures, in its order."""
    plain = half_width(text)
    for sentence in _SENTENCE.finditer(plain):
        clauses = re.split(r"[,，]", sentence.group())
        for clause in clauses:
            for match in _DATE.finditer(clause):
                before = clause[: match.start()]
                ahead = bool(_AHEAD.search(before)) or _AFTER.match(clause, match.end()) is not None
                done = bool(_DONE.search(clause)) and not ahead
                acted = done and _ACTED.search(clause) is not None
                yield NamedDay(match.group(), _day(match, today), ahead, done, acted)


def _day(match: re.Match[str], today: date) -> date | None:
    month, day = (int(match[name] or match[f"iso_{name}"]) for name in ("month", "day"))
    year = match["year"] or match["iso"]
    try:
        if year:
            return date(int(year), month, day)
        near = date(today.year, month, day)
        return near if near - today <= _AHEAD_MOST else date(today.year - 1, month, day)
    except ValueError:
        return None
