"""The frozen rows of early warning: a warning as it is judged, as it is listed, and its card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.models.warning.records import JudgedTicket
from app.rules.warning.closing_words import Signal
from app.rules.warning.levels import Why
from app.rules.warning.states import Subject, WarningLevel, WarningState


@dataclass(frozen=True, slots=True)
class NameLine:
    """A written name of the merchant with its tickets and where it stands; `doubtful` names belong by a proposal."""

    text: str
    tickets: int
    merchant_id: int
    source: str = ""
    doubtful: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket of a case with the signal words of its text."""

    ticket: JudgedTicket
    signals: tuple[Signal, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class FoundWarning:
    """A warning as it is judged at a moment; `keys` are all under which it may have been raised before."""

    subject: Subject
    key: str
    keys: tuple[str, ...]
    name: str
    names: tuple[NameLine, ...]
    level: WarningLevel
    raised_at: datetime
    why: Why
    tickets: tuple[TicketLine, ...]
    callers: int
    words: tuple[str, ...]
    merchant_id: int | None = None
    trade: str = ""
    places: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def first_at(self) -> datetime | None:
        """When its first ticket came."""
        return self.tickets[0].ticket.received_at if self.tickets else None

    @property
    def last_at(self) -> datetime | None:
        """When its last ticket came."""
        return self.tickets[-1].ticket.received_at if self.tickets else None


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One line of the list. `id` is None for one that was never raised: judged for a past moment only."""

    id: int | None
    subject: Subject
    name: str
    names: tuple[str, ...]
    level: WarningLevel
    raised_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    ticket_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    callers: int
    words: tuple[str, ...]
    why: Why
    department: str
    state: WarningState
    merchant_id: int | None = None
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    follow_up_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class CardTicket:
    """A ticket on the card; texts are masked."""

    id: int
    number: str
    title: str
    caller: str
    words: tuple[str, ...]
    received_at: datetime
    status: str
    is_open: bool
    deadline_at: datetime | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When the case is looked at again, by whom, and what came of it; `answer` is empty while it is open."""

    task_id: int
    title: str
    due_at: datetime | None
    who: str
    answer: str
    done_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one warning, as its page and its letter show it; personal data is masked."""

    row: WarningRow
    names: tuple[NameLine, ...]
    trade: str
    places: tuple[str, ...]
    phones: tuple[str, ...]
    words: Mapping[str, int]
    not_counted: Mapping[tuple[str, str], int]
    sums: tuple[int, int]
    promised: tuple[str, ...]
    days: tuple[tuple[date, int], ...]
    tickets: tuple[CardTicket, ...]
    follow_ups: tuple[FollowUp, ...]
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    rules_since: date | None = None
    proposals: tuple[tuple[int, int], ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Overview:
    """The open warnings, the ended ones of the last 90 days, and how many of those 90 days were false."""

    rows: tuple[WarningRow, ...]
    raised: int
    noise: int
    proposals: int

    @property
    def noise_share(self) -> int | None:
        """The share of false warnings in per cent, rounded; None without any."""
        return round(100 * self.noise / self.raised) if self.raised else None
