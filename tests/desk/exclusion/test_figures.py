"""The register with its counts, and the figures with their effect in both calibers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.base.people import Person, Role
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import figures as exclusion_figures
from app.desk.exclusion import steps as exclusion_steps
from app.desk.exclusion.rows import ExclusionQuery
from app.desk.shared.context import Desk
from app.models.survey.records import NewSurvey
from app.rules.exclusion.moves import ExclusionState
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from tests.support.applications import hand_in

LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)


def apply_for(desk: Desk, take_in: Callable[..., int], unit: str, *, verdict: str = "") -> int:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), unit=unit)
    made = exclusion_acts.create(desk, person=LEAD, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案").result
    if verdict:
        stopping = exclusion_check.check(desk, exclusion_id=made).stopping
        over = {line.rule: "线下核对过" for line in stopping}
        hand_in(desk, person=LEAD, exclusion_id=made, overruled=over)
    if verdict == "refuse":
        exclusion_steps.refuse(desk, person=LEAD, exclusion_id=made, opinion="立案事项不是同一件。")
    if verdict == "pass":
        for _ in range(3):
            exclusion_steps.pass_on(desk, person=LEAD, exclusion_id=made, opinion="同意")
    return ticket


def test_the_register_counts_all_states_whatever_states_are_listed(desk: Desk, take_in: Callable[..., int]) -> None:
    apply_for(desk, take_in, "一队")
    apply_for(desk, take_in, "二队", verdict="refuse")
    listed = exclusion_figures.register(desk, query=ExclusionQuery(states=(ExclusionState.REFUSED,)))
    assert [row.unit for row in listed.rows] == ["二队"]
    assert (listed.by_state[ExclusionState.DRAFT], listed.by_state[ExclusionState.REFUSED]) == (1, 1)
    assert (listed.majors, listed.units) == (("涉法涉诉",), ("一队", "二队"))


def test_figures_name_the_tickets_and_the_reasons(desk: Desk, take_in: Callable[..., int]) -> None:
    passed = apply_for(desk, take_in, "一队", verdict="pass")
    refused = apply_for(desk, take_in, "二队", verdict="refuse")
    now = desk.now()
    told = exclusion_figures.figures(desk, month="", start=now - timedelta(days=1), end=now + timedelta(days=1))
    assert (told.total.passed, told.total.refused) == ((passed,), (refused,))
    assert told.refusals == (("立案事项不是同一件", (refused,)),)
    assert {share.word for share in told.units} == {"一队", "二队"}


def test_another_month_has_figures_of_its_own(desk: Desk, take_in: Callable[..., int]) -> None:
    apply_for(desk, take_in, "一队", verdict="refuse")
    now = desk.now()
    told = exclusion_figures.figures(desk, month="2020-01", start=now, end=now)
    assert told.total.applied == ()
    assert told.refusals == ()


def test_the_effect_leaves_out_exactly_the_excluded_tickets(desk: Desk, take_in: Callable[..., int]) -> None:
    excluded = apply_for(desk, take_in, "一队", verdict="pass")
    kept = take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    with desk.register.writing() as stores:
        for ticket, solved in ((excluded, Solved.NO), (kept, Solved.YES)):
            stores.surveys.add(
                NewSurvey(
                    ticket_id=ticket,
                    attempt_id=None,
                    at=desk.now(),
                    who="值班员甲",
                    valid=True,
                    contacted=Contacted.YES,
                    solved=solved,
                    satisfied=Satisfied.SATISFIED,
                    answers={},
                )
            )
    now = desk.now()
    span = {"month": "", "start": now, "end": now + timedelta(seconds=1)}
    effect = exclusion_figures.figures(desk, **span, answers="desk").effect
    full, without = effect.full.row.counted, effect.without.row.counted
    assert (full.valid, full.solved) == (2, 1)
    assert (without.valid, without.solved) == (1, 1)
    assert effect.left_out == (excluded,)
    # The platform has told nothing of them.
    assert exclusion_figures.figures(desk, **span).effect.full.row.counted.valid == 0
