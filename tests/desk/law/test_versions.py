"""A new version governs what is dispatched after it; open tickets follow only when asked, and quietly."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.bootstrap import assemble
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.law import reload
from app.desk.law import versions as law_versions
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.clocks import facts_of
from app.rules.law.clock_rules import BadRules, load_rules
from app.rules.law.clocks import ClockName, TimeClass
from app.rules.reminder.states import ReminderState
from app.rules.returns.states import ReturnGround
from app.rules.shared.toml_text import toml_text
from app.rules.ticket.states import ClockState
from tests.desk.conftest import beijing
from tests.support.levels import URGENT

LEAD = Person("班组长甲")


def draft(desk, **changes):
    return law_versions.draft_of(desk, desk.rules_for(desk.now())) | changes


def dues(desk, ticket_id):
    return {clock.name: clock.due_at for clock in ticket_reads.detail(desk, ticket_id=ticket_id).clocks}


LONGER = {name.value: {"days": 7} for name in TimeClass}


def test_a_new_version_governs_tickets_dispatched_from_then_on_and_no_earlier_one(desk, take_in, still):
    before = take_in()
    was = dues(desk, before)
    still.advance(timedelta(seconds=1))
    told = law_versions.save(desk, person=LEAD, form=draft(desk, handling=LONGER))
    still.advance(timedelta(seconds=1))
    after = take_in()
    assert told.result == 0
    assert dues(desk, before) == was
    assert dues(desk, after)[ClockName.HANDLING] - was[ClockName.HANDLING] == timedelta(days=2)
    assert [row.in_force for row in law_versions.versions(desk)] == [True, False]


def test_a_version_for_a_coming_date_waits_for_it(desk, take_in, still):
    day = date(2026, 12, 1)
    law_versions.save(desk, person=LEAD, form=draft(desk, effective_from=day, max_returns=1), note="区里通知")
    assert desk.rules_for(desk.now()).max_returns == 2
    newest = law_versions.versions(desk)[0]
    assert (newest.made_by, newest.note, newest.in_force) == ("班组长甲", "区里通知", False)
    still.advance(timedelta(days=9))
    assert desk.rules_for(desk.now()).max_returns == 1


def test_a_version_waits_for_its_hour_and_says_it_in_the_journal(desk, take_in, still):
    form = draft(desk, effective_from=date(2026, 11, 23), effective_time=time(18), max_returns=1)
    law_versions.save(desk, person=LEAD, form=form)
    newest = law_versions.versions(desk)[0]
    assert (newest.in_force, newest.since) == (False, beijing("2026-11-23T18:00"))
    with pytest.raises(Refused, match="还没有到") as refused:
        law_versions.save(desk, person=LEAD, form=form, open_too=True)
    assert refused.value.field == "effective_time"
    still.advance(beijing("2026-11-23T17:59:59") - still.now())
    assert desk.rules_for(desk.now()).max_returns == 2
    still.advance(timedelta(seconds=1))
    assert desk.rules_for(desk.now()).max_returns == 1
    with desk.register.reading() as stores:
        lines = [line.text for line in stores.journal.between(still.now() - timedelta(days=1), still.now())]
    assert any("自 2026-11-23 18:00 起变更" in line for line in lines)
    assert "effective_time" not in law_versions.draft_of(desk, desk.rules_for(desk.now()))


def test_open_tickets_follow_when_asked_each_with_its_line_and_no_ring_for_the_past(desk, take_in, still):
    ticket = take_in("热线-261123-000001")
    still.advance(timedelta(minutes=5))
    sign.sign(desk, person=LEAD, ticket_ids=[ticket])
    still.advance(timedelta(days=3))
    series = {"number": 2, "times": [time(9)]}
    form = draft(desk, handling=LONGER, day_series=series, sign_minutes={"urgent": 10, "general": 111})
    told = law_versions.moved_by(desk, form=form, open_too=True)
    assert [(move.number, move.clock) for move in told] == [("热线-261123-000001", ClockName.HANDLING)]
    was = dues(desk, ticket)
    assert law_versions.save(desk, person=LEAD, form=form, open_too=True).result == 1
    detail = ticket_reads.detail(desk, ticket_id=ticket)
    assert detail.row.deadline_at == was[ClockName.HANDLING] + timedelta(days=2)
    assert dues(desk, ticket)[ClockName.SIGN] == was[ClockName.SIGN], "what was signed stays as it was judged"
    assert "办理到期 11-28 24:00 → 11-30 24:00" in detail.journal[-1].text
    assert any("在办工单自" in step for step in detail.clocks[2].explanation)
    assert reminder_acts.raise_due(desk).result == []
    planned = [row for row in detail.reminders if row.state is ReminderState.PLANNED]
    assert [(row.clock, row.planned_at) for row in planned] == [(ClockName.DEADLINE, detail.row.deadline_at)]


def test_saving_only_for_new_tickets_lists_no_move(desk, take_in, still):
    take_in()
    still.advance(timedelta(seconds=1))
    assert law_versions.moved_by(desk, form=draft(desk, handling=LONGER), open_too=False) == []


def test_an_unsigned_ticket_that_a_shorter_limit_makes_late_rings_once(desk, take_in, still):
    take_in()
    still.advance(timedelta(minutes=60))
    form = draft(desk, sign_minutes={"urgent": 10, "general": 30}, sign_reminders={"urgent": [0], "general": [10, 20]})
    law_versions.save(desk, person=LEAD, form=form, open_too=True)
    assert [(row.clock, row.slot) for row in reminder_acts.raise_due(desk).result] == [(ClockName.SIGN, "overdue")]
    assert reminder_acts.raise_due(desk).result == []


def test_a_failure_leaves_rules_and_tickets_as_they_were(desk, take_in, monkeypatch):
    ticket = take_in()
    was, book = dues(desk, ticket), desk.rules

    def fail(*_arguments, **_named):
        raise Refused("中断")

    monkeypatch.setattr(law_versions, "recount", fail)
    with pytest.raises(Refused, match="中断"):
        law_versions.save(desk, person=LEAD, form=draft(desk, handling=LONGER), open_too=True)
    assert desk.rules is book
    assert dues(desk, ticket) == was
    assert len(law_versions.versions(desk)) == 1


def test_another_process_counts_by_the_new_version_at_its_next_act(desk, folder, still, take_in):
    other = assemble(folder, still)
    try:
        law_versions.save(desk, person=LEAD, form=draft(desk, max_returns=1))
        with other.register.writing():
            assert other.rules_for(still.now()).max_returns == 1
        law_versions.save(other, person=LEAD, form=draft(other, effective_from=date(2026, 12, 1), max_returns=3))
        reload.look_again(desk)
        assert len(desk.rules.versions) == 3
    finally:
        other.register.close()


def test_a_version_survives_the_next_start_just_as_it_was_entered(desk, folder, still):
    ladder = [{"clock": "first-contact", "urgency": "general", "steps": ["80%", "-60min"]}]
    law_versions.save(desk, person=LEAD, form=draft(desk, ladder=ladder, callback_limit=_both({"days": 3})))
    again = assemble(folder, still)
    assert again.rules == desk.rules
    again.register.close()


def _both(limit):
    return {"urgent": limit, "general": limit}


def test_a_row_that_cannot_be_read_is_left_out_and_said(desk, folder, still):
    with desk.register.writing() as stores:
        stores.law.add_rule_version(date(2026, 11, 23), "version = 3", at=still.now(), who="", note="")
    with desk.register.reading() as stores:
        reload.reload(desk, stores)
    assert desk.rules == load_rules()
    assert "第 1 号时限规则无法读取" in desk.law.problems[0]


def test_a_date_in_the_past_is_refused_and_so_are_open_tickets_for_a_date_to_come(desk):
    with pytest.raises(BadRules) as caught:
        law_versions.save(desk, person=LEAD, form=draft(desk, effective_from=date(2026, 11, 22)))
    assert caught.value.field == "effective_from"
    with pytest.raises(Refused, match="还没有到"):
        law_versions.save(desk, person=LEAD, form=draft(desk, effective_from=date(2026, 11, 24)), open_too=True)


def test_a_form_that_makes_no_sense_is_refused_at_its_key_and_nothing_is_kept(desk):
    form = draft(desk, sign_minutes={"urgent": 0, "general": 120})
    with pytest.raises(BadRules) as caught:
        law_versions.save(desk, person=LEAD, form=form)
    assert caught.value.field == "sign_minutes.urgent"
    assert len(law_versions.versions(desk)) == 1


def test_the_preview_says_each_clock_and_each_reminder_of_a_ticket_dispatched_now(desk):
    told = law_versions.preview(desk, form=draft(desk), urgency=URGENT, time_class=TimeClass.DEFAULT)
    assert [clock.clock for clock in told][:3] == [ClockName.SIGN, ClockName.FIRST_CONTACT, ClockName.HANDLING]
    assert [title for _, title in told[0].reminders] == [
        "新到工单，请立即签收", "签收剩 5 分钟", "签收剩 2 分钟", "签收已超时",
    ]  # fmt: skip
    assert len(told[2].reminders) == 5
    assert told[2].reminders[-1] == (told[2].due, "已到期，须上报")


def test_what_if_lists_what_a_file_would_move_and_changes_nothing(desk, take_in, tmp_path):
    take_in("热线-261123-000001")
    path = tmp_path / "rules.toml"
    form = draft(desk, effective_from=date(2026, 2, 1), handling=LONGER)
    path.write_text(toml_text({"version": [form]}), encoding="utf-8")
    told = law_versions.what_if(desk, path=path)
    assert [(move.number, move.clock, move.becomes - move.was) for move in told] == [
        ("热线-261123-000001", ClockName.HANDLING, timedelta(days=2))
    ]
    assert len(desk.rules.versions) == 1
    path.write_text("version = [", encoding="utf-8")
    with pytest.raises(FileRefused, match="TOML"):
        law_versions.what_if(desk, path=path)
    with pytest.raises(FileRefused, match="无法读取"):
        law_versions.what_if(desk, path=tmp_path / "none.toml")


def test_a_ladder_reminds_of_its_clock_until_the_clock_ends(desk, take_in, still):
    ladder = [{"clock": "first-contact", "steps": ["50%", "-60min", "end"]}]
    law_versions.save(desk, person=LEAD, form=draft(desk, ladder=ladder))
    still.advance(timedelta(seconds=1))
    ticket = take_in()
    rows = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.clock is ClockName.FIRST_CONTACT]
    start = desk.now()
    assert [row.planned_at - start for row in rows] == [timedelta(hours=hours) for hours in (12, 23, 24)]
    assert {row.due_at - start for row in rows} == {timedelta(hours=24)}


def test_the_return_clock_runs_while_an_answer_is_awaited(desk, take_in, still):
    ticket = take_in()
    sign.sign(desk, person=LEAD, ticket_ids=[ticket])
    entered = returns_acts.register(
        desk,
        person=LEAD,
        ticket_id=ticket,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="三定方案",
        suggested_unit="体育局",
    ).result
    returns_acts.send(desk, person=LEAD, return_id=entered.id)
    (clock,) = [clock for clock in ticket_reads.detail(desk, ticket_id=ticket).clocks if clock.name is ClockName.RETURN]
    assert clock.state is ClockState.RUNNING
    assert "按工作日计，计入 11-24" in clock.explanation
    returns_acts.refuse(desk, person=LEAD, return_id=entered.id, note="应由本局办理")
    assert ClockName.RETURN not in dues(desk, ticket)


def test_the_facts_of_open_tickets_are_read_whole(desk, take_in):
    ticket = take_in()
    with desk.register.reading() as stores:
        (row,) = stores.tickets.open_facts()
        whole = stores.tickets.get(ticket)
        assert facts_of(row) == facts_of(whole)
        assert (row.id, row.number, row.version) == (whole.id, whole.number, whole.version)


def test_the_report_clock_runs_from_the_deadline_until_the_report_is_recorded(desk, take_in, still):
    ladder = [{"clock": "report", "steps": ["end"]}]
    law_versions.save(desk, person=LEAD, form=draft(desk, report_limit=_both({"hours": 1}), ladder=ladder))
    still.advance(timedelta(seconds=1))
    ticket = take_in()
    sign.sign(desk, person=LEAD, ticket_ids=[ticket])
    assert ClockName.REPORT not in dues(desk, ticket)
    deadline = ticket_reads.detail(desk, ticket_id=ticket).row.deadline_at
    still.advance(deadline + timedelta(minutes=1) - still.now())
    reminder_acts.raise_due(desk)
    assert dues(desk, ticket)[ClockName.REPORT] == deadline + timedelta(hours=1)
    (case,) = escalation_acts.listing(desk)
    escalation_acts.report(desk, person=LEAD, escalation_id=case.id, to="班长", channel="电话")
    told = ticket_reads.detail(desk, ticket_id=ticket)
    (clock,) = [clock for clock in told.clocks if clock.name is ClockName.REPORT]
    assert clock.state is ClockState.MET
    (slot,) = [row for row in told.reminders if row.clock is ClockName.REPORT]
    assert slot.state is ReminderState.CANCELLED
    assert [line.verb for line in told.journal].count("escalation-report") == 1
    still.advance(timedelta(hours=2))
    assert ClockName.REPORT not in {row.clock for row in reminder_acts.raise_due(desk).result}
