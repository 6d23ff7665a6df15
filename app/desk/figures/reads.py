"""The figures of a period and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day
from app.desk.escalation.rows import EscalationRow, escalation_row
from app.desk.figures.events import EventFigures, events_in
from app.desk.figures.settings import book_in
from app.desk.finding.rows import FindingRow, finding_rows
from app.desk.reminder.rows import ReminderRow, reminder_row
from app.desk.returns.rows import ReturnRow, return_row
from app.desk.shared.context import Desk
from app.models.contact.records import AttemptOfTicket
from app.models.figures.period import LoggedTicket
from app.models.survey.records import RatedSurvey, SurveyRecord
from app.rules.figures.periods import PeriodKind, period_at
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import LevelBook, UrgencyLevel
from app.rules.reminder.states import ReminderState
from app.rules.survey.states import Solved
from app.rules.survey.validity import counts_as_contacted, counts_as_mostly, counts_as_satisfied, counts_as_solved

__all__ = ["LoggedTicket"]


@dataclass(frozen=True, slots=True)
class Window:
    """A period: from `start` up to but without `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a period by their own moments. `rates` are over the tickets called back in it, not received.

    `by_level` counts the tickets dispatched in it by their level of urgency, the most urgent first.
    """

    dispatched: int
    by_level: tuple[tuple[UrgencyLevel, int], ...]
    closed: int
    attempts: int
    surveys: int
    rates: Row
    reminders: Mapping[ReminderState, int]
    escalations_second_level: int
    events: EventFigures


def of_period(desk: Desk, window: Window) -> PeriodFigures:
    """The figures of a period."""
    start, end = window.start, window.end
    with desk.register.reading() as stores:
        counts = stores.period.counts(start, end)
        weights = book_in(stores).on(local_day(end - timedelta.resolution)).weights
        urgencies = stores.period.urgencies(start, end)
        surveys = stores.surveys.rated_between(start, end)
        escalations = stores.escalations.between(start, end)
        events = events_in(stores, start, end, desk.now())
        slots = stores.period.reminder_counts(start, end)
        attempts = stores.contacts.count_between(start, end)
    return PeriodFigures(
        dispatched=counts.dispatched,
        by_level=_by_level(desk.levels, end, urgencies),
        closed=counts.closed,
        attempts=attempts,
        surveys=len(surveys),
        rates=_asked_rates(surveys, weights),
        reminders={state: slots.get(state, 0) for state in ReminderState},
        escalations_second_level=sum(1 for row in escalations if row.level > 1),
        events=events,
    )


def assessment(desk: Desk) -> Window:
    """The assessment period that runs now, under the settings in force at its end."""
    with desk.register.reading() as stores:
        period = period_at(PeriodKind.ASSESSMENT, desk.now(), book_in(stores).periods)
    return Window(period.start, period.end)


def _by_level(book: LevelBook, end: datetime, counts: Mapping[Urgency, int]) -> tuple[tuple[UrgencyLevel, int], ...]:
    """The levels in force at the end of the period or used within it, with their counts."""
    levels = {level.code: level for level in book.in_force(end - timedelta.resolution)}
    for code in counts:
        levels.setdefault(code, book.known(code))
    ranked = sorted(levels.items(), key=lambda item: (item[1].rank, item[0]))
    return tuple((level, counts.get(code, 0)) for code, level in ranked)


def _asked_rates(surveys: Iterable[RatedSurvey], weights: Weights) -> Row:
    """What was answered in the period, by the last valid survey of each ticket, whenever it was received."""
    last = {survey.ticket_id: survey for survey in surveys if survey.valid}
    answers = list(last.values())
    counted = Counted(
        valid=len(answers),
        contacted=sum(counts_as_contacted(survey.contacted) for survey in answers),
        solved=sum(counts_as_solved(survey.solved) for survey in answers),
        partly=sum(survey.solved is Solved.PARTLY for survey in answers),
        satisfied=sum(counts_as_satisfied(survey.satisfied) for survey in answers),
        mostly=sum(counts_as_mostly(survey.satisfied) for survey in answers),
    )
    return Row("", counted, weights)


def ticket_flow(desk: Desk, window: Window) -> Iterator[LoggedTicket]:
    """Tickets dispatched or worked on in the period, streamed."""
    with desk.register.reading() as stores:
        yield from stores.period.tickets(window.start, window.end)


def sign_flow(desk: Desk, window: Window) -> Iterator[LoggedTicket]:
    """Tickets signed for in the period, streamed."""
    with desk.register.reading() as stores:
        yield from stores.period.signed(window.start, window.end)


def survey_flow(desk: Desk, window: Window) -> list[SurveyRecord]:
    """Surveys of the period."""
    with desk.register.reading() as stores:
        return stores.surveys.between(window.start, window.end)


def attempt_flow(desk: Desk, window: Window) -> list[AttemptOfTicket]:
    """Calls of the period with their tickets."""
    with desk.register.reading() as stores:
        return stores.contacts.between(window.start, window.end)


def finding_flow(desk: Desk, window: Window) -> list[FindingRow]:
    """Findings made or decided in the period."""
    with desk.register.reading() as stores:
        return finding_rows(stores, stores.findings.between(window.start, window.end))


def return_flow(desk: Desk, window: Window) -> list[ReturnRow]:
    """Returns that were registered, sent or decided in the period."""
    with desk.register.reading() as stores:
        return [return_row(row) for row in stores.returns.between(window.start, window.end)]


def escalation_flow(desk: Desk, window: Window) -> list[EscalationRow]:
    """Escalations opened in the period."""
    with desk.register.reading() as stores:
        return [escalation_row(row) for row in stores.escalations.between(window.start, window.end)]


def reminder_flow(desk: Desk, window: Window) -> Iterator[ReminderRow]:
    """Slots planned in the period, in time order."""
    with desk.register.reading() as stores:
        for row in stores.reminders.ledger(window.start, window.end, None, ()):
            yield reminder_row(row, desk.levels)
