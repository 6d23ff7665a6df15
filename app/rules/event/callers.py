"""The callers of an event: tickets with a common phone number are one caller's; each is called one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.rules.shared.worded import Worded


class CallState(Worded):
    """How far the calls to one caller are; a contact is recorded for each ticket by itself."""

    TO_CALL = "to-call", "待联系"
    TRIED = "tried", "未接通"
    PART = "part", "部分工单已记"
    DONE = "done", "已联系"
    NO_NUMBER = "no-number", "未留号码"
    CLOSED = "closed", "均已办结"


@dataclass(frozen=True, slots=True)
class Called:
    """A ticket as its caller is found by: its numbers, and the calls recorded for it since the event began.

    `reached_at` is when its caller was reached, `tried_at` the last call that was not answered.
    """

    ticket_id: int
    phones: tuple[str, ...]
    is_open: bool
    calls: int = 0
    reached_at: datetime | None = None
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller with the tickets in the order in which they came in; `next_id` is the ticket to record a call for.

    It is None when every open ticket has a call that reached the caller. CLOSED is a caller who was not reached,
    and all of whose tickets are closed.
    """

    tickets: tuple[Called, ...]
    phones: tuple[str, ...]
    state: CallState
    next_id: int | None

    @property
    def calls(self) -> int:
        """How many calls are recorded for its tickets."""
        return sum(one.calls for one in self.tickets)

    @property
    def last_at(self) -> datetime | None:
        """When the last of them was."""
        times = [at for one in self.tickets for at in (one.reached_at, one.tried_at) if at is not None]
        return max(times, default=None)


def callers_of(tickets: Sequence[Called]) -> tuple[Caller, ...]:
    """The callers in the order of their first tickets, those who need no call last.

    A ticket without a number is a caller of its own.
    """
    leader: dict[int, int] = {}
    by_phone: dict[str, int] = {}

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for place, one in enumerate(tickets):
        leader[place] = place
        for phone in one.phones:
            other = lead(by_phone.setdefault(phone, place))
            own = lead(place)
            leader[max(own, other)] = min(own, other)
    groups: dict[int, list[Called]] = {}
    for place, one in enumerate(tickets):
        groups.setdefault(lead(place), []).append(one)
    found = [_caller(tuple(groups[key])) for key in sorted(groups)]
    return tuple(sorted(found, key=_needs_no_call))


def _needs_no_call(caller: Caller) -> bool:
    return caller.state is CallState.CLOSED


def _caller(tickets: tuple[Called, ...]) -> Caller:
    phones = tuple(dict.fromkeys(phone for one in tickets for phone in one.phones))
    waiting = [one for one in tickets if one.is_open and one.reached_at is None]
    reached = any(one.reached_at is not None for one in tickets)
    if not waiting:
        state = CallState.DONE if reached else CallState.CLOSED
    elif not phones:
        state = CallState.NO_NUMBER
    elif reached:
        state = CallState.PART
    else:
        state = CallState.TRIED if any(one.calls for one in tickets) else CallState.TO_CALL
    return Caller(tickets, phones, state, waiting[0].ticket_id if waiting else None)
