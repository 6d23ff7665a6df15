"""Reads the month's hinges: the closing list of a period, what begins today, the clocks of rankings, the badge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.closing.lines import count_of, lines_of
from app.desk.closing.ranking import clocks_of
from app.desk.closing.rows import ClosingView
from app.desk.exclusion import reads as exclusion_reads
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.closing.days import closing_days, hinge_words, hinges_of, running_period
from app.rules.closing.ranking import ClockStand, RankingClock
from app.rules.figures.period_text import read_period
from app.rules.figures.periods import ANY_CYCLE, Period, PeriodKind, PeriodRules, period_of, previous_of

# The rankings of so many ended periods are watched.
_WATCHED = 2


def closing(desk: Desk, *, period: str = "") -> ClosingView:
    """The closing list of a period (`assess:2026-11`), of the running one without a name.

    Raises:
        Refused: the name is no assessment period (field "period").

    """
    now = desk.now()
    with desk.register.reading() as stores:
        versions = book_in(stores).periods
        running = running_period(local_day(now), versions)
        chosen = running if not period else _assessment(period, versions)
        uses = exclusion_reads.used_meanwhile(stores, now)
        hinges = hinges_of(local_day(now), versions)
        return ClosingView(
            now=now,
            period=chosen,
            running=running,
            lines=lines_of(stores, chosen, now),
            hinges=hinges,
            begins=tuple(hinge_words(one, catalogue_of=uses) for one in hinges),
            catalogue_of=uses,
            clocks=watched_clocks(stores, running, now),
        )


def watched_clocks(stores: Stores, running: Period, now: datetime) -> tuple[RankingClock, ...]:
    """The clocks of the rankings of the periods before the running one, oldest first.

    A period in which no ticket was received has no ranking that concerns this desk; of the older ones only those are
    shown that somebody began and did not end.
    """
    found: list[RankingClock] = []
    versions, period = book_in(stores).periods, running
    for turn in range(_WATCHED):
        period = previous_of(period, versions)
        clocks = clocks_of(stores, period, now) if stores.closing.has_tickets(period.start, period.end) else ()
        done = {ClockStand.DONE, ClockStand.DONE_LATE}
        if turn and (all(one.stand in done for one in clocks) or not any(one.stand in done for one in clocks)):
            continue
        found = [*clocks, *found]
    return tuple(found)


def badge(stores: Stores, now: datetime) -> int:
    """The number beside the page: on the last days of a period its lines, on all days rankings that are late."""
    running = running_period(local_day(now), book_in(stores).periods)
    late = sum(one.stand is ClockStand.LATE for one in watched_clocks(stores, running, now))
    return late + (count_of(stores, running, now) if local_day(now) in closing_days(running) else 0)


def _assessment(text: str, versions: Sequence[PeriodRules]) -> Period:
    written = text if ":" in text else f"{PeriodKind.ASSESSMENT}:{text}"
    name = read_period(written, ANY_CYCLE)
    if name.kind is not PeriodKind.ASSESSMENT:
        raise Refused(f"“{text}”不是考核期", field="period", hint="请写成 assess:2026-11")
    return period_of(name, versions)
