"""Records of mass events: the event, its tickets, wordings, notices and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.event.states import EventPaper, EventState, MemberOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event to be opened."""

    title: str
    merchant_id: int | None
    warning_id: int | None
    opened_at: datetime
    opened_by: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event; `result` is what it ended with."""

    id: int
    title: str
    state: EventState
    merchant_id: int | None
    warning_id: int | None
    opened_at: datetime
    opened_by: str
    ended_at: datetime | None
    ended_by: str
    result: str
    version: int


class EventChange(TypedDict, total=False):
    """The changeable columns of an event."""

    title: str
    state: EventState
    ended_at: datetime | None
    ended_by: str
    result: str


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A ticket of an event; `left_at` is when it was taken out."""

    id: int
    event_id: int
    ticket_id: int
    origin: MemberOrigin
    joined_at: datetime
    joined_by: str
    left_at: datetime | None
    left_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordingRecord:
    """One version of the shared wording; an empty text takes the one before back."""

    id: int
    event_id: int
    number: int
    text: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """Somebody who was told."""

    event_id: int
    at: datetime
    whom: str
    channel: str
    said: str
    told_by: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """Whom, when, how, what and by whom; `withdrawn_at` of one that was recorded by mistake."""

    id: int
    event_id: int
    at: datetime
    whom: str
    channel: str
    said: str
    told_by: str
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    version: int


class NoticeChange(TypedDict, total=False):
    """The changeable columns of a notice."""

    withdrawn_at: datetime | None
    withdrawn_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEventPaper:
    """A paper as it is handed out."""

    event_id: int
    kind: EventPaper
    number: int
    file: str
    content: bytes
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class EventPaperRecord:
    """One paper without its content."""

    id: int
    event_id: int
    kind: EventPaper
    number: int
    file: str
    sha256: str
    made_at: datetime
    made_by: str
