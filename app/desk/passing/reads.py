"""Reads buck-passing cases: the list, and the brief for the report of one."""

from __future__ import annotations

from app.desk.passing.facts import facts_of_ticket, hops_of
from app.desk.passing.records import the_case
from app.desk.passing.rows import PassingBrief, PassingRow, passing_row
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.rules.passing import FOLLOW_UP_AFTER, PassingState, parties, report_text
from app.rules.shared.masking import mask_text


def listing(desk: Desk, *, state: PassingState | None = None) -> list[PassingRow]:
    """The cases: those still to be reported first, then by follow-up, closed ones last."""
    with desk.register.reading() as stores:
        return [passing_row(case) for case in stores.passing.listing(state)]


def brief(desk: Desk, *, case_id: int) -> PassingBrief:
    """The present facts of a case, and the report composed from them.

    Raises:
        Refused: there is no such case.

    """
    with desk.register.reading() as stores:
        case = the_case(stores, case_id)
        facts = facts_of_ticket(stores, case.ticket_id)
        involved = parties(hops_of(stores, case.ticket_id))
    text = report_text(case.number, mask_text(title_of(case)), case.facts, involved, facts, case.deadline_at)
    return PassingBrief(facts, text, desk.now() + FOLLOW_UP_AFTER)
