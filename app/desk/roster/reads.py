"""Reads the roster: a span of time with its problems, who is on duty now, and what is wrong soon."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.base.clock import local_midnight
from app.base.settings import BY_NAME
from app.desk.roster.rows import RosterLine, RosterView, ShiftRow, shift_row
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.roster.on_duty import OnDutyNow
from app.rules.roster.shifts import Duty, ProblemKind, RosterProblem, Shift, at, following, problems

LOOKED_AHEAD, SAID_AHEAD = timedelta(days=60), timedelta(days=7)
_LEAST_REST = "least_rest_hours"
# Shifts that begin or end so far outside a span still count for its rests and double bookings.
_MARGIN = timedelta(days=3)
_NEXT_WITHIN = timedelta(days=2)


def days(desk: Desk, *, first: date, last: date) -> RosterView:
    """The shifts that touch the days first…last, and what is wrong within them."""
    return between(desk, since=local_midnight(first), until=local_midnight(last + timedelta(days=1)))


def between(desk: Desk, *, since: datetime, until: datetime) -> RosterView:
    """The shifts that touch [since, until), and what is wrong within it."""
    with desk.register.reading() as stores:
        rows = tuple(map(shift_row, stores.roster.between(since, until)))
        return RosterView(rows, problems_of(stores, since, until))


def lines(desk: Desk, *, first: date, last: date) -> list[RosterLine]:
    """Shifts and gaps of the days first…last as lines, by time; each shift with what is wrong with its people.

    Nothing while there is no roster at all.
    """
    with desk.register.reading() as stores:
        if stores.roster.last_day() is None:
            return []
    view = days(desk, first=first, last=last)
    found = [RosterLine(f"gap:{one.since}", one.since, one.until, None, (one,)) for one in view.problems if not one.who]
    for row in view.shifts:
        names = {one.name for one in row.people}
        wrong = tuple(one for one in view.problems if one.who in names and _touches(one, row))
        found.append(RosterLine(str(row.id), row.starts_at, row.ends_at, row, wrong))
    return sorted(found, key=lambda line: (line.since, line.until))


def _touches(problem: RosterProblem, row: ShiftRow) -> bool:
    """Whether a double booking overlaps the shift, or a short rest ends with its start."""
    if problem.kind is ProblemKind.SHORT_REST:
        return problem.until == row.starts_at
    return problem.since < row.ends_at and problem.until > row.starts_at


def shifts_at(stores: Stores, moment: datetime) -> tuple[Shift, ...]:
    """The shifts that run at a moment."""
    return at((row.shift for row in stores.roster.between(moment, moment + timedelta(seconds=1))), moment)


def duty_now(stores: Stores, now: datetime) -> OnDutyNow:
    """Who is on duty now, and who comes next within two days."""
    shifts = [row.shift for row in stores.roster.between(now, now + _NEXT_WITHIN)]
    running, coming = at(shifts, now), following(shifts, now)
    return OnDutyNow(
        shift="、".join(dict.fromkeys(shift.name for shift in running if shift.seated)),
        until=min((shift.ends_at for shift in running if shift.seated), default=None),
        seated=tuple(dict.fromkeys(name for shift in running for name in shift.seated)),
        present=tuple(dict.fromkeys(one.name for shift in running for one in shift.people)),
        leaders=tuple(dict.fromkeys(name for shift in running for name in shift.named(Duty.LEADER))),
        next_at=coming[0].starts_at if coming else None,
        next_seated=tuple(dict.fromkeys(name for shift in coming for name in shift.seated)),
        problems=problems_soon(stores, now),
    )


def shifts_in(desk: Desk, *, since: datetime, until: datetime) -> tuple[Shift, ...]:
    """The shifts that touch [since, until)."""
    with desk.register.reading() as stores:
        return tuple(row.shift for row in stores.roster.between(since, until))


def soon(desk: Desk) -> tuple[RosterProblem, ...]:
    """What is wrong in the next 60 days and begins within 7; nothing while there is no roster at all.

    Days behind the last one of the roster are gaps too: a roster that runs out is said a week ahead.
    """
    with desk.register.reading() as stores:
        return problems_soon(stores, desk.now())


def problems_soon(stores: Stores, now: datetime) -> tuple[RosterProblem, ...]:
    """As `soon`, within an open read."""
    if stores.roster.last_day() is None:
        return ()
    found = problems_of(stores, now, now + LOOKED_AHEAD)
    return tuple(one for one in found if one.since < now + SAID_AHEAD)


def problems_of(stores: Stores, since: datetime, until: datetime) -> tuple[RosterProblem, ...]:
    """What is wrong within [since, until)."""
    shifts = [row.shift for row in stores.roster.between(since - _MARGIN, until + _MARGIN)]
    hours = stores.keep.settings().get(_LEAST_REST, BY_NAME[_LEAST_REST].default)
    return problems(shifts, since=since, until=until, least_rest=timedelta(hours=int(hours)))
