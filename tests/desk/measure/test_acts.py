"""Extension, supervision and parking: what they do to the ticket, their reverse, and the export that comes later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.base.errors import Refused
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.measure import acts as measure_acts
from app.desk.measure import reads as measure_reads
from app.desk.measure.acts import Grant
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.law.clocks import ClockName
from app.rules.measure import Confirmation, MeasureKind, MeasureState
from app.rules.reminder.states import ReminderState
from app.rules.ticket.states import TicketStatus
from tests.corpus import writers

OPERATOR = Person("值班员甲")
LATER = datetime(2026, 12, 3, 18, 0, tzinfo=SHANGHAI)
OLD = datetime(2026, 11, 27, 18, 0, tzinfo=SHANGHAI)
BY_PHONE = Grant("张主任", "电话", LATER, "商户法人在外地")


@pytest.fixture
def ticket(take_in):
    return take_in("甲", imported_deadline=OLD, unit="家政专班", status=TicketStatus.HANDLING)


def record(desk, ticket):
    with desk.register.reading() as stores:
        return stores.tickets.get(ticket)


def enter(desk, ticket, kind, grant=BY_PHONE, **more):
    return measure_acts.enter(desk, person=OPERATOR, ticket_id=ticket, kind=kind, grant=grant, **more)


def own_slots(desk, ticket):
    with desk.register.reading() as stores:
        rows = stores.reminders.of_ticket(ticket)
    return [(row.planned_at, row.state) for row in rows if row.clock is ClockName.MEASURE]


def test_an_extension_by_phone_moves_the_deadline_and_its_reminders_at_once(desk, ticket):
    outcome = enter(desk, ticket, MeasureKind.EXTENSION)
    assert record(desk, ticket).deadline_at == LATER
    slots = ticket_reads.detail(desk, ticket_id=ticket).reminders
    live = {row.planned_at.astimezone(SHANGHAI).day for row in slots if row.clock is ClockName.DUE_DAY
            and row.state is ReminderState.PLANNED}  # fmt: skip
    assert live == {3}
    outcome.undo.use_case(desk)
    assert (record(desk, ticket).deadline_at, record(desk, ticket).local_fields) == (OLD, "")
    assert measure_reads.listing(desk)[0].state is MeasureState.WITHDRAWN


def test_an_export_with_the_old_deadline_leaves_the_granted_one_and_says_so(desk, ticket, take_in):
    enter(desk, ticket, MeasureKind.EXTENSION)
    take_in("甲", imported_deadline=OLD)
    assert record(desk, ticket).deadline_at == LATER
    assert measure_reads.listing(desk)[0].confirmation is Confirmation.AWAITED


def test_an_export_with_the_granted_deadline_confirms_it_and_takes_it_over(desk, ticket, take_in):
    enter(desk, ticket, MeasureKind.EXTENSION)
    take_in("甲", imported_deadline=LATER)
    (row,) = measure_reads.listing(desk)
    assert (row.confirmation, row.compared_at) == (Confirmation.SAME, desk.now())
    later = LATER + timedelta(days=1)
    take_in("甲", imported_deadline=later)
    assert record(desk, ticket).deadline_at == later


def test_an_export_with_a_third_deadline_decides_and_the_difference_stands(desk, ticket, take_in):
    enter(desk, ticket, MeasureKind.EXTENSION)
    other = LATER - timedelta(days=2)
    take_in("甲", imported_deadline=other)
    (row,) = measure_reads.listing(desk)
    assert record(desk, ticket).deadline_at == other
    assert (row.confirmation, row.platform_deadline, row.until) == (Confirmation.DIFFERS, other, LATER)


def test_a_second_extension_takes_the_place_of_the_first(desk, ticket):
    enter(desk, ticket, MeasureKind.EXTENSION)
    enter(
        desk,
        ticket,
        MeasureKind.EXTENSION,
        Grant("李局长", "书面", LATER + timedelta(days=3), "继续协商", "京商延〔2026〕3号"),
    )
    assert [(row.granted_by, row.state) for row in measure_reads.listing(desk)] == [
        ("李局长", MeasureState.IN_FORCE),
        ("张主任", MeasureState.LIFTED),
    ]


@pytest.mark.parametrize(
    ("grant", "field"),
    [
        (Grant(" ", "电话", LATER, "原因"), "granted_by"),
        (Grant("张主任", "口信", LATER, "原因"), "channel"),
        (Grant("张主任", "电话", LATER, ""), "reason"),
        (Grant("张主任", "电话", OLD, "原因"), "until"),
        (Grant("张主任", "电话", datetime(2026, 11, 1, tzinfo=SHANGHAI), "原因"), "until"),
    ],
)
def test_what_is_missing_or_too_early_is_refused_at_its_field(desk, ticket, grant, field):
    with pytest.raises(Refused) as refused:
        enter(desk, ticket, MeasureKind.EXTENSION, grant)
    assert refused.value.field == field
    assert record(desk, ticket).deadline_at == OLD


def test_parking_marks_the_ticket_with_paper_and_lifting_unmarks_it(desk, ticket, tmp_path):
    paper = tmp_path / "会议纪要.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    row = enter(desk, ticket, MeasureKind.PARKING, files=[paper]).result
    assert (record(desk, ticket).parked, row.files) == (True, ("会议纪要.pdf",))
    assert own_slots(desk, ticket) == [(LATER, ReminderState.PLANNED)]
    measure_acts.lift(desk, person=OPERATOR, measure_id=row.id, note="商户已退款")
    assert not record(desk, ticket).parked
    assert [state for _, state in own_slots(desk, ticket)] == [ReminderState.CANCELLED]


def test_a_supervised_ticket_is_followed_up_until_it_is_closed(desk, ticket):
    row = enter(desk, ticket, MeasureKind.SUPERVISION).result
    with pytest.raises(Refused, match="已在督办"):
        enter(desk, ticket, MeasureKind.SUPERVISION)
    again = LATER + timedelta(days=2)
    measure_acts.follow_up(
        desk, person=OPERATOR, measure_id=row.id, said="已约谈商户", until=again, version=row.version
    )
    assert (again, ReminderState.PLANNED) in own_slots(desk, ticket)
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket, reason="已解决")
    assert {state for _, state in own_slots(desk, ticket)} == {ReminderState.CANCELLED}


def test_a_closed_ticket_takes_no_measure(desk, take_in):
    closed = take_in("乙", status=TicketStatus.CLOSED, closed_at=desk.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="已办结"):
        enter(desk, closed, MeasureKind.SUPERVISION)


def test_the_import_tells_what_it_compared(desk, ticket, tmp_path):
    enter(desk, ticket, MeasureKind.EXTENSION)
    head = ["工单编号", "标题", "派单时间", "截止时间"]
    row = ["甲", "健身房闭店，年卡无法退费", "2026-11-23 02:41:00", "2026-12-01 18:00:00"]
    file = writers.text(tmp_path / "日.csv", [head, row], encoding="gb18030")
    outcome = intake_acts.import_file(desk, person=OPERATOR, path=file)
    told = "甲 批准延期至 12-03 18:00，平台为 12-01 18:00，以平台为准"
    assert outcome.result.told == (told,)
    assert told in outcome.message
    result = outcome.result
    assert result.created + result.updated + result.unchanged + result.refused == result.rows == 1
