"""The sheet for an office (发科室表): what it may fill in, how that is read, and what it may not change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.shared.folding import says_nothing, squeeze, whole_characters
from app.rules.shared.times import BadTime, read_time

NUMBER = "工单编号"
LOCKED = ("序号", NUMBER, "标题", "主要内容", "街乡镇", "派单时间", "办理到期", "联系情况")
CONTACTED_AT, HANDLED, REPLY, SOLVED = "联系时间", "办理情况", "答复", "是否解决"
FILLED = (CONTACTED_AT, HANDLED, REPLY, SOLVED)
HEADINGS = (*LOCKED, *FILLED)
SOLVED_CHOICES = ("解决", "部分解决", "未解决")
CODE = re.compile(r"KSB-[0-9]{8}-[0-9]{3,}")
TEXT_LIMIT = 2000
_SOLVED = {
    **dict.fromkeys(("解决", "已解决", "是"), "解决"),
    **dict.fromkeys(("部分解决", "部分"), "部分解决"),
    **dict.fromkeys(("未解决", "没有解决", "没解决", "否"), "未解决"),
}
# The clock of an office's PC may be a little ahead of this one.
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Filled:
    """What an office filled in for one ticket; None and "" where it left a cell blank."""

    contacted_at: datetime | None = None
    handled: str = ""
    reply: str = ""
    solved: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return self == Filled()

    @property
    def said(self) -> str:
        """What the office said in one line, for the round of urging."""
        return " ".join((self.handled or self.reply or self.solved or "已联系诉求人").split())[:60]


@dataclass(frozen=True)
class BadCell(Exception):
    """Why a row cannot be taken, at which of its columns."""

    column: str
    value: str
    reason: str


def read_filled(cells: Mapping[str, object], *, now: datetime, dispatched_at: datetime) -> Filled:
    """Reads the four cells of a row.

    Raises:
        BadCell: a time that is none, that is to come or before the dispatch; an answer or a text that cannot be taken.

    """
    return Filled(
        contacted_at=_contacted(cells.get(CONTACTED_AT), now, dispatched_at),
        handled=_text(HANDLED, cells.get(HANDLED)),
        reply=_text(REPLY, cells.get(REPLY)),
        solved=_solved(cells.get(SOLVED)),
    )


def changed_cell(printed: Mapping[str, str], returned: Mapping[str, str]) -> BadCell | None:
    """The first cell that an office must not change and did; None when all are as they were printed.

    Blanks and line breaks do not count: programs for sheets change them on their own.
    """
    for heading in LOCKED[1:]:
        if heading in returned and squeeze(returned[heading]) != squeeze(printed.get(heading, "")):
            was = printed.get(heading, "") or "（空）"
            return BadCell(heading, returned[heading], f"“{heading}”不能改，原为“{was[:40]}”")
    return None


def _contacted(value: object, now: datetime, dispatched_at: datetime) -> datetime | None:
    shown = _shown(value)
    if value is None or says_nothing(shown):
        return None
    try:
        at = read_time(value, now=now)
    except BadTime as error:
        raise BadCell(CONTACTED_AT, shown, str(error)) from error
    if at is None:
        return None
    if at > now + _AHEAD:
        raise BadCell(CONTACTED_AT, shown, "联系时间晚于现在，请核对")
    if at < dispatched_at:
        raise BadCell(CONTACTED_AT, shown, "联系时间早于派单时间，请核对")
    return at.replace(microsecond=0)


def _text(column: str, value: object) -> str:
    text = whole_characters(_shown(value)).strip()
    if says_nothing(text):
        return ""
    if len(text) > TEXT_LIMIT:
        raise BadCell(column, text[:20], f"超过 {TEXT_LIMIT} 字，请缩短")
    if text.startswith("#") and text.rstrip("!?").isupper():
        raise BadCell(column, text, "单元格是公式错误，请改成文字")
    return text


def _solved(value: object) -> str:
    text = squeeze(_shown(value))
    if says_nothing(text) and text != "否":
        return ""
    if text not in _SOLVED:
        raise BadCell(SOLVED, text, "请填 解决、部分解决 或 未解决")
    return _SOLVED[text]


def _shown(value: object) -> str:
    return "" if value is None else str(value).strip()
