"""Typed changes, tickets typed in by hand, the corrected dispatch time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import EditConflict, NotAllowed, Refused
from app.base.people import Person
from app.desk.queue import reads as queue_reads
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.law.clocks import TimeClass
from tests.desk.conftest import beijing
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


@pytest.fixture
def told(desk):
    return lambda ticket: ticket_reads.detail(desk, ticket_id=ticket)


@pytest.fixture
def edit(desk, told):
    def change(ticket, *, version=None, **changes):
        known = told(ticket).row.version if version is None else version
        return editing.edit(desk, person=OPERATOR, ticket_id=ticket, changes=changes, version=known).result

    return change


def test_an_edit_shows_old_and_new_in_the_timeline_and_is_found_by_search(desk, take_in, edit, told):
    ticket = take_in(title="旧标题", merchant="")
    assert edit(ticket, title="新标题", merchant="示例馆") == {"标题": ("旧标题", "新标题"), "商户": ("", "示例馆")}
    last = told(ticket).journal[-1]
    assert (last.verb, last.who, last.changes["标题"]) == ("edit", "值班员甲", ("旧标题", "新标题"))
    assert [queue_reads.search(desk, text=text).total for text in ("旧标题", "新标题", "示例馆")] == [0, 1, 1]


def test_a_phone_is_read_anew_and_stays_out_of_the_journal(desk, take_in, edit):
    ticket = take_in()
    edit(ticket, phone_raw="13800000002、010-69700001")
    whole = ticket_reads.reveal(desk, person=OPERATOR, ticket_id=ticket).result
    assert whole.phones == ("13800000002", "010-69700001")
    assert "13800000002" not in str([line.changes for line in whole.journal])


def test_what_is_not_changed_stays_open_to_files(desk, take_in, edit, told):
    ticket = take_in("甲", title="一", merchant="店")
    edit(ticket, title="二", merchant="店")
    take_in("甲", title="三", merchant="新店")
    assert (told(ticket).row.title, told(ticket).row.merchant) == ("二", "新店")


def test_an_edit_that_changes_nothing_leaves_no_trace(take_in, edit, told):
    ticket = take_in(title="一")
    before = told(ticket)
    assert edit(ticket, title=" 一 ") == {}
    assert (told(ticket).row.version, told(ticket).journal) == (before.row.version, before.journal)


def test_urgency_and_class_move_the_clocks(desk, take_in, edit, told):
    ticket = take_in()
    edit(ticket, urgency=URGENT, time_class=TimeClass.EMERGENCY.value)
    after = told(ticket).row
    assert after.sign_due_at == desk.now() + timedelta(minutes=10)
    assert after.deadline_at == desk.now() + timedelta(hours=2)
    assert {slot.slot for slot in told(ticket).reminders if slot.clock == "sign" and slot.state == "planned"} == {
        "arrival",
        "5min",
        "8min",
        "overdue",
    }


def test_who_edits_an_older_version_is_told_what_differs_and_changes_nothing(take_in, edit, told):
    ticket = take_in(title="一")
    version = told(ticket).row.version
    edit(ticket, title="二")
    with pytest.raises(EditConflict, match="现为“二”，您写的是“三”"):
        edit(ticket, version=version, title="三")
    assert told(ticket).row.title == "二"


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", "x"), ("status", "closed"), ("nothing", "x"), ("urgency", "很急"), ("time_class", "")],
)
def test_what_may_not_be_typed_over_is_refused_at_its_field(take_in, edit, name, value):
    with pytest.raises(Refused) as refused:
        edit(take_in(), **{name: value})
    assert refused.value.field == name


def test_a_ticket_typed_in_is_dispatched_now_and_runs_its_clocks(desk, told):
    values = {"number": " 自-1 ", "title": "退费", "content": "内容", "urgency": "urgent", "phone_raw": "13800000001"}
    ticket = editing.create(desk, person=OPERATOR, values=values).result
    whole = told(ticket)
    assert (whole.row.number, whole.ticket.source, whole.row.dispatched_at) == ("自-1", "本地录入", desk.now())
    assert whole.row.sign_due_at == desk.now() + timedelta(minutes=10)
    assert whole.phones == ("138****0001",)
    assert any(slot.slot == "arrival" for slot in whole.reminders)
    assert queue_reads.search(desk, text="退费").total == 1


@pytest.mark.parametrize("number", ["1.2E+17", "甲", "临-20261123-01"])
def test_a_number_that_is_ruined_taken_or_made_up_is_refused(desk, take_in, number):
    take_in("甲")
    with pytest.raises(Refused) as refused:
        editing.create(desk, person=OPERATOR, values={"number": number, "title": "t"})
    assert refused.value.field == "number"


def test_a_corrected_dispatch_time_moves_every_clock_and_no_file_takes_it_back(desk, take_in, told):
    estimated = desk.now() - timedelta(hours=1)
    ticket = take_in("甲", dispatched_at=estimated, dispatched_basis="来电时间")
    at = desk.now() - timedelta(minutes=30)
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=ticket, at=at)
    take_in("甲", dispatched_at=estimated, dispatched_basis="")
    after = told(ticket)
    assert (after.row.dispatched_at, after.row.dispatched_estimated) == (at, False)
    assert after.row.sign_due_at == at + timedelta(hours=2)
    planned = [slot.planned_at for slot in after.reminders if slot.clock == "sign" and slot.state == "planned"]
    assert planned == [at + timedelta(minutes=minutes) for minutes in (90, 110, 120)]


@pytest.mark.parametrize("at", ["2014-12-31T10:00:00", "2026-11-23T03:00:00"])
def test_a_dispatch_in_the_future_or_before_all_tickets_is_refused(desk, take_in, at):
    with pytest.raises(Refused) as refused:
        editing.correct_dispatch(desk, person=OPERATOR, ticket_id=take_in(), at=beijing(at))
    assert refused.value.field == "at"


def test_nobody_edits_nothing(desk, take_in):
    with pytest.raises(NotAllowed):
        editing.edit(desk, person=Person(""), ticket_id=take_in(), changes={"title": "x"}, version=1)
