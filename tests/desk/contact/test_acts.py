"""A call is recorded with its number, moment, person, length and proof; the first to reach stops the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.contact import corrections as contact_corrections
from app.desk.promise import reads as promise_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.models.promise.store import PromiseStore
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clocks import ClockName
from app.rules.promise.states import PromiseKind, PromiseState
from app.rules.ticket.states import ClockState, TicketStatus

OPERATOR = Person("值班员甲")
REACHED, NO_ANSWER = AttemptOutcome.REACHED, AttemptOutcome.NO_ANSWER
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticket(take_in: Callable[..., int], desk: Desk) -> int:
    return take_in(status=TicketStatus.HANDLING, dispatched_at=desk.now() - 60 * MINUTE, caller="王某")


def record(desk: Desk, ticket: int, outcome: AttemptOutcome = REACHED, **more: object) -> None:
    given = {"number_index": 0} | more
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, outcome=outcome, **given)  # type: ignore[arg-type]


def first_contact(desk: Desk, ticket: int) -> tuple[object, ClockState]:
    clocks = {clock.name: clock for clock in ticket_reads.detail(desk, ticket_id=ticket).clocks}
    return clocks[ClockName.FIRST_CONTACT].ended_at, clocks[ClockName.FIRST_CONTACT].state


def test_a_call_typed_in_later_counts_from_its_own_moment(desk: Desk, ticket: int) -> None:
    record(desk, ticket, at=desk.now() - 20 * MINUTE, seconds=65)
    assert first_contact(desk, ticket) == (desk.now() - 20 * MINUTE, ClockState.MET)


def test_an_earlier_call_typed_in_afterwards_becomes_the_first_contact(desk: Desk, ticket: int) -> None:
    record(desk, ticket)
    record(desk, ticket, at=desk.now() - 30 * MINUTE)
    record(desk, ticket, at=desk.now() - 10 * MINUTE)
    assert first_contact(desk, ticket)[0] == desk.now() - 30 * MINUTE


@pytest.mark.parametrize("away", [timedelta(seconds=1), -timedelta(hours=24, seconds=1)])
def test_a_time_ahead_or_of_long_ago_is_refused_at_its_field(desk: Desk, ticket: int, away: timedelta) -> None:
    with pytest.raises(Refused) as refused:
        record(desk, ticket, at=desk.now() + away)
    assert refused.value.field == "at"
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts == ()


@pytest.mark.parametrize("more", [{"reached": "家属"}, {"at_before": True}, {"outcome": AttemptOutcome.OTHER_PERSON}])
def test_another_person_or_a_call_before_dispatch_does_not_stop_the_clock(
    desk: Desk, ticket: int, more: dict[str, object]
) -> None:
    if more.pop("at_before", False):
        more["at"] = desk.now() - 61 * MINUTE
    record(desk, ticket, **more)  # type: ignore[arg-type]
    assert first_contact(desk, ticket) == (None, ClockState.RUNNING)


def test_a_typed_number_is_warned_about_before_it_is_recorded(desk: Desk, ticket: int) -> None:
    said = [
        contact_acts.check_number(desk, ticket_id=ticket, typed=typed)
        for typed in ("", "138 0000 0001", "13900000009", "总机")
    ]
    assert said == ["", "", contact_acts.NOT_ON_TICKET, "不是有效的电话号码，请核对"]


def test_a_typed_text_that_is_no_number_is_refused(desk: Desk, ticket: int) -> None:
    with pytest.raises(Refused) as refused:
        record(desk, ticket, number_index=None, typed="总机")
    assert refused.value.field == "number"


def test_the_proof_is_kept_with_the_call(desk: Desk, ticket: int, tmp_path: Path) -> None:
    shot = tmp_path / "通话截图.png"
    shot.write_bytes(b"%PDF-1.4 made-up %%EOF")
    record(desk, ticket, evidence_file=shot)
    with desk.register.reading() as stores:
        [kept] = stores.contacts.of_ticket(ticket)
        assert stores.evidence.get(kept.evidence).name == "通话截图.png"  # type: ignore[union-attr]


def test_a_call_agreed_is_one_promise_and_what_else_the_note_says_is_proposed(desk: Desk, ticket: int) -> None:
    note = "约定明天10:00再联系，商户承诺12月10日前退款"
    record(desk, ticket, note=note, call_back_at=desk.now() + 20 * 60 * MINUTE)
    kept = [(row.kind, row.state) for row in promise_reads.of_ticket(desk, ticket_id=ticket)]
    assert kept == [
        (PromiseKind.CALL, PromiseState.CONFIRMED),
        (PromiseKind.REFUND, PromiseState.PROPOSED),
    ]


def test_a_call_whose_promise_cannot_be_kept_is_not_recorded(
    desk: Desk, ticket: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: PromiseStore, _new: object) -> int:
        raise EnvironmentFault("磁盘已满")

    monkeypatch.setattr(PromiseStore, "add", full)
    with pytest.raises(EnvironmentFault):
        record(desk, ticket, call_back_at=desk.now() + 60 * MINUTE)
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert (told.attempts, told.promises) == ((), ())
    assert first_contact(desk, ticket)[1] is ClockState.RUNNING
    assert "contact" not in {line.verb for line in told.journal}


def test_without_its_proof_nothing_is_recorded(desk: Desk, ticket: int, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"gone\.png") as refused:
        record(desk, ticket, evidence_file=tmp_path / "gone.png")
    assert refused.value.field == "evidence"
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts == ()


def test_a_refused_call_leaves_no_copy_of_its_proof(desk: Desk, ticket: int, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    shot.write_bytes(b"%PDF-1.4 made-up %%EOF")
    with pytest.raises(Refused):
        record(desk, ticket, number_index=9, evidence_file=shot)
    assert [path for path in desk.folder.evidence.rglob("*") if path.is_file()] == []


def test_the_rule_of_reach_says_what_is_missing_and_when_to_call(desk: Desk, ticket: int) -> None:
    record(desk, ticket, NO_ANSWER)
    told = contact_acts.reach(desk, ticket_id=ticket)
    assert (told.allowed, len(told.missing)) == (False, 3)
    assert told.next_call_at is not None


def test_a_corrected_call_keeps_its_old_number_and_time_in_the_journal(desk: Desk, ticket: int) -> None:
    record(desk, ticket, number_index=None, typed="13900000009")
    contact_corrections.correct_attempt(
        desk, person=OPERATOR, attempt_id=1, reason="手误", typed="13800000001", at=desk.now() - MINUTE
    )
    told = ticket_reads.detail(desk, ticket_id=ticket)
    line = next(line for line in told.journal if "拨打号码" in line.changes)
    assert (line.text, line.changes["拨打号码"]) == ("手误", ("139****0009", "138****0001"))
    assert told.attempts[0].number_masked == "138****0001"
    with pytest.raises(Refused):
        contact_corrections.correct_attempt(desk, person=OPERATOR, attempt_id=1, reason="")


def test_a_corrected_hour_moves_the_first_contact_with_it(desk: Desk, ticket: int) -> None:
    record(desk, ticket, at=desk.now() - 61 * MINUTE)
    assert first_contact(desk, ticket)[0] is None
    contact_corrections.correct_attempt(
        desk, person=OPERATOR, attempt_id=1, reason="记错时间", at=desk.now() - 20 * MINUTE
    )
    assert first_contact(desk, ticket)[0] == desk.now() - 20 * MINUTE
    assert all(row.state.value == "corrected" for row in ticket_reads.detail(desk, ticket_id=ticket).findings)
