"""Whom a round goes to next: an unanswered one is urged again and rises from the office's head to the leader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HEAD, LEADER = 0, 2
URGE_LEVEL_WORDS = {HEAD: "科室负责人", LEADER: "分管领导"}
AGAIN_MINUTES, TRIES = "urge_again_minutes", "urge_tries"
# The leader is urged so often about one slot; then the next slot of the day goes on.
_LEADER_TRIES = 2
_REPLY_WITHIN = timedelta(hours=2)
_REPLY_AGAIN_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class UrgeLaw:
    """How long a unit may stay silent, and how often its head is urged before the leader is [default, settings]."""

    wait: timedelta = timedelta(minutes=15)
    tries: int = 2


def next_level(level: int, tries: int, law: UrgeLaw) -> int | None:
    """The level of the next urge after `tries` unanswered ones on `level`; None when nobody higher is left."""
    if level < LEADER:
        return level if tries < law.tries else LEADER
    return LEADER if tries < _LEADER_TRIES else None


def reply_by(now: datetime, deadlines: Iterable[datetime | None], *, again: bool) -> datetime:
    """By when the unit is asked to answer: two hours, half an hour when urged again, never past the next deadline."""
    wanted = now + (_REPLY_AGAIN_WITHIN if again else _REPLY_WITHIN)
    coming = [at for at in deadlines if at is not None and at > now]
    return min([wanted, *coming])


@dataclass(frozen=True, slots=True)
class PastRound:
    """What the figures need of one round: when it was sent and answered, and what became of its promise."""

    unit: str
    sent_at: datetime | None
    answered_at: datetime | None
    promised: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of one unit.

    `rounds_to_answer` is the mean of sent rounds up to an answer, `minutes` the median from sending to the answer; both
    None without an answer.
    """

    unit: str
    rounds: int
    sent: int
    answered: int
    rounds_to_answer: float | None
    minutes: int | None
    promises: int
    broken: int


def figures_of(rounds: Iterable[PastRound]) -> tuple[UnitFigures, ...]:
    """The figures by unit of rounds in time order: those that answer least come first."""
    by_unit: dict[str, list[PastRound]] = {}
    for one in rounds:
        by_unit.setdefault(one.unit, []).append(one)
    found = [_of_unit(unit, own) for unit, own in by_unit.items()]
    return tuple(sorted(found, key=lambda unit: (unit.answered - unit.sent, unit.unit)))


def _of_unit(unit: str, own: list[PastRound]) -> UnitFigures:
    needed: list[int] = []
    minutes: list[int] = []
    waiting = 0
    for one in own:
        waiting += one.sent_at is not None
        if one.answered_at is None:
            continue
        needed.append(max(waiting, 1))
        waiting = 0
        if one.sent_at is not None:
            minutes.append(max(0, int((one.answered_at - one.sent_at).total_seconds()) // 60))
    return UnitFigures(
        unit=unit,
        rounds=len(own),
        sent=sum(one.sent_at is not None for one in own),
        answered=sum(one.answered_at is not None for one in own),
        rounds_to_answer=round(sum(needed) / len(needed), 1) if needed else None,
        minutes=sorted(minutes)[len(minutes) // 2] if minutes else None,
        promises=sum(one.promised for one in own),
        broken=sum(one.broken for one in own),
    )
