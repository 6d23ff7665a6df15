"""Shifts and the people on them, and what is wrong with a roster: gaps, double bookings, too short rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.rules.shared.worded import Worded


class Duty(Worded):
    """What a person does on a shift. A leader (带班领导) is reached by phone and may stand on shifts in a row."""

    OPERATOR = "operator", "值班员"
    LEAD = "shift-lead", "班组长"
    LEADER = "leader", "带班领导"


class ProblemKind(Worded):
    """What can be wrong with a roster."""

    GAP = "gap", "无人值班"
    DOUBLE = "double", "重复排班"
    SHORT_REST = "short-rest", "休息不足"


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A person on a shift. `instead_of` is the person whose place was taken, empty where nobody's was.

    Whoever is `on_call` (备班) does not sit at the desk: the lead of a whole day, for instance.
    """

    name: str
    duty: Duty
    instead_of: str = ""
    on_call: bool = False

    @property
    def is_seated(self) -> bool:
        """Whether the person sits at the desk."""
        return self.duty is not Duty.LEADER and not self.on_call


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift [starts_at, ends_at) with its people in the order of the roster.

    `day` is the day it belongs to: a night from 24:00 to 8:00 belongs to the day before.
    """

    name: str
    day: date
    starts_at: datetime
    ends_at: datetime
    people: tuple[OnDuty, ...] = ()

    def named(self, duty: Duty) -> tuple[str, ...]:
        """The names of those with this duty."""
        return tuple(one.name for one in self.people if one.duty is duty)

    @property
    def seated(self) -> tuple[str, ...]:
        """The names of those who sit at the desk, each once: only they cover it, and only they need rest."""
        return tuple(dict.fromkeys(one.name for one in self.people if one.is_seated))


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """What is wrong from when until when; `who` is empty for a gap."""

    kind: ProblemKind
    since: datetime
    until: datetime
    who: str = ""


def problems(
    shifts: Iterable[Shift], *, since: datetime, until: datetime, least_rest: timedelta
) -> tuple[RosterProblem, ...]:
    """What is wrong within [since, until), by time; shifts that reach beyond it count for rests and doubles.

    A gap is time without a seated person; two shifts of one person that overlap are a double booking; less than
    `least_rest` between the end of one and the start of the next is too short a rest.
    """
    ordered = sorted(shifts, key=lambda shift: (shift.starts_at, shift.ends_at))
    found = [*_gaps(ordered, since, until), *_of_people(ordered, since, until, least_rest)]
    return tuple(sorted(found, key=lambda one: (one.since, one.until, one.kind, one.who)))


def _gaps(ordered: Sequence[Shift], since: datetime, until: datetime) -> Iterable[RosterProblem]:
    covered = since
    for shift in ordered:
        if not shift.seated or shift.ends_at <= covered:
            continue
        if shift.starts_at >= until:
            break
        if shift.starts_at > covered:
            yield RosterProblem(ProblemKind.GAP, covered, shift.starts_at)
        covered = shift.ends_at
    if covered < until:
        yield RosterProblem(ProblemKind.GAP, covered, until)


def _of_people(
    ordered: Sequence[Shift], since: datetime, until: datetime, least_rest: timedelta
) -> Iterable[RosterProblem]:
    """Double bookings and short rests: each shift against those of the same person before it."""
    last: dict[str, datetime] = {}
    for shift in ordered:
        for name in shift.seated:
            before = last.get(name)
            last[name] = max(shift.ends_at, before or shift.ends_at)
            if before is None:
                continue
            if shift.starts_at < before:
                overlap = RosterProblem(ProblemKind.DOUBLE, shift.starts_at, min(before, shift.ends_at), name)
                if overlap.since < until and overlap.until > since:
                    yield overlap
            elif shift.starts_at - before < least_rest and since <= shift.starts_at < until:
                yield RosterProblem(ProblemKind.SHORT_REST, before, shift.starts_at, name)


def at(shifts: Iterable[Shift], moment: datetime) -> tuple[Shift, ...]:
    """The shifts that run at a moment, by their start."""
    running = (shift for shift in shifts if shift.starts_at <= moment < shift.ends_at)
    return tuple(sorted(running, key=lambda shift: (shift.starts_at, shift.name)))


def following(shifts: Iterable[Shift], moment: datetime) -> tuple[Shift, ...]:
    """The seated shifts that begin next after a moment, all of the same start."""
    coming = sorted((one for one in shifts if one.starts_at > moment and one.seated), key=lambda one: one.starts_at)
    return tuple(one for one in coming if one.starts_at == coming[0].starts_at)


def shift_of(shifts: Iterable[Shift], who: str, moment: datetime) -> str | None:
    """The name of the shift on which a person is at a moment; empty where others are, None where nobody is.

    Whoever is named twice is on the shift at which they sit.
    """
    running = at(shifts, moment)
    own = [(not one.is_seated, shift.name) for shift in running for one in shift.people if one.name == who]
    if own:
        return min(own)[1]
    return "" if any(shift.people for shift in running) else None


def stand_in(shift: Shift, *, away: str, instead: str) -> Shift | None:
    """The shift with `instead` in the place of `away`; None when `away` is not on it, or `instead` is already.

    Whoever came in for somebody and is replaced in turn is not kept: `instead_of` names the person of the roster.
    """
    if away == instead or any(one.name == instead for one in shift.people):
        return None
    if all(one.name != away for one in shift.people):
        return None
    people = tuple(_replaced(one, instead) if one.name == away else one for one in shift.people)
    return replace(shift, people=people)


def _replaced(one: OnDuty, instead: str) -> OnDuty:
    planned = one.instead_of or one.name
    return replace(one, name=instead, instead_of="" if planned == instead else planned)


def swap(first: Shift, one: str, second: Shift, other: str) -> tuple[Shift, Shift] | None:
    """Both shifts with `one` and `other` exchanged; None when one is not on theirs or already on the other's."""
    exchanged = stand_in(first, away=one, instead=other), stand_in(second, away=other, instead=one)
    return None if exchanged[0] is None or exchanged[1] is None else (exchanged[0], exchanged[1])


def hours(shifts: Iterable[Shift]) -> dict[str, timedelta]:
    """How long each person sits at the desk, by name."""
    found: dict[str, timedelta] = {}
    for shift in shifts:
        for name in shift.seated:
            found[name] = found.get(name, timedelta()) + (shift.ends_at - shift.starts_at)
    return found
