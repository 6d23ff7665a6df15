"""The texts of a row: its clock, its chips, its second line, and the sentence for screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import TicketRow
from app.rules.law.clocks import ClockName
from app.rules.shared.time_left import Level, time_left, used_fraction
from app.rules.ticket.states import OPEN_STATUSES, STATUS_WORDS, TicketStatus
from app.ui.kit.words import moment

TONES = {
    Level.LATE: "red",
    Level.SOON: "red",
    Level.TODAY: "amber",
    Level.RUNNING: "blue",
    Level.DONE: "green",
}
STATUS_TONES = {
    TicketStatus.TO_SIGN: "red",
    TicketStatus.HANDLING: "blue",
    TicketStatus.TO_REVIEW: "amber",
    TicketStatus.TO_CALL_BACK: "green",
    TicketStatus.RETURNING: "neutral",
    TicketStatus.RETURNED: "neutral",
    TicketStatus.CLOSED: "neutral",
}
_SHORT_CLOCKS = {
    ClockName.SIGN: "签收",
    ClockName.FIRST_CONTACT: "联系",
    ClockName.HANDLING: "办理",
    ClockName.DEADLINE: "办理",
}


@dataclass(frozen=True, slots=True)
class RowClock:
    """The clock cell: figure, word, tone, and the used share of the time (None: no bar)."""

    text: str
    word: str
    tone: str
    used: float | None


def row_clock(row: TicketRow, now: datetime) -> RowClock:
    """The clock cell of a row at `now`."""
    if row.next_due_at is None or row.next_clock is None:
        if row.closed_at is not None:
            return RowClock(moment(row.closed_at, now), "办结", "neutral", None)
        if row.backlog and row.deadline_at is not None:
            return RowClock(time_left(row.deadline_at, now).text, "办理", "neutral", None)
        return RowClock("—", "", "neutral", None)
    left = time_left(row.next_due_at, now, row.next_from)
    word = _SHORT_CLOCKS.get(row.next_clock, "提醒")
    if left.level is Level.LATE and row.next_clock in {ClockName.HANDLING, ClockName.DEADLINE}:
        word = "超期"
    if row.backlog:
        return RowClock(left.text, word, "neutral", None)
    return RowClock(left.text, word, TONES[left.level], used_fraction(row.next_from, row.next_due_at, now))


def status_chip(row: TicketRow, now: datetime) -> tuple[str, str]:
    """Word and tone of the state chip; a ticket being handled past its deadline reads 已超期."""
    if row.backlog and row.status in OPEN_STATUSES:
        return STATUS_WORDS[row.status], "neutral"
    if row.status is TicketStatus.HANDLING and row.deadline_at is not None and now >= row.deadline_at:
        return "已超期", "red"
    return STATUS_WORDS[row.status], STATUS_TONES[row.status]


def urgency_chip(row: TicketRow) -> tuple[str, str, str]:
    """Word, tone and icon of the urgency chip."""
    level = row.level
    return level.word, level.tone.value, level.icon.value


def second_line(row: TicketRow, *, with_number: bool) -> str:
    """The second line: merchant · street; at narrow widths the number comes first."""
    parts = (row.number, row.street or row.merchant) if with_number else (row.merchant, row.street)
    return " · ".join(part for part in parts if part)


def accessible_text(row: TicketRow, now: datetime) -> str:
    """The row in the words of a screen reader: 紧急 热线-… 标题 待签收 签收 剩 03:12."""
    clock = row_clock(row, now)
    state, _ = status_chip(row, now)
    parts = (
        row.level.word,
        row.number,
        row.title,
        state,
        _left_words(clock),
        row.merchant,
        row.street,
        row.unit,
    )
    return " ".join(part for part in parts if part and part != "—")


def _left_words(clock: RowClock) -> str:
    """签收 剩 03:12, 办理 今日 24:00 到期, 已超 2 时, 办结 11-20 17:30."""
    if clock.text.startswith(("已超", "刚刚")):
        return clock.text
    if clock.tone == "neutral":
        return f"{clock.word} {clock.text}".strip()
    if clock.text.startswith("今日"):
        return f"{clock.word} {clock.text} 到期"
    return f"{clock.word} 剩 {clock.text}"
