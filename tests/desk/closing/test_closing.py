"""The closing list of a period, the badge, what is reminded of, and the steps about a ranking."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk.closing import acts as closing_acts
from app.desk.closing import reads as closing_reads
from app.desk.contact import acts as contact_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.finding import acts as finding_acts
from app.desk.queue import reads as queue_reads
from app.desk.ranking import acts as ranking_acts
from app.desk.setting import change as save_setting
from app.desk.survey import acts as survey_acts
from app.desk.ticket import editing
from app.desk.watch import acts as watch_acts
from app.rules.closing.kinds import ClosingKind
from app.rules.closing.ranking import ClockKind, ClockStand, ClosingStep
from app.rules.contact.states import AttemptOutcome
from app.rules.ranking.states import Scope
from app.rules.survey.states import Contacted, Satisfied, Solved
from tests.desk.conftest import beijing

LEAD = Person("班组长乙")
REACHED = AttemptOutcome.REACHED
BAD = {"platform_valid": "是", "platform_contacted": "是", "platform_solved": "否", "platform_satisfied": "不满意"}
GOOD = {"platform_valid": "是", "platform_contacted": "是", "platform_solved": "是", "platform_satisfied": "满意"}


def lines(desk, period=""):
    return [(line.kind.value, line.number) for line in closing_reads.closing(desk, period=period).lines]


def closed(take_in, number, desk, **said):
    return take_in(number, status="closed", closed_at=desk.now(), signed_at=desk.now(), **said)


@pytest.fixture
def full(desk, still, take_in):
    """A desk on the 17th of December with one matter of every kind, and what does not belong there."""
    still.advance(beijing("2026-12-10T09:00") - desk.now())
    missed = take_in("热线-1")
    for number, answers in (("热线-2", BAD), ("热线-3", GOOD)):
        ticket_id = closed(take_in, number, desk, **answers)
        contact_acts.add_attempt(
            desk, person=LEAD, ticket_id=ticket_id, number_index=0, outcome=REACHED, reached="本人"
        )
    with_application = take_in("热线-4", phones="13800000004", phone_raw="13800000004")
    exclusion_acts.create(
        desk, person=LEAD, ticket_id=with_application, major="商户情况", minor="已注销", statement="商户已注销"
    )
    take_in("热线-5", status="to-review", title="家政阿姨中途离岗", phones="13800000005", phone_raw="13800000005")
    editing.create(
        desk, person=LEAD,
        values={"title": "家政阿姨中途离岗", "content": "", "phone_raw": "13800000005"},
    )  # fmt: skip
    still.advance(beijing("2026-12-17T08:30") - desk.now())
    watch_acts.reconcile(desk, person=LEAD, text="工单编号\t标题\n热线-99\t健身房闭店")
    finding_acts.scan(desk)
    return missed


def test_every_matter_of_the_period_stands_in_the_list_with_its_ticket_and_nothing_else(desk, full):
    view = closing_reads.closing(desk)
    found = {kind: [line.number for line in view.lines if line.kind is kind] for kind in ClosingKind}
    assert found[ClosingKind.TURNABLE] == ["热线-2"]
    assert found[ClosingKind.APPLICATION] == ["热线-4"]
    assert found[ClosingKind.REVIEW] == ["热线-5"]
    assert found[ClosingKind.TWIN] == ["临-20261210-01"]
    assert "热线-1" in found[ClosingKind.MISSED]
    assert "热线-2" not in found[ClosingKind.MISSED]
    assert "热线-99" in found[ClosingKind.DIFFERENCE]
    turnable = next(line for line in view.lines if line.kind is ClosingKind.TURNABLE)
    assert (turnable.why, turnable.due_at) == ("平台回访：未解决，不满意", beijing("2026-12-19T00:00"))
    assert len({line.id for line in view.lines}) == len(view.lines)
    assert sum(view.counts.values()) == len(view.lines)


def test_the_badge_counts_on_the_last_two_days_only(desk, still, full):
    def badge():
        return queue_reads.counters(desk).closing_open

    assert badge() == len(closing_reads.closing(desk).lines) > 0
    still.advance(timedelta(days=2))
    finding_acts.scan(desk)
    assert badge() == 0


def test_once_the_period_has_ended_nothing_can_be_turned(desk, still, full):
    still.advance(timedelta(days=3))
    past = lines(desk, "assess:2026-12")
    assert ("turnable", "热线-2") not in past
    assert ("review", "热线-5") in past
    assert ("review", "热线-5") not in lines(desk)
    with pytest.raises(Refused, match="不是考核期"):
        closing_reads.closing(desk, period="month:2026-12")


def test_the_desks_own_survey_counts_while_the_platform_says_nothing(desk, still, take_in):
    ticket_id = take_in("热线-6", status="to-call-back")
    survey_acts.record(
        desk, person=LEAD, ticket_id=ticket_id, number_index=0, outcome=REACHED,
        contacted=Contacted.YES, solved=Solved.PARTLY, satisfied=Satisfied.SATISFIED,
        reason="只退了一半",
    )  # fmt: skip
    (line,) = [one for one in closing_reads.closing(desk).lines if one.kind is ClosingKind.TURNABLE]
    assert line.why == "本台回访：部分解决"


def test_a_period_without_a_ticket_has_no_ranking_here(desk, still):
    still.advance(beijing("2026-12-28T10:00") - desk.now())
    assert closing_reads.closing(desk).clocks == ()
    assert queue_reads.counters(desk).closing_open == 0


def test_what_turns_is_said_once_at_nine_and_stands_in_the_journal(desk, still, full):
    assert closing_acts.remind(desk).result == ()
    still.advance(timedelta(minutes=31))
    (said,) = closing_acts.remind(desk).result
    assert said.startswith("2026年12月考核期明天结束，请看收官清单：")
    assert closing_acts.remind(desk).result == ()
    with desk.register.reading() as stores:
        verbs = [
            line.verb for line in stores.journal.between(desk.now() - timedelta(hours=1), desk.now() + timedelta(1))
        ]
    assert verbs.count("hinge") == 1
    still.advance(timedelta(days=1))
    assert "今天结束" in closing_acts.remind(desk).result[0]
    still.advance(timedelta(days=1))
    assert "2027年1月考核期今天开始" in closing_acts.remind(desk).result[0]


def test_a_desk_that_was_off_says_no_more_that_a_period_ends_that_has_ended(desk, still):
    closing_acts.remind(desk)
    still.advance(beijing("2026-12-20T10:00") - desk.now())
    said = closing_acts.remind(desk).result
    assert [words for words in said if "结束，请看" in words] == []
    assert any("2027年1月考核期今天开始" in words for words in said)


def test_a_ranking_is_entered_objected_to_and_each_step_taken_back(desk, still, take_in):
    take_in()
    still.advance(beijing("2026-12-20T10:00") - desk.now())
    period = "assess:2026-12"

    def stands():
        return [(one.kind, one.stand) for one in closing_reads.closing(desk).clocks]

    def note(step, **said):
        return closing_acts.note_step(desk, person=LEAD, period=period, step=step, **said)

    assert stands() == [(ClockKind.ENTRY, ClockStand.RUNNING)]
    with pytest.raises(Refused, match="还没有录入"):
        note(ClosingStep.OBJECTED)
    with pytest.raises(Refused, match="不能晚于现在"):
        note(ClosingStep.ENTERED, at=desk.now() + timedelta(days=1))
    entered = note(ClosingStep.ENTERED)
    with pytest.raises(Refused, match="已记"):
        note(ClosingStep.ENTERED)
    assert stands()[1] == (ClockKind.OBJECTION, ClockStand.RUNNING)
    objected = note(ClosingStep.OBJECTED, note="第 3 项分母不符")
    with pytest.raises(Refused, match="已记“已提异议”"):
        note(ClosingStep.NO_OBJECTION)
    with pytest.raises(Refused, match="异议已有结论"):
        entered.undo.use_case(desk)
    objected.undo.use_case(desk)
    entered.undo.use_case(desk)
    assert stands() == [(ClockKind.ENTRY, ClockStand.RUNNING)]
    with pytest.raises(Refused, match="还没有结束"):
        closing_acts.note_step(desk, person=LEAD, period="assess:2027-01", step=ClosingStep.ENTERED)


def test_a_ranking_that_stands_in_the_register_is_entered_without_a_note(desk, still, take_in):
    take_in()
    still.advance(beijing("2026-12-20T10:00") - desk.now())
    ranking_acts.enter(desk, person=LEAD, scope=Scope.DISTRICT, period="assess:2026-12", place=6, score="80.0")
    clocks = [(one.kind, one.stand) for one in closing_reads.closing(desk).clocks]
    assert clocks[1] == (ClockKind.OBJECTION, ClockStand.RUNNING)
    closing_acts.note_step(desk, person=LEAD, period="assess:2026-12", step=ClosingStep.NO_OBJECTION)


def test_the_last_day_of_a_ranking_is_reminded_of_and_late_it_stands_in_the_badge(desk, still, take_in):
    take_in()
    still.advance(beijing("2026-12-24T10:00") - desk.now())
    save_setting(desk, person=LEAD, name="ranking_entry_day", value="26")
    closing_acts.remind(desk)
    still.advance(beijing("2026-12-26T09:00") - desk.now())
    assert closing_acts.remind(desk).result == ("2026年12月考核期：录入官方排名，12-26 24:00 前",)
    assert queue_reads.counters(desk).closing_open == 0
    still.advance(timedelta(days=1))
    assert closing_acts.remind(desk).result == ("2026年12月考核期：录入官方排名，12-26 24:00 前，已过期",)
    assert queue_reads.counters(desk).closing_open == 1
