"""Whom to report to and to urge by the shift that runs: the leader on duty first, then the directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.rules.escalation.targets import Reach, Scope, Target, choose, office_people
from app.rules.roster.shifts import Duty, Shift
from app.rules.shared.folding import squeeze

_FIRST, _LEADER_LEVEL = 1, 2


def offered(
    targets: Sequence[Target], shifts: Iterable[Shift], *, level: int, street: str, unit: str, at: datetime
) -> tuple[Target, ...]:
    """The people of this level for a ticket: the leader on duty, then those of the directory as `choose` puts them.

    On the first level the leads of the running shifts stand before the directory's lines by roster. Phone, duty and
    channel of those on duty come from the directory, where it knows the name; nobody is named twice.
    """
    running = tuple(shifts)
    lines = choose(targets, level=level, street=street, unit=unit, at=at)
    leads = _on_duty(targets, running, Duty.LEAD, level) if level == _FIRST else ()
    own = [line for line in lines if line.scope is not Scope.ROSTER]
    rest = [line for line in lines if line.scope is Scope.ROSTER]
    found: dict[str, Target] = {}
    for line in (*_on_duty(targets, running, Duty.LEADER, level), *own, *leads, *rest):
        found.setdefault(squeeze(line.name), line)
    return tuple(found.values())


def urged(
    targets: Sequence[Target], shifts: Iterable[Shift], *, level: int, unit: str, at: datetime
) -> tuple[Reach, ...]:
    """Whom to urge about a unit's tickets: of equally fitting people, those whose shift runs come first.

    Above the offices the leader on duty stands before all others.
    """
    running = tuple(shifts)
    present = {squeeze(one.name) for shift in running for one in shift.people}
    found = office_people(targets, level=level, unit=unit, at=at)
    if level >= _LEADER_LEVEL:
        leaders = _on_duty(targets, running, Duty.LEADER, level)
        ahead = [Reach(one.name, one.phone, one.duty, one.channel, level, one.note) for one in leaders]
        names = {squeeze(one.name) for one in ahead}
        return (*ahead, *(one for one in found if squeeze(one.name) not in names))
    groups = list(dict.fromkeys(one.why for one in found))
    return tuple(sorted(found, key=lambda one: (groups.index(one.why), squeeze(one.name) not in present)))


def _on_duty(targets: Sequence[Target], shifts: Iterable[Shift], duty: Duty, level: int) -> tuple[Target, ...]:
    """The people of this duty on the shifts as lines of the directory."""
    names = dict.fromkeys(name for shift in shifts for name in shift.named(duty))
    return tuple(_line(targets, name, duty, level) for name in names)


def _line(targets: Sequence[Target], name: str, duty: Duty, level: int) -> Target:
    known = next((one for one in targets if squeeze(one.name) == squeeze(name)), None)
    line = Target(level, Scope.ROSTER, "", name, note=duty.word)
    if known is None:
        return line
    return replace(line, phone=known.phone, duty=known.duty, channel=known.channel)
