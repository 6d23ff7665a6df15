"""The levels of an application: each gives an opinion, the centre ends it, flags follow the end and nothing else."""

from __future__ import annotations

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person, Role
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion import steps as exclusion_steps
from app.desk.ticket import reads as ticket_reads
from app.rules.exclusion.moves import ExclusionState, ExclusionVerb, Level
from tests.corpus import evidence as made
from tests.support.applications import hand_in

LEAD = Person("班组长乙", Role.SHIFT_LEAD)


@pytest.fixture
def case(desk, take_in):
    ticket = take_in()
    case = exclusion_acts.create(
        desk, person=LEAD, ticket_id=ticket, major="网络与异地", minor="网络平台", platform_name="某某商城"
    ).result
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=case).report.stopping]
    hand_in(desk, person=LEAD, exclusion_id=case, overruled=dict.fromkeys(rules, "试办"))
    return case


def act(desk, case, verb, opinion="同意"):
    does = {
        "pass": exclusion_steps.pass_on,
        "send-back": exclusion_steps.send_back,
        "refuse": exclusion_steps.refuse,
        "withdraw": exclusion_steps.withdraw,
    }[verb]
    return does(desk, person=LEAD, exclusion_id=case, opinion=opinion).result


def flags(desk, case):
    ticket = exclusion_reads.detail(desk, exclusion_id=case).row.ticket_id
    told = ticket_reads.detail(desk, ticket_id=ticket)
    return (told.ticket.excluded, told.ticket.parked, told.ticket.off_volume)


def test_three_levels_pass_it_and_only_its_own_flag_is_set(desk, case):
    levels = []
    for _ in range(3):
        assert flags(desk, case) == (False, False, False)
        levels.append(exclusion_reads.detail(desk, exclusion_id=case).row.level)
        act(desk, case, "pass")
    told = exclusion_reads.detail(desk, exclusion_id=case)
    assert (levels, told.row.state) == ([Level.UNIT, Level.DEPARTMENT, Level.CENTRE], ExclusionState.PASSED)
    assert flags(desk, case) == (False, False, True)
    assert [(step.level, step.verb, step.opinion) for step in told.steps[1:]] == [
        (level, ExclusionVerb.PASS, "同意") for level in levels
    ]


@pytest.mark.parametrize("verb", ["pass", "send-back", "refuse"])
def test_an_opinion_is_mandatory(desk, case, verb):
    with pytest.raises(Refused) as refused:
        act(desk, case, verb, "  ")
    assert refused.value.field == "opinion"
    assert exclusion_reads.detail(desk, exclusion_id=case).row.state is ExclusionState.REVIEW


def test_what_was_sent_back_is_written_again_and_begins_anew_with_the_unit(desk, case):
    act(desk, case, "pass")
    act(desk, case, "send-back", "缺少截图")
    exclusion_acts.save(desk, person=LEAD, exclusion_id=case, version=None, fields={"statement": "补正后的说明"})
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=case).report.stopping]
    hand_in(desk, person=LEAD, exclusion_id=case, overruled=dict.fromkeys(rules, "试办"))
    told = exclusion_reads.detail(desk, exclusion_id=case).row
    assert (told.state, told.level) == (ExclusionState.REVIEW, Level.UNIT)


def test_under_review_nothing_is_written(desk, case, tmp_path):
    with pytest.raises(Refused, match="审核中，不能修改"):
        exclusion_acts.save(desk, person=LEAD, exclusion_id=case, version=None, fields={"statement": "改"})
    path = made.written(tmp_path / "截图.png", made.png())
    with pytest.raises(Refused, match="审核中，不能修改"):
        exclusion_files.add_file(desk, person=LEAD, exclusion_id=case, path=path)
    assert [each for each in desk.folder.evidence.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_an_ended_application_moves_no_more_and_sets_no_flag(desk, case, end):
    act(desk, case, end)
    for verb in ("pass", "send-back", "refuse", "withdraw"):
        with pytest.raises(Refused, match="不能"):
            act(desk, case, verb)
    assert flags(desk, case) == (False, False, False)


def test_a_step_on_an_older_version_is_refused(desk, case):
    version = exclusion_reads.detail(desk, exclusion_id=case).row.version
    act(desk, case, "pass")
    with pytest.raises(EditConflict):
        exclusion_steps.pass_on(desk, person=LEAD, exclusion_id=case, opinion="同意", version=version)
