"""The platform's times decide: in time or late is judged by them, and those of the desk stand beside them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.figures import reads as figures_reads
from app.desk.intake import acts as intake_acts
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.events import Event
from app.rules.law.clocks import ClockName
from app.rules.ticket.platform_times import FROM_FILE, desk_time
from app.rules.ticket.states import ClockState, TicketStatus
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


@pytest.fixture
def paste(desk):
    """Takes rows in as they are copied from the platform."""

    def take(*rows: str, headers: str = "工单编号\t标题\t派单时间\t签收时间\t工单状态"):
        return intake_acts.import_text(desk, person=OPERATOR, text="\n".join([headers, *rows])).result

    return take


def ticket(desk, number):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))


def test_a_new_ticket_signed_on_the_platform_is_judged_by_the_platforms_time(desk, paste):
    paste(
        "热线-1\t甲\t2026-11-23 00:10:00\t2026-11-23 02:09:59\t办理中",
        "热线-2\t乙\t2026-11-23 00:10:00\t2026-11-23 02:10:01\t",
        "热线-3\t丙\t2026-11-23 00:10:00\t\t办理中",
    )
    early, late, unknown = (ticket(desk, f"热线-{at}") for at in (1, 2, 3))
    assert [row.ticket.sign_late for row in (early, late, unknown)] == [False, True, False]
    assert [row.row.status for row in (early, late, unknown)] == [TicketStatus.HANDLING] * 3
    assert early.ticket.sign_source == FROM_FILE
    assert (early.ticket.desk_signed_at, early.ticket.signed_by) == (None, "")
    assert [row.clocks[0].state for row in (early, late, unknown)] == [
        ClockState.MET,
        ClockState.MET_LATE,
        ClockState.STOPPED,
    ]
    assert not any(row.reminders and row.reminders[0].clock == "sign" for row in (early, late))


def test_tickets_signed_elsewhere_without_a_time_are_counted_apart(desk, still, paste, take_in, minutes):
    paste(
        "热线-1\t甲\t2026-11-23 00:10:00\t2026-11-23 02:30:00\t办理中",
        "热线-2\t乙\t2026-11-23 00:20:00\t\t办理中",
        "热线-3\t丙\t2026-11-23 00:30:00\t\t已办结",
        "热线-4\t丁\t2026-11-23 00:40:00\t\t待签收",
    )
    signed = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[signed])
    window = figures_reads.Window(desk.now() - timedelta(hours=12), desk.now() + timedelta(hours=12))
    figures = figures_reads.of_period(desk, window)
    events = figures.events
    late, untimed = events.count(Event.SIGNED_LATE), events.count(Event.SIGNED_UNTIMED)
    assert (events.signed, late, untimed) == (2, 1, 2)


def test_the_platforms_time_takes_the_place_of_the_key_press_and_the_difference_stays(desk, still, paste, minutes):
    paste("热线-1\t甲\t2026-11-23 02:35:00\t\t待签收")
    detail = ticket(desk, "热线-1")
    still.advance(minutes(3))
    pressed = desk.now()
    signed = sign.sign(desk, person=OPERATOR, ticket_ids=[detail.row.id])
    paste("热线-1\t甲\t2026-11-23 02:35:00\t2026-11-23 02:40:30\t待签收")
    after = ticket(desk, "热线-1").ticket
    assert after.status == TicketStatus.HANDLING
    assert pressed - after.signed_at == timedelta(minutes=3, seconds=30)
    assert (after.desk_signed_at, after.signed_by, after.sign_source) == (pressed, OPERATOR.name, FROM_FILE)
    with pytest.raises(Refused, match="之后又有变化"):
        signed.undo.use_case(desk)
    again = paste("热线-1\t甲\t2026-11-23 02:35:00\t2026-11-23 02:40:30\t待签收")
    assert (again.updated, again.unchanged) == (0, 1)


def test_a_ticket_that_waits_here_is_signed_when_the_platform_tells_the_time(desk, paste):
    paste("热线-1\t甲\t2026-11-23 02:35:00\t\t待签收")
    paste("热线-1\t甲\t2026-11-23 02:35:00\t2026-11-23 02:36:00\t待签收")
    detail = ticket(desk, "热线-1")
    assert detail.row.status is TicketStatus.HANDLING
    assert {row.state.value for row in detail.reminders if row.clock == "sign"} == {"cancelled"}


def test_a_later_change_of_urgency_judges_the_signing_anew(desk, paste):
    paste("热线-1\t甲\t2026-11-23 01:00:00\t2026-11-23 01:30:00\t办理中")
    detail = ticket(desk, "热线-1")
    for urgency, late in ((URGENT, True), ("general", False)):
        version = ticket(desk, "热线-1").row.version
        editing.edit(desk, person=OPERATOR, ticket_id=detail.row.id, changes={"urgency": str(urgency)}, version=version)
        assert ticket(desk, "热线-1").ticket.sign_late is late


def test_an_impossible_time_is_kept_with_its_reason_and_does_not_count(desk, paste):
    paste(
        "热线-1\t甲\t2026-11-23 02:00:00\t2026-11-23 01:59:00\t办理中",
        "热线-2\t乙\t2026-11-23 02:00:00\t2026-11-23 05:00:00\t办理中",
    )
    early, ahead = ticket(desk, "热线-1").ticket, ticket(desk, "热线-2").ticket
    assert (early.signed_at, ahead.signed_at) == (None, None)
    assert early.extra == {"签收时间（未采用）": "2026-11-23 01:59:00，早于派单时间"}
    assert ahead.extra["签收时间（未采用）"].endswith("晚于现在")


def test_a_told_time_that_cannot_be_read_is_kept_and_refuses_no_row(desk, paste):
    headers = "工单编号\t标题\t派单时间\t联系时间\t响应时间\t接单时间"
    row = "热线-1\t甲\t2026-11-23 02:00:00\t11-23 02:10 至 02:30\t2小时\t2026-11-23 02:05:00"
    result = paste(row, headers=headers)
    assert (result.created, result.refused) == (1, 0)
    after = ticket(desk, "热线-1").ticket
    assert (after.first_contact_at, after.signed_at) == (None, after.dispatched_at + timedelta(minutes=5))
    assert "11-23 02:10 至 02:30" in after.extra.values()


def test_a_time_may_be_told_with_its_source_and_the_press_stands_beside_it(desk, still, take_in, minutes):
    ticket_id = take_in(urgency=URGENT)
    dispatched = desk.now()
    still.advance(minutes(25))
    time = sign.SignTime(dispatched + minutes(9), "电话告知")
    signed = sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id], time=time)
    after = ticket_reads.detail(desk, ticket_id=ticket_id).ticket
    assert (after.signed_at, after.desk_signed_at) == (dispatched + minutes(9), dispatched + minutes(25))
    assert (after.sign_late, after.sign_source) == (False, "电话告知")
    assert desk_time(after, "signed_at") == dispatched + minutes(25)
    signed.undo.use_case(desk)
    back = ticket_reads.detail(desk, ticket_id=ticket_id).ticket
    assert (back.signed_at, back.desk_signed_at, back.platform_times, back.status) == (None, None, "", "to-sign")


@pytest.mark.parametrize("offset", [-1, 26], ids=["before the dispatch", "in the future"])
def test_a_time_before_the_dispatch_or_in_the_future_is_refused(desk, still, take_in, minutes, offset):
    ticket_id = take_in()
    dispatched = desk.now()
    still.advance(minutes(25))
    with pytest.raises(Refused) as refused:
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id], time=sign.SignTime(dispatched + minutes(offset)))
    assert refused.value.field == "at"
    assert ticket_reads.detail(desk, ticket_id=ticket_id).ticket.signed_at is None


def test_the_time_of_a_ticket_signed_elsewhere_can_be_told_whatever_became_of_it(desk, paste):
    paste("热线-1\t甲\t2026-11-23 01:00:00\t\t已办结")
    detail = ticket(desk, "热线-1")
    told = detail.row.dispatched_at + timedelta(minutes=3)
    sign.sign(desk, person=OPERATOR, ticket_ids=[detail.row.id], time=sign.SignTime(told))
    after = ticket(desk, "热线-1")
    assert (after.row.status, after.ticket.signed_at) == (TicketStatus.CLOSED, told)


def test_contact_feedback_and_closing_follow_the_platform_and_keep_the_desks_own(desk, still, paste, minutes):
    headers = "工单编号\t标题\t派单时间\t首次联系时间\t反馈时间\t办结时间\t工单状态"
    paste("热线-1\t甲\t2026-11-23 02:00:00\t\t\t\t办理中", headers=headers)
    ticket_id = ticket(desk, "热线-1").row.id
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket_id, number_index=None, outcome=AttemptOutcome.REACHED, reached="本人"
    )
    called = desk.now()
    still.advance(minutes(30))
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket_id)
    closed = desk.now()
    paste(
        "热线-1\t甲\t2026-11-23 02:00:00\t2026-11-23 02:20:00\t2026-11-23 02:50:00\t2026-11-23 03:05:00\t已办结",
        headers=headers,
    )
    after = ticket(desk, "热线-1")
    assert after.ticket.first_contact_at == called - minutes(21)
    assert (after.ticket.desk_contact_at, after.ticket.desk_closed_at) == (called, closed)
    assert after.ticket.closed_at == closed - minutes(6)
    handling = next(clock for clock in after.clocks if clock.name is ClockName.HANDLING)
    assert handling.ended_at == after.ticket.feedback_at == closed - minutes(21)


def test_after_a_rework_the_times_of_before_no_longer_count(desk, still, paste, minutes):
    headers = "工单编号\t标题\t派单时间\t首次联系时间\t反馈时间\t工单状态"
    row = "热线-1\t甲\t2026-11-23 02:00:00\t2026-11-23 02:20:00\t2026-11-23 02:30:00\t待回访"
    paste(row, headers=headers)
    ticket_id = ticket(desk, "热线-1").row.id
    survey_acts.rework(desk, person=OPERATOR, ticket_id=ticket_id, reason="诉求人不满意")
    still.advance(minutes(5))
    paste(row, headers=headers)
    after = ticket(desk, "热线-1").ticket
    assert (after.first_contact_at, after.feedback_at) == (None, None)
