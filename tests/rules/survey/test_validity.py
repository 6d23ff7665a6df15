import itertools

import pytest

from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import OUTCOME_QUESTION, Value, shipped_forms
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.survey.validity import (
    Objection,
    QuestionName,
    closes_ticket,
    counts_as_contacted,
    counts_as_mostly,
    counts_as_satisfied,
    counts_as_solved,
    is_valid,
    objection,
    reason_required,
    suggests_rework,
)

REACHED = AttemptOutcome.REACHED
ALL_WELL = (Contacted.YES, Solved.YES, Satisfied.SATISFIED)
QUESTIONS = (OUTCOME_QUESTION, *shipped_forms()[0].questions)
ANSWERS = list(itertools.product([*Contacted, None], [*Solved, None], [*Satisfied, None]))


def test_the_form_asks_four_questions_with_the_words_of_the_picture() -> None:
    assert [(question.mark, question.words) for question in QUESTIONS] == [
        ("接通", "本次电话"),
        ("一", "承办单位是否与您联系？"),
        ("二", "反映的问题是否解决？"),
        ("三", "对办理结果是否满意？"),
    ]
    assert [question.name for question in QUESTIONS] == list(QuestionName)


def test_number_keys_choose_in_the_order_of_the_picture() -> None:
    words = [[f"{key} {answer.word}" for key, answer in enumerate(question.answers, start=1)] for question in QUESTIONS]
    assert words == [
        ["1 接通本人", "2 非本人", "3 无人接听", "4 忙线", "5 关机停机", "6 空号", "7 拒接"],
        ["1 已联系", "2 未联系", "3 记不清"],
        ["1 已解决", "2 部分解决", "3 未解决"],
        ["1 满意", "2 基本满意", "3 一般", "4 不满意", "5 不评价"],
    ]


def test_every_value_can_be_chosen_and_no_other_key_chooses() -> None:
    values: list[type[Value]] = [AttemptOutcome, Contacted, Solved, Satisfied]
    for question, kind in zip(QUESTIONS, values, strict=True):
        chosen = [question.answer(key) for key in range(len(kind) + 2)]
        assert chosen[0] is None
        assert chosen[-1] is None
        assert [answer.means for answer in chosen if answer] == list(kind)


def test_one_callback_takes_four_keys_when_all_is_well() -> None:
    values = [question.answers[0].means for question in QUESTIONS]
    assert values == [REACHED, *ALL_WELL]


def test_only_a_reached_caller_who_answered_everything_makes_a_valid_callback() -> None:
    for outcome, answers in itertools.product(AttemptOutcome, ANSWERS):
        expected = outcome == "reached" and None not in answers
        assert is_valid(outcome, *answers) is expected


def test_a_caller_who_does_not_remember_or_judge_still_gives_a_valid_callback() -> None:
    assert is_valid(REACHED, Contacted.UNSURE, Solved.YES, Satisfied.NO_OPINION)


def test_only_the_best_answers_count_for_the_rates() -> None:
    assert [each for each in (*Contacted, None) if counts_as_contacted(each)] == [Contacted.YES]
    assert [each for each in (*Solved, None) if counts_as_solved(each)] == [Solved.YES]
    assert [each for each in (*Satisfied, None) if counts_as_satisfied(each)] == [Satisfied.SATISFIED]
    assert [each for each in (*Satisfied, None) if counts_as_mostly(each)] == [Satisfied.MOSTLY]


def test_a_reason_is_needed_exactly_for_the_bad_answers() -> None:
    bad = {Contacted.NO, Solved.PARTLY, Solved.NO, Satisfied.FAIR, Satisfied.UNSATISFIED}
    for answers in ANSWERS:
        assert reason_required(*answers) is any(answer in bad for answer in answers)


def test_rework_is_proposed_when_something_is_left_to_do() -> None:
    assert suggests_rework(Solved.PARTLY, Satisfied.MOSTLY)
    assert suggests_rework(Solved.NO, Satisfied.SATISFIED)
    assert suggests_rework(Solved.YES, Satisfied.UNSATISFIED)
    assert not suggests_rework(Solved.YES, Satisfied.FAIR)
    assert not suggests_rework(None, None)


def test_a_good_survey_meets_no_objection() -> None:
    assert objection(REACHED, *ALL_WELL) is None
    assert objection(REACHED, *ALL_WELL, marked_valid=True) is None
    assert objection(REACHED, *ALL_WELL, marked_valid=False) is None


@pytest.mark.parametrize("outcome", sorted(set(AttemptOutcome) - {REACHED}))
def test_a_call_without_the_caller_is_recorded_without_answers(outcome: AttemptOutcome) -> None:
    assert objection(outcome, None, None, None) is None
    said = objection(outcome, Contacted.YES, None, None)
    assert said == Objection("outcome", "没有接通诉求人本人，不能填写调查答案")


def test_a_bad_answer_without_the_callers_reason_is_objected_to_at_its_field() -> None:
    answers = (Contacted.YES, Solved.PARTLY, Satisfied.MOSTLY)
    said = objection(REACHED, *answers, reason="  ")
    assert said is not None
    assert said.field == "reason"
    assert objection(REACHED, *answers, reason="差价还没到账") is None


def test_an_unfinished_survey_may_be_kept_but_not_marked_as_valid() -> None:
    unfinished = (Contacted.YES, None, None)
    assert objection(REACHED, *unfinished) is None
    said = objection(REACHED, *unfinished, marked_valid=True)
    assert said is not None
    assert said.field == "valid"


def test_a_valid_survey_closes_the_ticket_whatever_the_answers_and_an_unfinished_one_never() -> None:
    for answers in ANSWERS:
        assert closes_ticket(*answers) is is_valid(REACHED, *answers)
    assert closes_ticket(Contacted.NO, Solved.NO, Satisfied.UNSATISFIED)
    assert not closes_ticket(Contacted.YES, None, Satisfied.SATISFIED)
