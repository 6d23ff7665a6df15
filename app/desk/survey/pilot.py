"""The callback pilot: whom to call next and why, and the progress of the callbacks of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.desk.figures import reads as figures_reads
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.register.stores import Stores
from app.models.survey.callback_records import StandingPromise, WaitingTicket
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import LevelBook, UrgencyLevel, governed_from
from app.rules.promise.states import PromiseKind
from app.rules.shared.masking import mask_text
from app.rules.survey.callback_order import Caller, CallState, Place, Promised, order, shift_end
from app.rules.survey.proof import ProofState, proof_state
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One caller in the calling order: the ticket's list row, and its place with the reasons."""

    ticket_id: int
    number: str
    title: str
    unit: str
    street: str
    level: UrgencyLevel
    deadline_at: datetime | None
    calls: int
    place: Place


@dataclass(frozen=True, slots=True)
class Pilot:
    """The whole order at one moment; `shift_end` is when the shift on duty ends."""

    at: datetime
    shift_end: datetime
    rows: tuple[PilotRow, ...]

    def counts(self) -> dict[CallState, int]:
        """The number of callers in each state."""
        counted = dict.fromkeys(CallState, 0)
        for row in self.rows:
            counted[row.place.state] += 1
        return counted

    def next_ticket(self, but_not: Collection[int] = ()) -> int | None:
        """The ticket to call now; None when nobody is to be called now. Those the rule lets go come last."""
        ready = (CallState.NOW, CallState.GIVE_UP)
        found = (row.ticket_id for row in self.rows if row.place.state in ready and row.ticket_id not in but_not)
        return next(found, None)

    @property
    def next_at(self) -> datetime | None:
        """When the next caller can be dialled; None when somebody can be now, or nobody waits."""
        counts = self.counts()
        if counts[CallState.NOW] or counts[CallState.GIVE_UP]:
            return None
        return min((row.place.call_at for row in self.rows), default=None)

    def place_of(self, ticket_id: int) -> Place | None:
        """A ticket's place; None when it does not wait."""
        return next((row.place for row in self.rows if row.ticket_id == ticket_id), None)


@dataclass(frozen=True, slots=True)
class Proof:
    """The callback states of the tickets of a period: the ids by state, in the order of dispatch."""

    window: Window
    ids: Mapping[ProofState, tuple[int, ...]]

    def count(self, *states: ProofState) -> int:
        """The number of tickets in these states; all of them without a state."""
        return sum(len(self.ids[state]) for state in states or tuple(ProofState))

    @property
    def due(self) -> int:
        """The tickets whose caller is to be called by now: all but those still in handling."""
        return self.count() - self.count(ProofState.NOT_YET)

    @property
    def proven(self) -> int:
        """The tickets whose caller answered, or was given up by the rule."""
        return self.count(ProofState.REACHED, ProofState.EXHAUSTED)


def pilot(desk: Desk) -> Pilot:
    """Every ticket that waits for its callback, in the order in which to call."""
    now = desk.now()
    with desk.register.reading() as stores:
        waiting = {ticket.id: ticket for ticket in stores.callbacks.waiting()}
        callers = _callers(stores, waiting, desk.levels)
    places = order(callers.values(), desk.rules_for(now), now)
    rows = (_row(waiting[place.ticket_id], callers[place.ticket_id], place, desk.levels) for place in places)
    return Pilot(now, shift_end(now), tuple(rows))


def next_to_call(desk: Desk, *, but_not: Collection[int] = ()) -> int | None:
    """The ticket to call now, but none of `but_not`; None when nobody is to be called now."""
    return pilot(desk).next_ticket(but_not)


def this_period(desk: Desk) -> Window:
    """The assessment period that runs now."""
    return figures_reads.assessment(desk)


def proof(desk: Desk, window: Window | None = None) -> Proof:
    """How the callbacks of the tickets dispatched in a period stand; of the assessment period without one.

    Left out are the backlog and returned tickets.
    """
    which = window or this_period(desk)
    found: dict[ProofState, list[int]] = {state: [] for state in ProofState}
    with desk.register.reading() as stores:
        for ticket in stores.callbacks.standing(which.start, which.end):
            status = TicketStatus(ticket.status)
            answered, exhausted = ticket.answered is not None, ticket.exhausted is not None
            state = proof_state(status, answered=answered, exhausted=exhausted, calls=ticket.calls)
            found[state].append(ticket.id)
    return Proof(which, {state: tuple(ids) for state, ids in found.items()})


def promises_of(stores: Stores, ticket_id: int) -> tuple[Promised, ...]:
    """The confirmed promises of one ticket that still stand."""
    return tuple(_promised(promise) for promise in stores.callbacks.promises(ticket_id))


def _callers(stores: Stores, waiting: Mapping[int, WaitingTicket], levels: LevelBook) -> dict[int, Caller]:
    promises: defaultdict[int, list[Promised]] = defaultdict(list)
    attempts: defaultdict[int, list[tuple[datetime, AttemptOutcome]]] = defaultdict(list)
    for promise in stores.callbacks.promises():
        promises[promise.ticket_id].append(_promised(promise))
    for attempt in stores.callbacks.attempts():
        attempts[attempt.ticket_id].append((attempt.at, attempt.outcome))
    return {
        ticket_id: Caller(
            ticket_id=ticket_id,
            due_at=ticket.deadline_at,
            since=ticket.callback_since or ticket.dispatched_at,
            rank=_level(ticket, levels).rank,
            promises=tuple(promises[ticket_id]),
            attempts=tuple(attempts[ticket_id]),
        )
        for ticket_id, ticket in waiting.items()
    }


def _promised(promise: StandingPromise) -> Promised:
    return Promised(promise.due_at, mask_text(promise.said), promise.kind is PromiseKind.CALL)


def _level(ticket: WaitingTicket, levels: LevelBook) -> UrgencyLevel:
    return levels.of(Urgency(ticket.urgency), governed_from(ticket.dispatched_at, ticket.ruled_at))


def _row(ticket: WaitingTicket, caller: Caller, place: Place, levels: LevelBook) -> PilotRow:
    return PilotRow(
        ticket_id=ticket.id,
        number=ticket.number,
        title=mask_text(title_of(ticket)),
        unit=mask_text(ticket.unit),
        street=mask_text(ticket.street),
        level=_level(ticket, levels),
        deadline_at=caller.due_at,
        calls=len(caller.attempts),
        place=place,
    )
