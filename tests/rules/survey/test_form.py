"""A form is asked with number keys and counted by what its answers mean; a bad one is refused at its place."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from app.rules.shared.toml_text import toml_text
from app.rules.survey.form import BadForm, FormAnswer, FormQuestion, check_form, form_data, read_form, shipped_forms
from app.rules.survey.states import Contacted, Satisfied, Solved

FORM = shipped_forms()[0]


def changed(name: str, **told):
    questions = tuple(replace(each, **told) if each.name == name else each for each in FORM.questions)
    return replace(FORM, questions=questions)


def test_a_form_written_down_is_read_back_as_it_was():
    assert read_form(tomllib.loads(toml_text(form_data(FORM))), number=FORM.number) == FORM


def test_answers_count_as_what_the_form_says():
    told = FORM.meanings({"contacted": "记不清", "solved": "部分解决", "satisfied": "不评价"})
    assert (told.contacted, told.solved, told.satisfied, told.reason) == (
        Contacted.UNSURE,
        Solved.PARTLY,
        Satisfied.NO_OPINION,
        True,
    )


def test_a_word_the_form_does_not_know_counts_as_nothing():
    told = FORM.meanings({"solved": "差不多"})
    assert (told.contacted, told.solved, told.satisfied, told.reason) == (None, None, None, False)


def test_a_question_that_no_rate_depends_on_is_only_kept():
    extra = FormQuestion("again", "四", "是否愿意再次接受回访？", (FormAnswer("愿意"), FormAnswer("不愿意")))
    form = replace(FORM, questions=(*FORM.questions, extra))
    check_form(form)
    assert form.meanings({"again": "愿意"}).contacted is None
    assert read_form(tomllib.loads(toml_text(form_data(form))), number=1).questions[-1] == extra


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, questions=FORM.questions[:2]), "question"),
        (replace(FORM, questions=(*FORM.questions, FORM.questions[0])), "question"),
        (changed("solved", answers=FORM.questions[1].answers[:1]), "solved"),
        (changed("solved", answers=(FormAnswer("是", Solved.NO), FormAnswer("否", Solved.PARTLY))), "solved"),
        (changed("solved", answers=(FormAnswer("是", Solved.YES), FormAnswer("是", Solved.NO))), "solved"),
        (changed("solved", answers=(FormAnswer("是", Solved.YES), FormAnswer("否"))), "solved"),
        (changed("contacted", words=" "), "contacted"),
        (replace(FORM, reasons=tuple(map(str, range(10)))), "reasons"),
        (replace(FORM, reasons=("慢；差",)), "reasons"),
    ],
)
def test_a_form_that_cannot_be_asked_or_counted_is_refused_at_its_place(form, field):
    with pytest.raises(BadForm) as refused:
        check_form(form)
    assert refused.value.field == field
