"""The watch: found as it happens, closed by a corrected fact, explained by a person, swept up by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.contact import corrections as contact_corrections
from app.desk.finding import acts as finding_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind, FindingState
from app.rules.ticket.states import TicketStatus

OPERATOR, COLLEAGUE = Person("值班员甲"), Person("值班员乙")
TakeIn = Callable[..., int]
HOUR = timedelta(hours=1)


def told(desk: Desk, ticket: int) -> dict[str, FindingState]:
    return {row.kind.value: row.state for row in finding_acts.of_ticket(desk, ticket_id=ticket)}


def call(desk: Desk, ticket: int, outcome: AttemptOutcome = AttemptOutcome.REACHED, **more: object) -> str:
    given = {"number_index": 0} | more
    return contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, outcome=outcome, **given).message  # type: ignore[arg-type]


def test_a_wrong_number_is_found_as_it_is_recorded_and_said_at_once(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    said = call(desk, ticket, number_index=None, typed="13900000009")
    assert "139****0009：不是本工单登记的号码" in said
    assert told(desk, ticket) == {"wrong-number": FindingState.OPEN}


def test_entering_the_number_into_the_ticket_corrects_the_finding_with_who(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    call(desk, ticket, number_index=None, typed="13900000009")
    version = ticket_reads.detail(desk, ticket_id=ticket).row.version
    changes = {"phone_raw": "13800000001 / 13900000009"}
    editing.edit(desk, person=COLLEAGUE, ticket_id=ticket, changes=changes, version=version)
    [row] = finding_acts.of_ticket(desk, ticket_id=ticket)
    assert (row.state, row.decided_by) == (FindingState.CORRECTED, "值班员乙")


def test_closing_without_contact_is_found_and_reopening_corrects_it(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    assert told(desk, ticket) == {"missed-contact": FindingState.OPEN, "closed-without-contact": FindingState.OPEN}
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=ticket, reason="未联系诉求人")
    assert set(told(desk, ticket).values()) == {FindingState.CORRECTED}
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    assert set(told(desk, ticket).values()) == {FindingState.OPEN}


def test_time_alone_makes_a_finding_which_the_sweep_takes_up_once(
    desk: Desk, take_in: TakeIn, still: StillClock
) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    finding_acts.sweep(desk)
    still.advance(25 * HOUR)
    assert (finding_acts.sweep(desk), finding_acts.sweep(desk)) == (2, 0)
    assert told(desk, ticket) == {"missed-contact": FindingState.OPEN, "past-contact-limit": FindingState.OPEN}
    call(desk, ticket)
    assert told(desk, ticket) == {"missed-contact": FindingState.CORRECTED, "past-contact-limit": FindingState.OPEN}


def test_sweeping_everything_pauses_between_batches_and_ends_where_nothing_is_left(
    desk: Desk, take_in: TakeIn, still: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_acts, "_SWEPT_AT_ONCE", 2)
    monkeypatch.setattr(finding_acts, "_CHUNK", 2)
    for _ in range(5):
        take_in(status=TicketStatus.HANDLING)
    still.advance(25 * HOUR)
    paused: list[int] = []
    assert finding_acts.sweep_all(desk, pause=lambda: paused.append(1)) == 10
    assert len(paused) == 3
    assert finding_acts.sweep_all(desk, pause=lambda: paused.append(1)) == 0
    assert len(paused) == 3


def test_the_sweep_judges_tickets_that_came_in_closed(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), dispatched_at=desk.now() - HOUR)
    assert finding_acts.sweep(desk) == 2
    assert "closed-without-contact" in told(desk, ticket)


def test_a_scan_of_the_register_finds_the_same_and_can_be_stopped(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), dispatched_at=desk.now() - HOUR)
    stopped = finding_acts.scan(desk, cancelled=lambda: True).result
    assert (stopped.whole, stopped.found) == (False, 0)
    seen: list[int] = []
    outcome = finding_acts.scan(desk, progress=seen.append)
    assert (outcome.result.found, seen) == (2, [ticket])
    assert finding_acts.scan(desk).result.found == 0


def test_an_explanation_stands_can_be_taken_back_and_wants_words(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    call(desk, ticket, number_index=None, typed="13900000009")
    [row] = finding_acts.of_ticket(desk, ticket_id=ticket)
    with pytest.raises(Refused) as refused:
        finding_acts.explain(desk, person=OPERATOR, finding_id=row.id, note=" ")
    assert refused.value.field == "note"
    finding_acts.explain(desk, person=OPERATOR, finding_id=row.id, note="诉求人的新号码")
    call(desk, ticket)
    [kept] = finding_acts.of_ticket(desk, ticket_id=ticket)
    assert (kept.state, kept.note, kept.decided_by) == (FindingState.EXPLAINED, "诉求人的新号码", "值班员甲")
    assert ticket_reads.detail(desk, ticket_id=ticket).journal[-2].verb == "explain-finding"
    finding_acts.open_again(desk, person=OPERATOR, finding_id=row.id)
    assert told(desk, ticket) == {"wrong-number": FindingState.OPEN}


def test_what_was_corrected_needs_no_explanation(desk: Desk, take_in: TakeIn) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    call(desk, ticket, AttemptOutcome.OTHER_PERSON)
    call(desk, ticket)
    [row] = finding_acts.of_ticket(desk, ticket_id=ticket)
    assert row.state is FindingState.OPEN  # both calls within one second: the caller was not reached afterwards
    contact_corrections.correct_attempt(desk, person=OPERATOR, attempt_id=1, reason="记错时间", at=desk.now() - HOUR)
    with pytest.raises(Refused):
        finding_acts.explain(desk, person=OPERATOR, finding_id=row.id, note="已核实")


def test_a_list_narrows_by_state_kind_and_words_and_the_totals_do_not(desk: Desk, take_in: TakeIn) -> None:
    wrong, closed = take_in("热线-261123-000901", status=TicketStatus.HANDLING), take_in("热线-261123-000902")
    call(desk, wrong, number_index=None, typed="13900000009")
    sign.sign(desk, person=OPERATOR, ticket_ids=[closed])
    ticket_acts.close(desk, person=OPERATOR, ticket_id=closed)
    assert len(finding_acts.listing(desk)) == 3
    assert [row.ticket_id for row in finding_acts.listing(desk, kind=FindingKind.WRONG_NUMBER)] == [wrong]
    assert {row.ticket_id for row in finding_acts.listing(desk, search="000902")} == {closed}
    assert finding_acts.listing(desk, state=FindingState.EXPLAINED) == []
    totals = finding_acts.totals(desk)
    assert (totals.count(), totals.count(kind=FindingKind.WRONG_NUMBER), totals.count(state=FindingState.OPEN)) == (
        3,
        1,
        3,
    )
