"""Frozen rows of urge rounds; numbers are masked, titles are free of the caller's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk.ticket.row import title_of
from app.models.shared.writing import values_of
from app.models.urge.records import RoundRecord, RoundTicketRecord
from app.rules.escalation.states import ReportChannel
from app.rules.escalation.targets import Reach
from app.rules.shared.masking import mask_phone, mask_text
from app.rules.ticket.states import TicketStatus
from app.rules.urge.states import OPEN_STATES, URGED_STATUSES
from app.rules.urge.steps import UnitFigures
from app.rules.urge.texts import NO_UNIT, without_name


@dataclass(frozen=True, slots=True)
class UrgeTicketRow:
    """One ticket of a round and what the unit said of it; `is_live` while the unit still has to act in it."""

    ticket_id: int
    number: str
    title: str
    street: str
    status: TicketStatus
    deadline_at: datetime | None
    is_contacted: bool
    is_live: bool
    answered_at: datetime | None
    answer: str
    promised_at: datetime | None


@dataclass(frozen=True, slots=True)
class UrgeRow(RoundRecord):
    """One round of urging one unit as it is shown, with its tickets."""

    tickets: tuple[UrgeTicketRow, ...]

    @property
    def unit_words(self) -> str:
        """The unit, or 尚未派单."""
        return self.unit or NO_UNIT

    @property
    def is_open(self) -> bool:
        """Whether the round still waits to be sent or answered."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Board:
    """The rounds of one turn, the newest of each unit: from a slot of the series up to the next one.

    `turns` are the beginnings of all turns of the last days, oldest first; `begin` is the one shown, None without any.
    """

    begin: datetime | None
    turns: tuple[datetime, ...]
    rows: tuple[UrgeRow, ...]


@dataclass(frozen=True, slots=True)
class UrgeBrief:
    """What stands beside a round: its texts by channel, whom it can go to, the rounds before it, the unit's figures.

    `today` counts the unit's rounds of that day up to this one; `answers` are the unit's latest answers of the month.
    """

    round_id: int
    texts: Mapping[ReportChannel, str]
    people: tuple[Reach, ...]
    past: tuple[UrgeRow, ...]
    figures: UnitFigures | None
    today: int


@dataclass(frozen=True, slots=True)
class SentTexts:
    """The rounds that were sent, and their texts in one piece, ready to paste."""

    ids: tuple[int, ...]
    text: str


def urge_row(row: RoundRecord, tickets: Sequence[RoundTicketRecord]) -> UrgeRow:
    """One round with its tickets."""
    shown = replace(
        row,
        unit=mask_text(row.unit),
        to_phone="、".join(mask_phone(one) for one in row.to_phone.split("、") if one),
        text=mask_text(row.text),
        answer=mask_text(row.answer),
        note=mask_text(row.note),
    )
    values: dict[str, Any] = values_of(shown)
    return UrgeRow(**values, tickets=tuple(ticket_row(one, row.unit) for one in tickets))


def ticket_row(row: RoundTicketRecord, unit: str) -> UrgeTicketRow:
    """One ticket of a round of this unit."""
    return UrgeTicketRow(
        ticket_id=row.ticket_id,
        number=row.number,
        title=without_name(title_of(row), row.caller),
        street=mask_text(row.street),
        status=row.status,
        deadline_at=row.deadline_at,
        is_contacted=row.first_contact_at is not None,
        is_live=is_live(row, unit),
        answered_at=row.answered_at,
        answer=mask_text(row.answer),
        promised_at=row.promised_at,
    )


def is_live(row: RoundTicketRecord, unit: str) -> bool:
    """Whether this unit still has to act in the ticket."""
    return row.is_open and row.status in URGED_STATUSES and row.unit == unit
