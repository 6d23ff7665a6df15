"""The platform's own times of a ticket: they decide, and those of this desk stand beside them.

The platform's export tells when a ticket was signed for, when its caller was first contacted, when feedback was given
and when it was closed. Each such time takes the place of the desk's own as soon as it is told; the names of the told
ones stand in the column `platform_times`. What the desk did itself keeps its own time (`desk_signed_at` and so on).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

# The deciding time → the desk's own beside it; the desk gives no feedback to the platform itself.
DESK_TIMES: Mapping[str, str] = {
    "signed_at": "desk_signed_at",
    "first_contact_at": "desk_contact_at",
    "closed_at": "desk_closed_at",
}
PLATFORM_TIMES = (*DESK_TIMES, "feedback_at")
# What the source of a sign-for time says when a file told it.
FROM_FILE = "平台导出"
# Clocks of two offices differ a little.
AHEAD_AT_MOST = timedelta(minutes=5)


class HasTimes(Protocol):
    """Anything with the columns of a ticket by name."""

    @property
    def platform_times(self) -> str:
        """The names of the times that the platform told, apart by blanks."""

    def value(self, name: str) -> object:
        """The value of a column."""


def is_told(platform_times: str, name: str) -> bool:
    """Whether the platform told this time."""
    return name in platform_times.split()


def with_told(platform_times: str, *names: str) -> str:
    """The names of the told times with some more."""
    return " ".join(sorted({*platform_times.split(), *names}))


def without_told(platform_times: str, *names: str) -> str:
    """The names of the told times without some."""
    return " ".join(sorted({*platform_times.split()} - {*names}))


def desk_time(ticket: HasTimes, name: str) -> datetime | None:
    """The desk's own time beside a deciding one; before a ticket was told anything, the deciding one is the desk's."""
    own = ticket.value(DESK_TIMES[name])
    if own is None and not is_told(ticket.platform_times, name):
        own = ticket.value(name)
    return own if isinstance(own, datetime) else None


def why_impossible(at: datetime, *, dispatched_at: datetime, estimated: bool, now: datetime) -> str:
    """Why a told time cannot be true, else an empty text; an estimated dispatch contradicts nothing."""
    if at > now + AHEAD_AT_MOST:
        return "晚于现在"
    if at < dispatched_at and not estimated:
        return "早于派单时间"
    return ""
