"""Forms as data: a new version asks other questions and never changes what older surveys counted as."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk.figures import reads as figures_reads
from app.desk.figures.reads import Window
from app.desk.survey import acts as survey_acts
from app.desk.survey import forms as survey_forms
from app.desk.survey.acts import Answers
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import FormAnswer
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus

LEAD = Person("班长乙")
GOOD = {"contacted": "已联系", "solved": "已解决", "satisfied": "满意"}


def with_very(form, since):
    """A form with “非常满意” first, and “满意” counted by the lesser weight."""
    asked = form.counted("satisfied")
    answers = (
        FormAnswer("非常满意", Satisfied.SATISFIED),
        FormAnswer("满意", Satisfied.MOSTLY),
        FormAnswer("不满意", Satisfied.UNSATISFIED, reason=True),
    )
    questions = (*form.questions[:2], replace(asked, answers=answers))
    return replace(form, questions=questions, effective_from=since, reasons=("退款未到账",), note="五档改三档")


def answer(desk, ticket, form, codes=(), reason="", **words):
    said = Answers(form.number, GOOD | words, codes)
    return survey_acts.record(
        desk,
        person=LEAD,
        ticket_id=ticket,
        number_index=0,
        outcome=AttemptOutcome.REACHED,
        answers=said,
        reason=reason,
    ).result


@pytest.fixture
def waiting(take_in):
    return take_in(status=TicketStatus.TO_CALL_BACK)


@pytest.fixture
def counted(desk):
    span = timedelta(days=9)
    return lambda: figures_reads.of_period(desk, Window(desk.now() - span, desk.now() + span)).rates.counted


def test_a_form_waits_for_its_hour(desk, still):
    form = replace(with_very(survey_forms.in_force(desk), date(2026, 11, 23)), effective_time=time(18))
    told = survey_forms.save(desk, person=LEAD, form=form)
    assert "自 2026-11-23 18:00 起用" in told.message
    still.advance(told.result.since - still.now() - timedelta(seconds=1))
    assert survey_forms.in_force(desk) != told.result
    still.advance(timedelta(seconds=1))
    assert survey_forms.in_force(desk) == told.result


def test_a_new_form_holds_from_its_date_and_changes_no_older_figure(desk, still, take_in, waiting, counted):
    old = survey_forms.in_force(desk)
    answer(desk, waiting, old)
    before = counted()
    new = survey_forms.save(desk, person=LEAD, form=with_very(old, date(2026, 11, 24))).result
    assert survey_forms.in_force(desk) == old
    assert counted() == before
    still.advance(timedelta(days=1))
    assert survey_forms.in_force(desk) == new
    assert counted() == before
    other = take_in(status=TicketStatus.TO_CALL_BACK)
    answer(desk, other, new)
    after = counted()
    assert (before.satisfied, before.mostly, after.satisfied, after.mostly) == (1, 0, 1, 1)


def test_a_survey_keeps_its_form_and_the_words_that_were_chosen(desk, waiting):
    form = survey_forms.in_force(desk)
    answer(desk, waiting, form, solved="部分解决", codes=("退款未到账", "办理太慢"))
    (told,) = ticket_reads.detail(desk, ticket_id=waiting).surveys
    assert (told.form, told.answers["solved"], told.solved) == (form.number, "部分解决", Solved.PARTLY)
    assert (told.reason_codes, told.reason) == ("退款未到账；办理太慢", "")


def test_the_form_decides_which_answer_needs_a_reason_and_a_coded_one_is_one(desk, waiting):
    form = survey_forms.in_force(desk)
    with pytest.raises(Refused) as refused:
        answer(desk, waiting, form, satisfied="不满意")
    assert refused.value.field == "reason"
    assert answer(desk, waiting, form, satisfied="不满意", codes=("服务态度差",)).valid


def test_answers_given_by_meaning_borrow_the_words_of_the_form_in_force(desk, waiting):
    meant = {"contacted": Contacted.YES, "solved": Solved.YES, "satisfied": Satisfied.MOSTLY}
    survey_acts.record(desk, person=LEAD, ticket_id=waiting, number_index=0, outcome=AttemptOutcome.REACHED, **meant)
    (told,) = ticket_reads.detail(desk, ticket_id=waiting).surveys
    assert told.answers == GOOD | {"satisfied": "基本满意"}


def test_a_form_cannot_begin_in_the_past_and_of_one_date_the_newest_holds(desk):
    form = survey_forms.in_force(desk)
    with pytest.raises(Refused) as refused:
        survey_forms.save(desk, person=LEAD, form=with_very(form, date(2026, 11, 22)))
    assert refused.value.field == "effective_from"
    survey_forms.save(desk, person=LEAD, form=with_very(form, date(2026, 11, 23)))
    last = survey_forms.save(desk, person=LEAD, form=replace(form, effective_from=date(2026, 11, 23))).result
    assert survey_forms.in_force(desk) == last
    assert len(survey_forms.versions(desk)) == 3


def test_an_unknown_form_is_refused(desk, waiting):
    with pytest.raises(Refused, match="没有这一版调查表"):
        answer(desk, waiting, replace(survey_forms.in_force(desk), number=77))
