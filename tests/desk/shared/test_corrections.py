"""What was recorded is corrected with a reason: the old value stays, the row is marked, and the figures follow."""

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
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import corrections as escalation_corrections
from app.desk.escalation import reads as escalation_reads
from app.desk.escalation.reads import Figure
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.returns import corrections as returns_corrections
from app.desk.returns import reads as returns_reads
from app.desk.returns.steps import steps
from app.desk.shared.context import Desk
from app.desk.shared.corrections import corrections
from app.desk.survey import acts as survey_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.journal import JournalVerb
from app.rules.returns.states import ReturnGround, ReturnStep
from app.rules.ticket.states import TicketStatus

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def signed(desk: Desk, take_in: Callable[..., int]) -> int:
    ticket = take_in(caller="王某")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    return ticket


@pytest.fixture
def reported(desk: Desk, still: StillClock, signed: int) -> int:
    due = ticket_reads.detail(desk, ticket_id=signed).row.deadline_at
    assert due is not None
    still.advance(due - desk.now() + MINUTE)
    reminder_acts.raise_due(desk)
    (row,) = escalation_acts.listing(desk)
    still.advance(50 * MINUTE)
    escalation_acts.report(
        desk, person=OPERATOR, escalation_id=row.id, to="李班长王副局长", channel="电话", note="同意"
    )
    return row.id


def contact(desk: Desk, ticket: int, outcome: AttemptOutcome = AttemptOutcome.REACHED) -> int:
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=outcome)
    return ticket_reads.detail(desk, ticket_id=ticket).attempts[-1].id


def test_a_corrected_report_keeps_the_old_name_and_says_who_when_and_why(
    desk: Desk, reported: int, still: StillClock
) -> None:
    still.advance(5 * MINUTE)
    told = escalation_corrections.correct(
        desk, person=LEAD, escalation_id=reported, reason="多打了一个名字", to="王副局长"
    )
    assert (told.result.reported_to, told.result.channel, told.result.note) == ("王副局长", "电话", "同意")
    (row,) = escalation_acts.listing(desk)
    assert len(row.corrections) == 1
    (kept,) = corrections(desk, line_ids=row.corrections)
    assert (kept.at, kept.who, kept.reason) == (desk.now(), "班组长乙", "多打了一个名字")
    assert kept.changes == {"向谁上报": ("李班长王副局长", "王副局长")}
    journal = ticket_reads.detail(desk, ticket_id=row.ticket_id).journal
    assert [line.verb for line in journal][-1] is JournalVerb.ESCALATION_CORRECT


def test_the_figures_of_reports_follow_the_corrected_hour(desk: Desk, reported: int) -> None:
    (before,) = escalation_acts.listing(desk)
    assert escalation_reads.of_rows([before], within_minutes=30).counts[Figure.IN_TIME] == 0
    at = before.deadline_at + 10 * MINUTE
    escalation_corrections.correct(desk, person=LEAD, escalation_id=reported, reason="电话早就打了", at=at)
    (after,) = escalation_acts.listing(desk)
    assert after.reported_at == at
    assert escalation_reads.of_rows([after], within_minutes=30).counts[Figure.IN_TIME] == 1


def test_a_report_is_corrected_as_often_as_needed_and_the_last_value_stands(desk: Desk, reported: int) -> None:
    for name in ("李班长", "王副局长"):
        escalation_corrections.correct(desk, person=LEAD, escalation_id=reported, reason="记错", to=name)
    (row,) = escalation_acts.listing(desk)
    changes = [kept.changes["向谁上报"] for kept in corrections(desk, line_ids=row.corrections)]
    assert changes == [("李班长王副局长", "李班长"), ("李班长", "王副局长")]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": " ", "to": "李班长"}, "reason"),
        ({"reason": "记错", "channel": "传真"}, "channel"),
        ({"reason": "记错", "to": "李班长王副局长"}, ""),
        ({"reason": "记错"}, ""),
    ],
)
def test_a_correction_of_a_report_without_reason_or_difference_is_refused(
    desk: Desk, reported: int, said: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        escalation_corrections.correct(desk, person=LEAD, escalation_id=reported, **said)
    assert refused.value.field == field
    assert escalation_acts.listing(desk)[0].corrections == ()


def test_a_report_cannot_have_been_made_before_the_deadline_or_in_the_future(desk: Desk, reported: int) -> None:
    (row,) = escalation_acts.listing(desk)
    for at in (row.deadline_at - MINUTE, desk.now() + MINUTE):
        with pytest.raises(Refused) as refused:
            escalation_corrections.correct(desk, person=LEAD, escalation_id=reported, reason="记错", at=at)
        assert refused.value.field == "at"


def test_what_was_not_reported_cannot_be_corrected(desk: Desk, reported: int, take_in: Callable[..., int]) -> None:
    take_in(status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(days=20))
    reminder_acts.raise_due(desk)
    waiting = next(row for row in escalation_acts.listing(desk) if row.reported_at is None)
    with pytest.raises(Refused, match="还没有上报记录"):
        escalation_corrections.correct(desk, person=LEAD, escalation_id=waiting.id, reason="记错", to="李班长")


def test_a_call_that_did_not_reach_anybody_takes_the_first_contact_back(desk: Desk, signed: int) -> None:
    attempt = contact(desk, signed)
    assert ticket_reads.detail(desk, ticket_id=signed).ticket.first_contact_at == desk.now()
    contact_corrections.correct_attempt(
        desk, person=OPERATOR, attempt_id=attempt, reason="按错键", outcome=AttemptOutcome.NO_ANSWER
    )
    detail = ticket_reads.detail(desk, ticket_id=signed)
    assert detail.ticket.first_contact_at is None
    assert detail.attempts[0].outcome is AttemptOutcome.NO_ANSWER
    (kept,) = corrections(desk, line_ids=detail.attempts[0].corrections)
    assert list(kept.changes) == ["结果"]


def test_every_part_of_a_call_can_be_corrected_and_the_rest_stays(desk: Desk, signed: int) -> None:
    attempt = contact(desk, signed)
    contact_corrections.correct_attempt(
        desk, person=OPERATOR, attempt_id=attempt, reason="补记", reached="家属", seconds=75, note="约明天再谈"
    )
    call = ticket_reads.detail(desk, ticket_id=signed).attempts[0]
    assert (call.reached, call.seconds, call.note) == ("家属", 75, "约明天再谈")
    assert (call.outcome, call.number_masked) == (AttemptOutcome.REACHED, "138****0001")


def test_a_wrong_number_with_the_same_masked_form_is_a_difference_all_the_same(desk: Desk, signed: int) -> None:
    attempt = contact(desk, signed)
    contact_corrections.correct_attempt(
        desk, person=OPERATOR, attempt_id=attempt, reason="看错一位", typed="13877770001"
    )
    (kept,) = corrections(desk, line_ids=ticket_reads.detail(desk, ticket_id=signed).attempts[0].corrections)
    assert kept.changes["拨打号码"] == ("138****0001", "138****0001（中间几位不同）")


def test_how_a_callback_ended_stays_since_its_survey_stands_on_it(desk: Desk, take_in: Callable[..., int]) -> None:
    ticket = take_in(status=TicketStatus.TO_CALL_BACK)
    survey_acts.record(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.NO_ANSWER)
    attempt = ticket_reads.detail(desk, ticket_id=ticket).attempts[0].id
    with pytest.raises(Refused, match="请再回访一次") as refused:
        contact_corrections.correct_attempt(
            desk, person=OPERATOR, attempt_id=attempt, reason="按错键", outcome=AttemptOutcome.REACHED
        )
    assert refused.value.field == "outcome"
    contact_corrections.correct_attempt(desk, person=OPERATOR, attempt_id=attempt, reason="补记", note="响了很久")


def test_the_totals_of_returns_follow_a_corrected_ground_and_unit(desk: Desk, signed: int) -> None:
    row = returns_acts.register(
        desk, person=OPERATOR, ticket_id=signed, ground=ReturnGround.DUPLICATE, basis="目录", suggested_unit="区体育局"
    ).result
    told = returns_corrections.correct(
        desk, person=LEAD, return_id=row.id, reason="选错", ground=ReturnGround.NOT_OUR_REMIT, unit="区教委"
    )
    assert (told.result.ground, told.result.suggested_unit, told.result.basis) == (
        ReturnGround.NOT_OUR_REMIT, "区教委", "目录",
    )  # fmt: skip
    totals = returns_reads.totals(desk)
    assert {ground: count for ground, count in totals.by_ground.items() if count} == {ReturnGround.NOT_OUR_REMIT: 1}
    assert [one.name for one in totals.by_unit] == ["区教委"]
    last = steps(desk, return_ids=[row.id])[-1]
    assert (last.move, last.who) == (ReturnStep.CORRECT, "班组长乙")
    assert last.text == "理由：重复派单 → 不属本部门职责；建议承办：区体育局 → 区教委（选错）"
    with pytest.raises(Refused) as refused:
        returns_corrections.correct(desk, person=LEAD, return_id=row.id, reason="记错", decision_note="不同意")
    assert refused.value.field == "decision_note"


def test_a_correction_is_undone_like_any_act(desk: Desk, reported: int) -> None:
    told = escalation_corrections.correct(desk, person=LEAD, escalation_id=reported, reason="记错", to="李班长")
    assert told.undo is not None
    told.undo.use_case(desk)
    (row,) = escalation_acts.listing(desk)
    assert (row.reported_to, row.corrections) == ("李班长王副局长", ())
