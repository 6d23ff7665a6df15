"""Recall and precision of the watch over contacts on made-up months with planted faults, kind by kind.

`python -m tests.benchmarks.run findings`: the month of one seed was looked at while the rules were written, the
figures are those of another one.
"""

from __future__ import annotations

from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.finding import acts as finding_acts
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.models.contact.records import NewAttempt
from app.models.register.stores import Stores
from app.models.survey.records import NewSurvey
from app.rules.contact.call_flow import AttemptSource
from app.rules.finding.states import FindingKind, FindingState
from app.rules.intake.drafts import TicketDraft
from app.rules.survey.states import Contacted, Satisfied, Solved
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.made_up_contacts import NOW, MadeTicket, month
from tests.support.registers import desk_on

LOOKED_AT, HELD_OUT = 1, 20261123
HARD = (FindingKind.WRONG_NUMBER, FindingKind.CONTACT_BEFORE_DISPATCH, FindingKind.CONTACT_AFTER_REPLY)
_PERSON = Person("基准")


def run(folder: Path, size: int = 3_000, seed: int = HELD_OUT) -> list[Figure]:
    """Recall and precision of each kind, and how long the walk over the register takes."""
    data = DataFolder(folder / "findings")
    desk = desk_on(data, StillClock(NOW))
    try:
        made = list(month(size, seed))
        _fill(desk, made)
        seconds = once(lambda: finding_acts.scan(desk))
        again = once(lambda: finding_acts.scan(desk))
        figures = [figure for kind in FindingKind for figure in _judge(desk, made, kind)]
    finally:
        desk.register.close()
    walk = Figure(f"watch over contacts: first walk over {size:,} tickets", seconds, "s", note=f"again {again:.2f} s")
    return [*figures, walk]


def told(desk: Desk, kind: FindingKind) -> set[str]:
    """The tickets at which a kind stands open."""
    return {row.ticket_number for row in finding_acts.listing(desk, kind=kind, state=FindingState.OPEN, limit=None)}


def _judge(desk: Desk, made: list[MadeTicket], kind: FindingKind) -> list[Figure]:
    found, true = told(desk, kind), {ticket.number for ticket in made if kind.value in ticket.truth}
    hits = len(found & true)
    limit = 1.0 if kind in HARD else 0.95
    wrong = {ticket.story or "good" for ticket in made if ticket.number in found ^ true}
    note = f"{hits} of {len(true)} planted, {len(found - true)} false" + (
        f" ({', '.join(sorted(wrong))})" if wrong else ""
    )
    recall, precision = hits / len(true) if true else 1.0, hits / len(found) if found else 1.0
    return [
        Figure(f"{kind.value}: recall", recall, "", limit, at_least=True, note=note),
        Figure(f"{kind.value}: precision", precision, "", limit, at_least=True, note=note),
    ]


def _fill(desk: Desk, made: list[MadeTicket]) -> None:
    """Tickets as an import takes them in, their calls and surveys as the stores keep them."""
    with desk.register.writing() as stores:
        for backlog in (False, True):
            keeper = RowKeeper(desk, stores, _PERSON, import_id=1, name="made-up", backlog=backlog)
            for row, ticket in enumerate(made, start=2):
                if ticket.backlog is backlog:
                    keeper.take(TicketDraft("工单", row, ticket.number, dict(ticket.values)))
            keeper.finish()
        for ticket in made:
            _add_calls(desk, stores, ticket)


def _add_calls(desk: Desk, stores: Stores, ticket: MadeTicket) -> None:
    ticket_id = stores.tickets.numbered(ticket.number)[0].id
    ids = []
    for call in ticket.calls:
        source = AttemptSource.CALLBACK if call.callback else AttemptSource.TYPED
        new = NewAttempt(
            ticket_id=ticket_id, at=call.at, who="基准", number=call.number, outcome=call.outcome, source=source
        )
        ids.append(stores.contacts.add(new))
    for place in ticket.surveys:
        if place is not None and place >= len(ids):
            continue
        stores.surveys.add(
            NewSurvey(
                ticket_id=ticket_id,
                attempt_id=None if place is None else ids[place],
                at=desk.now(),
                who="基准",
                valid=True,
                contacted=Contacted.YES,
                solved=Solved.YES,
                satisfied=Satisfied.SATISFIED,
                answers={},
            )
        )
