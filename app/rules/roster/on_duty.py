"""Who is on duty at a moment, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.rules.roster.shifts import RosterProblem


@dataclass(frozen=True, slots=True)
class OnDutyNow:
    """Who is on duty by the roster, until when, and who comes next at what time; nothing of it where nobody is.

    `problems` are those of the next days, said ahead.
    """

    shift: str = ""
    until: datetime | None = None
    seated: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    next_at: datetime | None = None
    next_seated: tuple[str, ...] = ()
    problems: tuple[RosterProblem, ...] = ()


NOBODY = OnDutyNow()
