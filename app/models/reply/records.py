"""Replies as the register keeps them, one row a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.reply.states import ReplyState


@dataclass(frozen=True, slots=True)
class SendBack:
    """One sending back: its coded reasons, the reviewer's text, by whom and when."""

    codes: tuple[str, ...]
    text: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Overruling:
    """Why a mark of the reply check was overruled, by whom and when."""

    reason: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """The reply of one round; `overruled` is by the key of the mark."""

    id: int
    ticket_id: int
    round: int
    state: ReplyState
    fields: Mapping[str, str]
    writer: str
    written_at: datetime
    submitted_at: datetime | None
    reviewer: str
    reviewed_at: datetime | None
    reasons: tuple[SendBack, ...]
    overruled: Mapping[str, Overruling]
    sent_at: datetime | None
    text_hash: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReply:
    """A reply to be added; its round is counted by the store."""

    ticket_id: int
    state: ReplyState
    fields: Mapping[str, str]
    writer: str = ""
    written_at: datetime
    submitted_at: datetime | None = None
    reasons: tuple[SendBack, ...] = ()
    overruled: Mapping[str, Overruling]
    text_hash: str = ""


class ReplyChange(TypedDict, total=False):
    """The changeable columns of a reply."""

    state: ReplyState
    fields: Mapping[str, str]
    writer: str
    written_at: datetime
    submitted_at: datetime | None
    reviewer: str
    reviewed_at: datetime
    reasons: tuple[SendBack, ...]
    overruled: Mapping[str, Overruling]
    sent_at: datetime
    text_hash: str


@dataclass(frozen=True, slots=True)
class WaitingReplyRecord:
    """A ticket under review and its last reply; the reply's columns are None without a reply."""

    ticket_id: int
    number: str
    title: str
    content: str
    street: str
    unit: str
    deadline_at: datetime | None
    round: int | None
    writer: str | None
    submitted_at: datetime | None
    version: int | None
