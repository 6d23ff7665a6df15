"""The callback sheet for an operator: the ticket, its place in the order, and the phrases to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.base.clock import local_day, local_midnight
from app.base.resources import resource_toml
from app.desk.shared.context import Desk
from app.desk.survey import forms as survey_forms
from app.desk.survey import pilot as survey_pilot
from app.desk.survey.pilot import Pilot, Proof, promises_of
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.models.queue.store import conditions_of
from app.rules.contact.reach import may_be_unreachable
from app.rules.journal import JournalVerb
from app.rules.survey.callback_order import Place, Promised
from app.rules.survey.form import SurveyForm
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True)
class CallbackProgress:
    """How the callbacks stand: today's, the order of those who wait, and the proof of the assessment period."""

    called_today: int
    unreachable_today: int
    waiting: int
    pilot: Pilot
    proof: Proof


@dataclass(frozen=True, slots=True)
class CallbackSheet:
    """Everything the form shows before and during a call; `place` is None for a ticket that is asked once more."""

    detail: TicketDetail
    numbers: tuple[str, ...]
    phrases: tuple[str, ...]
    promises: tuple[Promised, ...]
    form: SurveyForm
    place: Place | None
    progress: CallbackProgress
    next_ticket_id: int | None
    may_give_up: bool
    missing: tuple[str, ...]


def sheet(desk: Desk, *, ticket_id: int) -> CallbackSheet:
    """The sheet for one ticket; numbers are masked and dialled by their place in the list."""
    detail = ticket_reads.detail(desk, ticket_id=ticket_id)
    attempts = [(row.at, row.outcome) for row in detail.attempts]
    verdict = may_be_unreachable(attempts, desk.rules_for(detail.row.dispatched_at), desk.now())
    pilot = survey_pilot.pilot(desk)
    with desk.register.reading() as stores:
        promises = promises_of(stores, ticket_id)
    return CallbackSheet(
        detail=detail,
        numbers=detail.phones,
        phrases=_phrases(detail),
        promises=promises,
        form=survey_forms.in_force(desk),
        place=pilot.place_of(ticket_id),
        progress=_progress(desk, pilot),
        next_ticket_id=pilot.next_ticket((ticket_id,)),
        may_give_up=verdict.allowed,
        missing=tuple(verdict.missing),
    )


def progress(desk: Desk) -> CallbackProgress:
    """How the callbacks stand now."""
    return _progress(desk, survey_pilot.pilot(desk))


def _progress(desk: Desk, pilot: Pilot) -> CallbackProgress:
    today = local_day(desk.now())
    start, end = local_midnight(today), local_midnight(today + timedelta(days=1))
    with desk.register.reading() as stores:
        called = {survey.ticket_id for survey in stores.surveys.rated_between(start, end) if survey.valid}
        given_up = sum(1 for row in stores.journal.between(start, end) if row.verb == JournalVerb.UNREACHABLE)
        waiting = stores.queues.count(conditions_of(statuses=(TicketStatus.TO_CALL_BACK,), only_open=True))
    return CallbackProgress(
        called_today=len(called),
        unreachable_today=given_up,
        waiting=waiting,
        pilot=pilot,
        proof=survey_pilot.proof(desk),
    )


def _phrases(detail: TicketDetail) -> tuple[str, ...]:
    """What to say: the opening, the question on the matter, the close, with the ticket's own words."""
    phrases = resource_toml("phrases.toml")["callback"]
    words = {"title": detail.row.title, "unit": detail.row.unit or "承办单位"}
    return tuple(str(phrase).format(**words) for phrase in phrases["lines"])
