"""The content of a cockpit card: the part of its ring that is left, its tone, its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import TicketRow
from app.rules.shared.time_left import Level, time_left, used_fraction

_TONES = {Level.LATE: "red", Level.SOON: "red", Level.TODAY: "amber", Level.RUNNING: "amber", Level.DONE: "green"}
_HOUR = 3600
_TAIL = 4
STEPS = 360  # distinct steps of the ring


@dataclass(frozen=True, slots=True)
class CardWords:
    """The content of one card at one second; equal ones look the same. `left` counts from 0 to STEPS."""

    ring: str
    left: int
    tone: str
    title: str
    number: str
    urgency: str
    icon: str
    spoken: str


def card_words(row: TicketRow, place: int, now: datetime) -> CardWords:
    """The words of a ticket in the n-th place: "02:20" in the ring, "119分" above an hour, "超5分" when late."""
    due = row.sign_due_at
    left = time_left(due, now, row.dispatched_at)
    late = left.level is Level.LATE
    level = row.level
    left_text = left.text if late else f"剩 {left.text}"
    return CardWords(
        ring=_late(left.text) if late else _ring(due, now, left.text),
        left=0 if late else round(STEPS * (1 - used_fraction(row.dispatched_at, due, now))),
        tone=_TONES[left.level],
        title=row.title,
        number=short_number(row.number),
        urgency=level.word,
        icon="triangle-alert" if late else level.icon.value,
        spoken=f"{place}，{level.word}，{row.title}，{row.number}，{left_text}，"
        + ("超时签收须写原因" if late else "签收"),
    )


def short_number(number: str) -> str:
    """The end of a number, by which people distinguish tickets: "…4417"."""
    return number if len(number) <= _TAIL + 1 else f"…{number[-_TAIL:]}"


def _ring(due: datetime | None, now: datetime, text: str) -> str:
    seconds = (due - now).total_seconds() if due is not None else 0
    return text if seconds < _HOUR else f"{seconds / 60:.0f}分"


def _late(text: str) -> str:
    return "超时" if text == "刚刚超时" else text.replace("已", "").replace(" ", "")
