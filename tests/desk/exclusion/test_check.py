"""材料核验 on sixty-one made-up dossiers: every planted fault is found by its rule, nothing hard on the clean ones."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from app.base.errors import Refused
from app.base.people import Person, Role
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.models.contact.records import NewAttempt
from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.check_facts import RuleResult
from tests.corpus import dossiers
from tests.corpus import evidence as made
from tests.desk.conftest import beijing
from tests.support.applications import hand_in

LEAD = Person("班组长乙", Role.SHIFT_LEAD)


@pytest.fixture
def put(desk, take_in, tmp_path):
    """Puts a dossier into the register as a person would, and returns its check."""
    exclusion_catalogue.save(desk, person=LEAD, catalogue=dossiers.catalogue())

    def put_in(case):
        said = {"dispatched_at": beijing("2026-11-10T08:30:00"), "closed_at": "2026-11-20T10:00:00", **case.ticket}
        closed = said.pop("closed_at")
        ticket = take_in(**said, **({"closed_at": beijing(closed)} if closed else {}))
        with desk.register.writing() as stores:
            for day in range(case.calls):
                at = beijing(f"2026-11-{11 + day}T09:20:00")
                stores.contacts.add(
                    NewAttempt(ticket_id=ticket, at=at, who="值班员甲", number="", outcome=AttemptOutcome.NO_ANSWER)
                )
        told = exclusion_acts.create(
            desk,
            person=LEAD,
            ticket_id=ticket,
            major=case.major,
            minor=case.minor,
            statement=case.statement,
            process=case.process,
            basis=case.basis,
            platform_name=case.platform_name,
            flags=case.flags,
        ).result
        for kind, name, content in case.files():
            path = made.written(tmp_path / name, content)
            exclusion_files.add_file(desk, person=LEAD, exclusion_id=told, path=path, kind=kind)
        if case.after:
            spoil(case, told)
        return told

    def spoil(case, exclusion_id):
        (file,) = exclusion_reads.detail(desk, exclusion_id=exclusion_id).files
        kept = desk.folder.evidence / file.digest[:2]
        if case.after == "lose":
            shutil.rmtree(kept)
        elif case.after == "change":
            (kept / file.digest).write_bytes(made.pdf())
        else:
            twin = exclusion_acts.create(
                desk, person=LEAD, ticket_id=take_in(), major=case.major, minor=case.minor
            ).result
            exclusion_files.add_file(desk, person=LEAD, exclusion_id=twin, path=tmp_path / file.name)

    return put_in


def test_there_are_sixty_one_and_every_rule_has_a_fault(desk):
    assert (len(dossiers.CLEAN), len(dossiers.FAULTY)) == (20, 41)
    kinds = Counter(rule.split(":")[0] for case in dossiers.FAULTY for rule in case.wrong)
    assert set(kinds) == {
        "statement", "length", "wording", "process", "basis", "attempts", "deadline", "closed", "flag", "platform-name",
        "ticket-type", "category", "process-dates", "statement-dates", "evidence", "kind", "format", "size", "pixels",
        "taken", "place", "readable", "elsewhere",
    }  # fmt: skip


@pytest.mark.parametrize("case", dossiers.CLEAN, ids=lambda case: case.name)
def test_one_as_it_should_be_has_no_hard_failure_and_can_be_submitted(desk, put, case):
    told = put(case)
    report = exclusion_check.check(desk, exclusion_id=told)
    assert [(line.rule, line.reason) for line in report.lines if line.hard and not line.settled] == []
    assert [line.rule for line in report.lines if line.result is RuleResult.FAIL] == []
    assert report.complete >= 90
    hand_in(desk, person=LEAD, exclusion_id=told)


@pytest.mark.parametrize("case", dossiers.FAULTY, ids=lambda case: case.name)
def test_a_planted_fault_is_found_by_its_rule_and_by_no_other(desk, put, case):
    told = put(case)
    report = exclusion_check.check(desk, exclusion_id=told)
    found = {line.rule: line for line in report.lines if line.result is RuleResult.FAIL}
    persons = {line.rule for line in report.lines if line.result is RuleResult.PERSON}
    assert {rule for rule in found if found[rule].hard} | (persons & set(case.wrong)) == set(case.wrong)
    assert all(found[rule].reason and found[rule].todo for rule in found)
    assert report.complete < 100
    with pytest.raises(Refused, match="材料核验没有通过") as refused:
        hand_in(desk, person=LEAD, exclusion_id=told)
    assert refused.value.field in case.wrong


def test_a_deadline_that_is_near_is_said_before_it_is_past(desk, put, still, minutes):
    told = put(dossiers.BY_NAME["注销"])
    seen = []
    for _day in range(9):
        lines = {line.rule: line for line in exclusion_check.check(desk, exclusion_id=told).lines}
        near = lines.get("deadline-near")
        seen.append((lines["deadline"].result.value, near.result.value if near else ""))
        still.advance(minutes(24 * 60))
    assert seen == [("pass", "pass")] * 6 + [("pass", "fail")] * 2 + [("fail", "")]
    assert exclusion_reads.detail(desk, exclusion_id=told).row.deadline_at == beijing("2026-12-01T00:00:00")


def test_once_submitted_it_is_judged_as_of_that_moment(desk, put, still, minutes):
    told = put(dossiers.BY_NAME["注销"])
    hand_in(desk, person=LEAD, exclusion_id=told)
    still.advance(minutes(60 * 24 * 60))
    lines = {line.rule: line for line in exclusion_check.check(desk, exclusion_id=told).lines}
    assert lines["deadline"].result is RuleResult.PASS


def test_what_waits_for_a_person_counts_by_half_until_it_is_answered(desk, put):
    told = put(dossiers.BY_NAME["注销"])
    before = exclusion_check.check(desk, exclusion_id=told)
    (waits,) = [line.rule for line in before.lines if line.result is RuleResult.PERSON]
    exclusion_acts.answer(desk, person=Person("值班员甲"), exclusion_id=told, rule=waits, reason="名称一致")
    after = exclusion_check.check(desk, exclusion_id=told)
    assert before.complete < after.complete == 100
