"""Quality figures against a sheet counted by hand, in both calibers, with nothing counted, and beside the platform's.

The sheet. 甲科 has six tickets of this period, 乙科 one, 丙科 one without any callback; T4 is excluded (剔除).

    ticket  unit  first contact  last valid survey               first valid survey
    T1      甲科   10 min         已联系 已解决 满意               the same
    T2      甲科   30 min         已联系 已解决 基本满意            已联系 未解决 不满意
    T3      甲科   60 min         未联系 未解决 不满意             the same
    T4 剔除  甲科   –              已联系 已解决 满意               the same
    T5 T6   甲科   –              –
    T7      乙科   20 min         已联系 部分解决 满意             the same
    T8      丙科   –              –
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.base.clock import local_day, local_midnight
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.figures import quality
from app.desk.figures import reads as figures_reads
from app.desk.figures.asked import Asked, figures
from app.desk.figures.quality import By, Which
from app.desk.figures.reads import Window
from app.desk.survey import acts as survey_acts
from app.desk.survey import forms as survey_forms
from app.models.finding.tables import findings
from app.models.reply.records import NewReply, SendBack
from app.models.ticket.tables import tickets as ticket_table
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import show_rate, show_score
from app.rules.figures.rows import RATES
from app.rules.reply.states import ReplyState
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus

A, B = Person("值班员甲"), Person("值班员乙")
WELL = (Contacted.YES, Solved.YES, Satisfied.SATISFIED)
MOSTLY = (Contacted.YES, Solved.YES, Satisfied.MOSTLY)
BAD = (Contacted.NO, Solved.NO, Satisfied.UNSATISFIED)
SOSO = (Contacted.YES, Solved.NO, Satisfied.UNSATISFIED)
PARTLY = (Contacted.YES, Solved.PARTLY, Satisfied.SATISFIED)


def survey(desk, person, ticket, answers):
    contacted, solved, satisfied = answers
    told = {"contacted": contacted, "solved": solved, "satisfied": satisfied, "reason": "没退"}
    reached = AttemptOutcome.REACHED
    survey_acts.record(desk, person=person, ticket_id=ticket, number_index=0, outcome=reached, **told)


@pytest.fixture
def period(desk):
    return Window(desk.now() - timedelta(days=1), desk.now() + timedelta(days=9))


@pytest.fixture
def sheet(desk, still, take_in, period):
    """T1 to T8 as in the sheet; gives their ids from 1 on."""
    units = ["甲科"] * 6 + ["乙科", "丙科"]
    ids = [0, *(take_in(f"T{n}", unit=unit, status=TicketStatus.TO_CALL_BACK) for n, unit in enumerate(units, start=1))]
    with desk.register.writing() as stores:
        stores.connection.execute(ticket_table.update().where(ticket_table.c.id == ids[4]).values(excluded=1))
    for after, ticket in ((10, ids[1]), (10, ids[7]), (10, ids[2]), (30, ids[3])):
        still.advance(timedelta(minutes=after))
        contact_acts.add_attempt(desk, person=A, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED)
    still.advance(timedelta(days=1))
    contact_acts.add_attempt(desk, person=B, ticket_id=ids[5], number_index=0, outcome=AttemptOutcome.NO_ANSWER)
    for ticket, answers, person in (
        (ids[1], WELL, A),
        (ids[2], SOSO, A),
        (ids[2], MOSTLY, B),
        (ids[3], BAD, A),
        (ids[4], WELL, A),
        (ids[7], PARTLY, B),
    ):
        survey(desk, person, ticket, answers)
    return ids


def shown(row):
    rates = (row.contact, row.reach, row.response, row.resolution, row.satisfaction)
    return [row.valid, *map(show_rate, rates), show_score(row.score)]


def by_name(told):
    return {row.name: row for row in told.rows}


def test_the_sheet_counted_by_hand_in_the_gross_caliber(desk, period, sheet):
    told = quality.of_period(desk, window=period)
    # 甲科: contact 3/6; calls 3 + 1 + 5 surveys = 9, reached 8; V 4: contacted 3, solved 3, satisfied 2 + 0.9
    # score = (0.75 × 10 % + 0.75 × 50 % + 2.9/4 × 40 %) × 100 = 74.0
    # 乙科: V 1: contacted 1, solved 0 (partly), satisfied 1: 10 + 0 + 40 = 50.0
    assert {name: shown(row) for name, row in by_name(told).items()} == {
        "甲科": [4, "50.0%", "88.9%", "75.0%", "75.0%", "72.5%", "74.0"],
        "乙科": [1, "100.0%", "100.0%", "100.0%", "0.0%", "100.0%", "50.0"],
        "丙科": [0, "0.0%", "—", "—", "—", "—", "—"],
    }
    assert [row.name for row in told.rows] == ["甲科", "乙科", "丙科"]
    # all: contact 4/8; calls 11, reached 10; V 5: 4, 3, 3 + 0.9: 8 + 30 + 31.2 = 69.2
    assert shown(told.pooled) == [5, "50.0%", "90.9%", "80.0%", "60.0%", "78.0%", "69.2"]
    # the mean of 甲科 and 乙科; 丙科 has no callback and weighs nothing
    assert [show_rate(told.mean[name]) for name in ("response", "resolution", "satisfaction")] == [
        "87.5%",
        "37.5%",
        "86.3%",
    ]
    assert told.mean["score"] == 62
    # Every callback was made within the period, so that both ways to count say the same.
    asked = figures_reads.of_period(desk, period).rates.counted
    assert replace(told.pooled.tally.counts(), received=0) == asked


def test_the_sheet_in_the_net_caliber_leaves_the_excluded_ticket_out(desk, period, sheet):
    told = quality.of_period(desk, window=period, caliber=Caliber.NET)
    # 甲科 without T4: contact 3/5; calls 8, reached 7; V 3: 2, 2, 1 + 0.9: 6.67 + 33.33 + 25.33 = 65.3
    assert shown(by_name(told)["甲科"]) == [3, "60.0%", "87.5%", "66.7%", "66.7%", "63.3%", "65.3"]
    assert told.pooled.valid == 4


def test_the_lines_are_those_of_the_figures(desk, period, sheet):
    day = local_day(desk.now() - timedelta(days=1))
    for caliber in Caliber:
        asked = Asked(f"date:{day}", ("unit",), caliber, "desk")
        counted = {row.key[0]: row.now for row in figures(desk, asked).rows}
        told = by_name(quality.of_period(desk, window=Window(local_midnight(day), period.end), caliber=caliber))
        assert set(told) == set(counted)
        for name, row in told.items():
            assert row.row.counted.received == counted[name].counted.received
            for field in RATES:
                assert field is Field.IN_TIME_RATE or row.row.exact(field) == counted[name].exact(field)


def test_a_callback_counts_with_the_receipt_of_its_ticket(desk, still, take_in, period):
    ticket = take_in("早", unit="甲科", status=TicketStatus.TO_CALL_BACK)
    still.advance(timedelta(days=20))
    survey(desk, A, ticket, WELL)
    assert quality.of_period(desk, window=period).pooled.valid == 1
    later = Window(desk.now() - timedelta(days=1), desk.now() + timedelta(days=1))
    told = quality.of_period(desk, window=later).pooled
    assert (told.valid, len(told.tally.calls)) == (0, 1)


def test_history_is_received_but_nobody_owed_it_a_contact(desk, take_in, period):
    old = take_in("史", unit="甲科", backlog=True)
    tally = by_name(quality.of_period(desk, window=period))["甲科"].tally
    assert (tally.received, tally.tickets) == ([old], [])


def test_first_and_last_results_are_told_apart(desk, period, sheet):
    told = (quality.of_period(desk, window=period, which=which) for which in (Which.LAST, Which.FIRST))
    last, first = (by_name(each)["甲科"] for each in told)
    assert (last.tally.mostly, first.tally.mostly) == ([sheet[2]], [])
    # first: V 4: contacted 3, solved 2, satisfied 2: 7.5 + 25 + 20 = 52.5
    assert shown(first)[3:] == ["75.0%", "50.0%", "50.0%", "52.5"]


def test_the_time_to_the_first_contact_is_that_before_the_callback(desk, period, sheet):
    told = by_name(quality.of_period(desk, window=period))
    assert (told["甲科"].median, told["甲科"].ninetieth) == (30, 60)
    assert (told["乙科"].median, told["丙科"].median) == (20, None)


def test_each_figure_knows_its_tickets(desk, period, sheet):
    tally = by_name(quality.of_period(desk, window=period))["甲科"].tally
    assert tally.tickets == sheet[1:7]
    assert tally.contacted == sheet[1:4]
    assert tally.solved == [sheet[1], sheet[2], sheet[4]]


def test_an_operator_answers_for_what_they_did(desk, period, sheet):
    told = by_name(quality.of_period(desk, window=period, by=By.OPERATOR))
    assert (told["值班员甲"].valid, told["值班员乙"].valid) == (3, 2)
    assert (len(told["值班员甲"].tally.calls), len(told["值班员乙"].tally.calls)) == (8, 3)
    assert told["（未登记）"].tally.tickets == sheet[1:]


def test_the_coded_reasons_of_the_surveys_that_count_are_told(desk, take_in, period):
    form = survey_forms.in_force(desk)
    tickets = [take_in(unit="甲科", status=TicketStatus.TO_CALL_BACK) for _ in range(2)]
    words = {"contacted": "已联系", "solved": "未解决", "satisfied": "不满意"}
    for ticket, codes in zip(tickets, [("退款未到账", "办理太慢"), ("退款未到账",)], strict=True):
        survey_acts.record(
            desk,
            person=A,
            ticket_id=ticket,
            number_index=0,
            outcome=AttemptOutcome.REACHED,
            answers=survey_acts.Answers(form.number, words, codes),
        )
    tally = by_name(quality.of_period(desk, window=period))["甲科"].tally
    assert tally.reasons == {"退款未到账": tickets, "办理太慢": tickets[:1]}


def test_nothing_counted_is_a_dash_everywhere(desk, period):
    told = quality.of_period(desk, window=period)
    assert told.rows == ()
    assert shown(told.pooled) == [0, "—", "—", "—", "—", "—", "—"]
    assert set(told.mean.values()) == {None}


def test_replies_sent_back_and_findings_are_told_by_reason_and_kind(desk, take_in, period):
    ticket = take_in(unit="甲科", status=TicketStatus.HANDLING)
    with desk.register.writing() as stores:
        found = {"ticket_id": ticket, "key": "", "at": desk.now(), "found_at": desk.now(), "state": "open"}
        stores.connection.execute(findings.delete())
        stores.connection.execute(findings.insert(), [found | {"kind": "wrong-number"}])
        stores.replies.add(
            NewReply(
                ticket_id=ticket,
                state=ReplyState.SENT_BACK,
                fields={},
                writer=A.name,
                written_at=desk.now(),
                reasons=(SendBack((), "依据不清", "班长乙", desk.now()),),
                overruled={},
            )
        )
    tally = by_name(quality.of_period(desk, window=period))["甲科"].tally
    assert (tally.sent_back, tally.findings) == ({"其他原因": [ticket]}, {"错联·号码": [ticket]})
    operator = by_name(quality.of_period(desk, window=period, by=By.OPERATOR))
    assert operator["值班员甲"].tally.sent_back == {"其他原因": [ticket]}


def test_the_platforms_results_stand_beside_ours_and_differences_are_found(desk, take_in, period):
    said = {"platform_contacted": "是", "platform_solved": "解决", "platform_satisfied": "很不满意"}
    same = take_in("同", status=TicketStatus.TO_CALL_BACK, platform_contacted="1", platform_solved="部分解决")
    other = take_in("异", status=TicketStatus.TO_CALL_BACK, **said)
    alone = take_in("独", status=TicketStatus.TO_CALL_BACK, **said)
    take_in("无", status=TicketStatus.TO_CALL_BACK)
    survey(desk, A, same, SOSO)
    survey(desk, A, other, WELL)
    told = quality.compare(desk, window=period)
    assert [(row.ticket_id, row.differs) for row in told.rows] == [(same, ()), (other, ("satisfied",))]
    assert told.only_platform == (alone,)
    (row,) = told.differing
    assert row.ours == {"contacted": "已联系", "solved": "已解决", "satisfied": "满意"}
    assert row.platform == {"contacted": "是（已联系）", "solved": "解决（已解决）", "satisfied": "很不满意（不满意）"}
