"""How a duty stands: what was done, what was not, what is still open, and the state that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.obligation.duties import Duty
from app.rules.shared.worded import Worded


class DutyState(Worded):
    """The state of a duty over a time, the worst last."""

    KEPT = "kept", "守约"
    AT_RISK = "at-risk", "有风险"
    BROKEN = "broken", "违约"


class Ended(Worded):
    """How a matter that was owed ended: done too late, not done, or still open before its clock ends."""

    LATE = "late", "超时"
    MISSED = "missed", "未做"
    OPEN = "open", "未到期"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that was owed and not done in time, or is still open.

    `key` names it for ever ("ticket:17", "paper:monthly|month:2026-11|"), `at` is the moment that puts it into its
    month, `due_at` the end of its clock. `number` is that of its ticket, `words` name anything else.
    """

    key: str
    at: datetime
    ended: Ended
    reason: str
    due_at: datetime | None = None
    ticket_id: int | None = None
    number: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """What a list shows: the ticket's number, else the words."""
        return self.number or self.words


@dataclass(frozen=True, slots=True)
class Count:
    """One duty over a time: how many were done, what was not, the tickets that were counted, what proves it.

    `aside` counts what belongs neither to the numerator nor to the denominator, by its name in commands.
    """

    done: int = 0
    matters: tuple[Matter, ...] = ()
    tickets: tuple[int, ...] = ()
    proof: tuple[str, ...] = ()
    aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Matter, ...]:
        """What was late or missed."""
        return tuple(one for one in self.matters if one.ended is not Ended.OPEN)

    @property
    def open(self) -> tuple[Matter, ...]:
        """What is still to be done, the first to end first."""
        found = (one for one in self.matters if one.ended is Ended.OPEN)
        return tuple(sorted(found, key=lambda one: one.due_at or one.at))

    @property
    def of(self) -> int:
        """How many were owed so far: done, late and missed."""
        return self.done + len(self.findings)

    @property
    def next_at(self) -> datetime | None:
        """When the next clock ends; None without one."""
        return next((one.due_at for one in self.open if one.due_at is not None), None)


def state_of(duty: Duty, count: Count, now: datetime) -> DutyState:
    """The state: broken below the least share; at risk with a finding above it, or while a clock is about to end."""
    if count.findings:
        return DutyState.BROKEN if count.done * 100 < duty.least * count.of else DutyState.AT_RISK
    ends = count.next_at
    return DutyState.AT_RISK if ends is not None and ends - now <= duty.warn else DutyState.KEPT


def summed(counts: Sequence[Count]) -> Count:
    """Counts of several times as one."""
    aside: dict[str, int] = {}
    for count in counts:
        for name, number in count.aside.items():
            aside[name] = aside.get(name, 0) + number
    return Count(
        done=sum(count.done for count in counts),
        matters=tuple(one for count in counts for one in count.matters),
        tickets=tuple(ticket for count in counts for ticket in count.tickets),
        proof=tuple(words for count in counts for words in count.proof),
        aside=aside,
    )
