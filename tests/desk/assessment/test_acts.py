"""A strike is only what a lead enters from the client's paper; it counts until it is revoked or withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import NotAllowed, Refused
from app.desk.assessment import acts, reads
from app.desk.assessment.acts import Written
from app.desk.obligation import reads as obligation_reads
from app.rules.assessment.kinds import AssessmentKind, AssessmentVerb, Objection, warning_words
from app.rules.task.tasks import TaskState
from tests.desk.obligation.conftest import LEAD, OPERATOR, beijing

UNTIL = beijing("2026-12-12T18:00")
WRITTEN = Written("2026-11-25", "签收超时", "扣 2000 元", "考核通知〔2026〕3号", "", "sign-for", UNTIL)


def strike(desk, paper, written=WRITTEN):
    return acts.enter(desk, person=LEAD, kind=AssessmentKind.STRIKE, written=written, files=[paper])


def task(desk):
    with desk.register.reading() as stores:
        (found,) = [one for one in stores.tasks.created_between(UNTIL - timedelta(days=99), UNTIL)]
        return found, [slot.state for slot in stores.task_slots.of(found.id)]


def test_no_breach_makes_a_strike(desk, planted):
    planted("2026-11", 1)
    board = obligation_reads.board(desk, month="2026-11")
    assert sum(len(row.count.findings) for row in board.rows) > 20
    assert board.strikes == 0


def test_strikes_count_over_the_service_and_warn_after_the_first(desk, paper):
    assert reads.listing(desk).warning == ""
    outcome = strike(desk, paper)
    assert outcome.message.endswith("已有 1 次书面扣罚，再有 2 次委托方可以终止合同")
    acts.enter(desk, person=OPERATOR, kind=AssessmentKind.COMPLAINT, written=Written("2026-12-01", "语气生硬"))
    acts.enter(desk, person=OPERATOR, kind=AssessmentKind.RESULT, written=Written("2026-12-02", "96.5 分"))
    assert (reads.listing(desk).strikes, obligation_reads.board(desk, month="2026-12").strikes) == (1, 1)
    assert len(reads.listing(desk).rows) == 3
    outcome.undo.use_case(desk)
    assert reads.listing(desk).strikes == 0
    assert warning_words(3, 3).endswith("委托方可以终止合同")


def test_only_a_lead_enters_or_ends_a_strike(desk, paper):
    with pytest.raises(NotAllowed, match="请由班组长或系统管理员办理"):
        acts.enter(desk, person=OPERATOR, kind=AssessmentKind.STRIKE, written=WRITTEN, files=[paper])
    made = strike(desk, paper).result
    with pytest.raises(NotAllowed):
        acts.end(desk, person=OPERATOR, assessment_id=made.id, verb=AssessmentVerb.REVOKE, note="x")
    acts.end(desk, person=LEAD, assessment_id=made.id, verb=AssessmentVerb.REVOKE, note="委托方来函撤销")
    assert reads.listing(desk).strikes == 0


def test_the_time_to_object_rings_as_a_task_until_it_is_decided(desk, paper):
    made = strike(desk, paper).result
    found, slots = task(desk)
    assert (found.due_at, found.state, len(slots)) == (UNTIL, TaskState.OPEN, 3)
    assert "是否提出异议" in found.title
    acts.decide(desk, person=LEAD, assessment_id=made.id, verb=AssessmentVerb.OBJECT, text="当时平台故障", files=[])
    found, slots = task(desk)
    assert (found.state, found.answer, {str(slot) for slot in slots}) == (TaskState.DONE, "当时平台故障", {"cancelled"})
    assert reads.listing(desk).rows[0].objection is Objection.OBJECTED
    assert reads.listing(desk).strikes == 1  # it counts until the client takes it back
    with pytest.raises(Refused, match="已有结论"):
        acts.decide(desk, person=LEAD, assessment_id=made.id, verb=AssessmentVerb.ACCEPT, text="不提了")


@pytest.mark.parametrize(
    ("change", "files", "field"),
    [
        ({"day": "2026-12-10"}, True, "day"),
        ({"day": "12-1"}, True, "day"),
        ({"item": ""}, True, "item"),
        ({"deduction": ""}, True, "deduction"),
        ({}, False, "files"),
        ({"objection_until": beijing("2026-12-01T09:00")}, True, "objection_until"),
        ({"paper": "x" * 101}, True, "paper"),
    ],
)
def test_a_strike_is_refused_at_its_field(desk, paper, change, files, field):
    values = {name: getattr(WRITTEN, name) for name in WRITTEN.__dataclass_fields__}
    with pytest.raises(Refused) as told:
        acts.enter(
            desk, person=LEAD, kind=AssessmentKind.STRIKE, written=Written(**values | change),
            files=[paper] if files else [],
        )  # fmt: skip
    assert told.value.field == field
    assert reads.listing(desk).rows == ()
