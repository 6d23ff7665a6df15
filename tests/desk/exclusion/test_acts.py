"""An application for exclusion: one per ticket, written, answered for, versioned, judged by its month."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.base.errors import EditConflict, NotAllowed, Refused
from app.base.people import Person, Role
from app.desk.contact import acts as contact_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion import steps as exclusion_steps
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.check_facts import Answer, RuleResult
from app.rules.exclusion.moves import ExclusionState, Level
from app.rules.journal import JournalVerb
from tests.support.applications import hand_in

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙", Role.SHIFT_LEAD)
STATEMENT = "诉求人11月22日在电话中明确表示撤回诉求，不再要求处理，已告知其可再次来电反映情况，诉求人表示理解。"


def begin(desk, ticket, *, major="撤诉误打", minor="诉求人撤诉", **said):
    told = {"statement": STATEMENT, "basis": "接诉即办工作条例第二十条", **said}
    return exclusion_acts.create(desk, person=OPERATOR, ticket_id=ticket, major=major, minor=minor, **told).result


@pytest.fixture
def ticket(desk, take_in):
    return take_in(phones="13900000001", phone_raw="13900000001")


@pytest.fixture
def draft(desk, ticket):
    return begin(desk, ticket)


def state(desk, case):
    return exclusion_reads.detail(desk, exclusion_id=case).row.state


def test_an_application_takes_the_calls_on_record_as_its_dated_log(desk, ticket):
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED, note="同意撤回"
    )
    told = exclusion_reads.detail(desk, exclusion_id=begin(desk, ticket))
    assert told.process == "2026-11-23 02:41 值班员甲拨打 139****0001，接通本人：同意撤回"
    assert (told.row.state, told.row.level, told.row.month) == (ExclusionState.DRAFT, Level.UNIT, "2026-11")
    assert told.row.flags == ("excluded",)


def test_a_ticket_has_one_application_until_it_is_withdrawn(desk, ticket, draft):
    with pytest.raises(Refused, match="已有不纳入考核申请"):
        begin(desk, ticket)
    exclusion_steps.withdraw(desk, person=OPERATOR, exclusion_id=draft)
    assert begin(desk, ticket) != draft
    assert [row.state for row in exclusion_reads.of_ticket(desk, ticket_id=ticket)] == [
        ExclusionState.WITHDRAWN,
        ExclusionState.DRAFT,
    ]


def test_only_a_type_of_the_months_catalogue_is_taken(desk, ticket):
    with pytest.raises(Refused) as refused:
        begin(desk, ticket, minor="误打或非本人")
    assert refused.value.field == "type"
    assert begin(desk, ticket, minor="误打或非本人", month="2026-09")


def test_what_is_written_is_kept_by_version_and_journalled(desk, ticket, draft):
    fields = {"statement": "改过的说明", "parked": True}
    version = exclusion_acts.save(desk, person=OPERATOR, exclusion_id=draft, version=1, fields=fields).result
    told = exclusion_reads.detail(desk, exclusion_id=draft)
    assert (told.statement, told.row.flags, told.row.version) == ("改过的说明", ("excluded", "parked"), version)
    with pytest.raises(EditConflict):
        exclusion_acts.save(desk, person=OPERATOR, exclusion_id=draft, version=1, fields={"statement": "别人的"})
    line = ticket_reads.detail(desk, ticket_id=ticket).journal[-1]
    assert line.verb == "exclusion-edit"


def test_saving_what_stands_changes_nothing(desk, ticket, draft):
    lines = len(ticket_reads.detail(desk, ticket_id=ticket).journal)
    assert exclusion_acts.save(desk, person=OPERATOR, exclusion_id=draft, version=1, fields={}).result == 1
    assert len(ticket_reads.detail(desk, ticket_id=ticket).journal) == lines


def test_a_form_is_checked_live_without_being_kept(desk, draft):
    report = exclusion_check.check(desk, exclusion_id=draft, fields={"statement": ""})
    assert "statement" in {line.rule for line in report.stopping}
    assert exclusion_reads.detail(desk, exclusion_id=draft).statement == STATEMENT


def test_a_hard_failure_is_the_leads_to_overrule_and_a_reason_goes_with_it(desk, ticket, draft):
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=draft).report.stopping]
    assert rules == ["process", "attempts", "evidence:通话记录"]
    with pytest.raises(Refused, match="材料核验没有通过") as refused:
        hand_in(desk, person=LEAD, exclusion_id=draft)
    assert refused.value.field == "process"
    with pytest.raises(NotAllowed, match="值班员不能越过材料核验"):
        hand_in(desk, person=OPERATOR, exclusion_id=draft, overruled=dict.fromkeys(rules, "材料随后补"))
    assert state(desk, draft) is ExclusionState.DRAFT
    hand_in(desk, person=LEAD, exclusion_id=draft, overruled=dict.fromkeys(rules, "随后补"))
    told = exclusion_reads.detail(desk, exclusion_id=draft)
    assert told.row.state is ExclusionState.REVIEW
    assert {line.answer.who for line in told.report.lines if line.answer} == {"班组长乙"}
    assert [
        line.text for line in ticket_reads.detail(desk, ticket_id=ticket).journal if line.verb == "exclusion-answer"
    ]


def test_what_is_written_is_saved_and_handed_in_in_one_act(desk, ticket, draft):
    for line in exclusion_reads.detail(desk, exclusion_id=draft).report.stopping:
        exclusion_acts.answer(desk, person=LEAD, exclusion_id=draft, rule=line.rule, reason="随后补")
    seen = exclusion_reads.detail(desk, exclusion_id=draft).row.version
    fields = {"statement": STATEMENT + "补充一句。", "parked": True}
    told = exclusion_acts.save(desk, person=OPERATOR, exclusion_id=draft, version=seen, fields=fields, submit=True)
    now = exclusion_reads.detail(desk, exclusion_id=draft)
    assert (now.row.state, now.statement, now.row.version) == (
        ExclusionState.REVIEW,
        fields["statement"],
        told.result,
    )
    lines = ticket_reads.detail(desk, ticket_id=ticket).journal
    assert [line.verb for line in lines[-2:]] == [JournalVerb.EXCLUSION_EDIT, JournalVerb.EXCLUSION_SUBMIT]
    assert lines[-2].changes["挂账"] == ("否", "是")


def test_when_it_may_not_be_handed_in_nothing_of_it_is_saved(desk, ticket, draft):
    before = exclusion_reads.detail(desk, exclusion_id=draft)
    lines = len(ticket_reads.detail(desk, ticket_id=ticket).journal)
    with pytest.raises(Refused, match="材料核验没有通过"):
        exclusion_acts.save(
            desk, person=OPERATOR, exclusion_id=draft, version=1, fields={"basis": "改过的依据"}, submit=True
        )
    assert exclusion_reads.detail(desk, exclusion_id=draft) == before
    assert len(ticket_reads.detail(desk, ticket_id=ticket).journal) == lines


def test_the_answers_that_the_version_before_wrote_are_read(desk, draft):
    desk.register.close()
    kept = '{"process": {"reason": "见附件", "who": "班组长乙", "at": 1795459260}}'
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("UPDATE exclusions SET overruled = ?", [kept])
        direct.commit()
    lines = {line.rule: line for line in exclusion_reads.detail(desk, exclusion_id=draft).report.lines}
    assert lines["process"].answer == Answer("见附件", "班组长乙", datetime.fromtimestamp(1795459260, UTC))


def test_an_answer_can_be_taken_back_and_needs_a_rule_that_does_not_pass(desk, draft):
    exclusion_acts.answer(desk, person=LEAD, exclusion_id=draft, rule="process", reason="见附件")
    exclusion_acts.answer(desk, person=LEAD, exclusion_id=draft, rule="process", reason="")
    lines = {line.rule: line for line in exclusion_reads.detail(desk, exclusion_id=draft).report.lines}
    assert lines["process"].answer is None
    for rule in ("basis", "nonsense"):
        with pytest.raises(Refused) as refused:
            exclusion_acts.answer(desk, person=LEAD, exclusion_id=draft, rule=rule, reason="见附件")
        assert refused.value.field == rule


def test_answers_go_when_the_type_changes(desk, draft):
    exclusion_acts.answer(desk, person=LEAD, exclusion_id=draft, rule="process", reason="见附件")
    fields = {"major": "涉法涉诉", "minor": "公安机关已立案"}
    exclusion_acts.save(desk, person=OPERATOR, exclusion_id=draft, version=None, fields=fields)
    told = exclusion_reads.detail(desk, exclusion_id=draft)
    assert not any(line.answer for line in told.report.lines)
    assert [line.result for line in told.report.lines if line.rule == "person:1"] == [RuleResult.PERSON]


def test_an_application_keeps_the_catalogue_of_its_month_for_ever(desk, draft):
    before = exclusion_reads.detail(desk, exclusion_id=draft).catalogue
    now = exclusion_catalogue.in_force(desk, "2026-11").catalogue
    assert now == before
    stricter = type(now)("2026-11", now.types[:3], "只留三类")
    exclusion_catalogue.save(desk, person=LEAD, catalogue=stricter)
    assert exclusion_reads.detail(desk, exclusion_id=draft).catalogue == before
    assert exclusion_catalogue.in_force(desk, "2026-12").catalogue == stricter
