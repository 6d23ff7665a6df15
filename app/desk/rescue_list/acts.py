"""Sends tickets of the rescue list as an urging round; closed ones are taken up again first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.ticket.records import the_ticket
from app.desk.ticket.undo import Act, image, undo_of_act
from app.desk.urge import acts as urge_acts
from app.models.register.stores import Stores
from app.models.ticket.images import ROUNDS, Image, changes_between
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import OPEN_STATUSES, TicketStatus

CHANGES = Change.TICKETS | Change.REMINDERS | Change.ESCALATIONS | Change.URGES | Change.JOURNAL
_WORD = "挽回催办"


@dataclass(frozen=True, slots=True)
class Urged:
    """What was sent: the rounds, how many tickets they ask for, how many of them were taken up again, how many not."""

    round_ids: tuple[int, ...]
    tickets: int
    reworked: int
    left_out: int


def urge(desk: Desk, *, person: Person, ticket_ids: Sequence[int], reason: str = "") -> Outcome[Urged]:
    """Opens an urging round now for each unit of these tickets, in one transaction.

    A ticket that was called back and whose handling has ended goes back into handling first (二次办理), for `reason`.
    Tickets that wait for this desk, not for their unit, are left out.

    Raises:
        Refused: no unit has to act in any of them, or one is to be taken up again and no reason is given ("reason").

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        ended = [one for one in ticket_ids if _has_ended(stores, one)]
        if ended:
            require(person, Action.CONTACT)
        before = image(stores, ticket_ids)
        for ticket_id in ended:
            survey_acts.rework_within(desk, stores, person, ticket_id, reason)
        groups = urge_acts.by_unit(stores.urges.open_tickets((), ticket_ids)) if ticket_ids else {}
        if not groups:
            raise Refused("所选工单都不在承办单位手中，不能催办", hint="待审核、待回访的由本台办理")
        before = {**urge_acts.image_of_units(stores, tuple(groups)), **before}
        ids = urge_acts.open_rounds(desk, stores, person, groups)
        asked_for = sum(map(len, groups.values()))
        urged = Urged(ids, asked_for, len(ended), len(ticket_ids) - asked_for)
        undo = _undo(desk, stores, person, before, ticket_ids, ids)
    return Outcome(CHANGES, urged, _message(urged), undo)


def _has_ended(stores: Stores, ticket_id: int) -> bool:
    """Whether a ticket is closed, and may be taken up again."""
    ticket = the_ticket(stores, ticket_id)
    status = TicketStatus(ticket.status)
    return status not in OPEN_STATUSES and not TICKET_FLOW.refusal(status, TicketVerb.REWORK)


def _undo(
    desk: Desk, stores: Stores, person: Person, before: Image, ticket_ids: Sequence[int], round_ids: Sequence[int]
) -> Undo:
    rounds = sorted({*round_ids, *(number for table, number in before if table == ROUNDS)})
    after = {**stores.images.of_rounds(rounds), **stores.images.take(ticket_ids)}
    act = Act(_WORD, tuple(ticket_ids), changes_between(before, after), stores.journal.last_id(), CHANGES)
    return undo_of_act(desk, person, act, f"{_WORD} {len(ticket_ids)} 件")


def _message(urged: Urged) -> str:
    words = f"已备好 {len(urged.round_ids)} 个单位 {urged.tickets} 件的催办"
    if urged.reworked:
        words += f"，其中 {urged.reworked} 件已转二次办理"
    return f"{words}；{urged.left_out} 件由本台办理，未催" if urged.left_out else words
