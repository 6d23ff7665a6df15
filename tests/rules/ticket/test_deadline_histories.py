"""Whole histories of tickets under changing rules against a walker that goes minute by minute.

The walker shares no code with app.rules: it knows which Beijing day a minute lies in, which days are worked, and
asks of every clock which rules hold for it. A few hundred histories in every run; ten thousand by

    pytest -m soak tests/rules/ticket/test_deadline_histories.py
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.clock import SHANGHAI
from app.rules.law.calendar import Calendar, CalendarEnds, YearTable
from app.rules.law.clock_rules import CalendarMode, ClockRules, DayCounting, LevelRules, Limit, RuleBook, load_rules
from app.rules.law.clocks import TimeClass, Urgency
from app.rules.law.urgency import UrgencyLevel
from app.rules.ticket.deadlines import (
    Facts,
    callback_due,
    first_contact_due,
    handling_due,
    report_due,
    return_due,
    ruled_by,
    sign_due,
)
from app.rules.ticket.states import TicketStatus
from tests.support.levels import EXTRA, EXTRA_LEVEL, GENERAL, GENERAL_LEVEL, URGENT, URGENT_LEVEL
from tests.support.searching import examples

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
START = datetime(2026, 11, 2, tzinfo=SHANGHAI)
CHANGED = START + timedelta(days=30)
SHIPPED = load_rules().versions[0]


@dataclass(frozen=True)
class History:
    """What happened to one ticket, and the two versions of the rules around it."""

    facts: Facts
    old: ClockRules
    new: ClockRules
    open_too: bool
    worked: frozenset[date]
    calendar: Calendar


def calendars() -> st.SearchStrategy[tuple[frozenset[date], Calendar]]:
    """Some weekdays off and some weekend days worked, over the turn of the year 2026 to 2027."""

    def build(chosen: set[int], known: bool) -> tuple[frozenset[date], Calendar]:
        days = [date(2026, 10, 1) + n * DAY for n in range(190)]
        odd = {days[n] for n in chosen}
        worked = frozenset(day for day in days if (day.weekday() < 5) != (day in odd))
        years = range(2026, 2028 if known else 2027)
        tables = {
            year: YearTable(
                year,
                frozenset(day for day in odd if day.year == year and day.weekday() < 5),
                frozenset(day for day in odd if day.year == year and day.weekday() >= 5),
            )
            for year in years
        }
        return frozenset(day for day in worked if day.year in tables), Calendar(tables)

    return st.builds(build, st.sets(st.integers(0, 189), max_size=40), st.booleans())


spans = st.integers(1, 4000).map(lambda n: Limit(span=n * MINUTE))
limits = spans | st.integers(1, 8).map(lambda n: Limit(days=n)) | st.integers(1, 6).map(lambda n: Limit(working_days=n))
minutes = st.integers(1, 3000).map(lambda n: n * MINUTE)
levels = st.sampled_from([(URGENT_LEVEL, GENERAL_LEVEL), (EXTRA_LEVEL, URGENT_LEVEL, GENERAL_LEVEL)])
CODES = (EXTRA, URGENT, GENERAL)


def numbers_of(level: UrgencyLevel) -> st.SearchStrategy[LevelRules]:
    """Any numbers of one level."""
    return st.builds(
        lambda sign, contact, answer, callback, report: LevelRules(
            level, sign, (("overdue", sign),), contact, timedelta(minutes=3), answer, callback, report
        ),
        minutes, minutes, limits, limits, limits,
    )  # fmt: skip


versions = st.builds(
    lambda by_level, handling, counting, mode: replace(
        SHIPPED, by_level=by_level, handling=handling, day_counting=counting, calendar_mode=mode
    ),
    levels.flatmap(lambda found: st.fixed_dictionaries({level.code: numbers_of(level) for level in found})),
    st.fixed_dictionaries(dict.fromkeys(TimeClass, limits)),
    st.sampled_from(DayCounting),
    st.sampled_from(CalendarMode),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    dispatched = START + draw(st.integers(0, 60 * 24 * 60)) * MINUTE
    later = st.none() | st.integers(0, 8 * 24 * 60).map(lambda n: dispatched + n * MINUTE)
    made = CHANGED + draw(st.integers(0, 1439)) * MINUTE
    wait = draw(st.integers(0, 5))
    closed = draw(later)
    old, new = draw(versions), draw(versions)
    new = replace(new, effective_from=made.date() + wait * DAY, made_at=made)
    open_too = wait == 0 and draw(st.booleans())
    was_open = dispatched < made and (closed is None or closed > made)
    worked, calendar = draw(calendars())
    facts = Facts(
        urgency=draw(st.sampled_from(CODES)),
        time_class=draw(st.sampled_from(TimeClass)),
        dispatched_at=dispatched,
        imported_deadline=draw(st.none() | st.just(dispatched + timedelta(days=3))),
        signed_at=draw(later),
        first_contact_at=draw(later),
        closed_at=closed,
        status=TicketStatus.HANDLING if closed is None else TicketStatus.CLOSED,
        ruled_at=made if open_too and was_open else None,
        callback_since=draw(later),
        return_sent_at=draw(later),
    )
    return History(facts, old, new, open_too, worked, calendar)


# The walker.


def in_force(history: History, ended: datetime | None) -> ClockRules:
    """The version for one clock, by asking each minute's owner: the dispatch, or the change of open tickets."""
    dispatched, made = history.facts.dispatched_at, history.new.made_at
    assert made is not None
    begins = max(made, datetime.combine(history.new.effective_from, datetime.min.time(), tzinfo=SHANGHAI))
    still_open = history.facts.closed_at is None or history.facts.closed_at > made
    if dispatched >= begins or (history.open_too and still_open and (ended is None or ended > made)):
        return history.new
    return history.old


def walk(history: History, start: datetime, limit: Limit, *, working: bool, counting: DayCounting) -> datetime | None:
    """Goes on minute by minute until the limit is used up; None where a day is not in the calendar."""
    n = limit.days or limit.working_days
    if not n:
        return start + sum((MINUTE for _ in range(limit.span // MINUTE)), timedelta())
    if counting is DayCounting.EXACT:
        return walk_minutes(history, start, n, working=working)
    return walk_days(history, start, n, working=working, own_day=counting is DayCounting.DISPATCH_DAY_IS_1)


def walk_minutes(history: History, start: datetime, n: int, *, working: bool) -> datetime | None:
    at, left = start, n * 24 * 60
    while left:
        counts = counted(history, at.date(), working=working)
        if counts is None:
            return None
        left -= counts
        at += MINUTE
    return at


def walk_days(history: History, start: datetime, n: int, *, working: bool, own_day: bool) -> datetime | None:
    at, today = start, start.date()
    used = counted(history, today, working=working) if own_day else 0
    while used is not None:
        at += MINUTE
        if at.date() == today:
            continue
        if used == n:
            return at.replace(hour=0, minute=0)
        today = at.date()
        counts = counted(history, today, working=working)
        used = None if counts is None else used + counts
    return None


def counted(history: History, day: date, *, working: bool) -> bool | None:
    if not working:
        return True
    return day in history.worked if day.year in history.calendar.years else None


def numbers(rules: ClockRules, urgency: Urgency) -> LevelRules:
    """The numbers of a level; where the version does not have it, those of the first, the most urgent."""
    return dict(rules.by_level).get(urgency, next(iter(rules.by_level.values())))


def walked(history: History) -> dict[str, datetime | None]:
    facts = history.facts
    dispatched, civil = facts.dispatched_at, DayCounting.CIVIL_CODE
    rules = in_force(history, facts.closed_at)
    level = numbers(rules, facts.urgency)
    limit = rules.handling[facts.time_class]
    working = bool(limit.working_days) or rules.calendar_mode is CalendarMode.WORKING
    sign = Limit(span=numbers(in_force(history, facts.signed_at), facts.urgency).sign_limit)
    contact = Limit(span=numbers(in_force(history, facts.first_contact_at), facts.urgency).first_contact_limit)
    due = facts.imported_deadline or walk(history, dispatched, limit, working=working, counting=rules.day_counting)

    def plainly(start: datetime | None, limit: Limit | None) -> datetime | None:
        if start is None or limit is None:
            return None
        return walk(history, start, limit, working=bool(limit.working_days), counting=civil)

    return {
        "sign": plainly(dispatched, sign),
        "first-contact": plainly(dispatched, contact),
        "handling": due,
        "callback": plainly(facts.callback_since, level.callback),
        "return": plainly(facts.return_sent_at, level.return_answer),
        "report": plainly(due, level.report),
    }


def computed(history: History) -> dict[str, datetime | None]:
    facts, calendar = history.facts, history.calendar
    book = RuleBook((history.old,)).with_versions([history.new])

    def rules(ended: datetime | None) -> ClockRules:
        return book.in_force(ruled_by(facts, ended))

    def asked(due: object, *arguments: object) -> datetime | None:
        try:
            return due(*arguments)  # type: ignore[operator,no-any-return]  # each is a function of the rules
        except CalendarEnds:
            return None

    handling = rules(facts.closed_at)
    return {
        "sign": sign_due(facts, rules(facts.signed_at)),
        "first-contact": first_contact_due(facts, rules(facts.first_contact_at)),
        "handling": asked(handling_due, facts, handling, calendar),
        "callback": asked(callback_due, facts, handling, calendar),
        "return": asked(return_due, facts, handling, calendar),
        "report": asked(report_due, facts, handling, calendar),
    }


@settings(deadline=None, max_examples=examples(200))
@given(histories())
def test_every_clock_of_a_history_ends_where_the_walker_says(history: History) -> None:
    assert computed(history) == walked(history)


@pytest.mark.soak
@settings(deadline=None, max_examples=10_000)
@given(histories())
def test_ten_thousand_histories_end_where_the_walker_says(history: History) -> None:
    assert computed(history) == walked(history)
