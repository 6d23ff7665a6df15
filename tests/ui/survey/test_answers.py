"""The form as a value: what it objects to, what saving would do, and that a draft comes back as it was."""

from __future__ import annotations

import itertools

import pytest

from app.rules.contact.states import AttemptOutcome
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.ui.survey.answers import CallbackAnswers

REACHED = AttemptOutcome.REACHED
WELL = CallbackAnswers(REACHED, Contacted.YES, Solved.YES, Satisfied.SATISFIED)


@pytest.mark.parametrize(("outcome", "solved"), itertools.product((None, *AttemptOutcome), (None, *Solved)), ids=str)
def test_a_draft_comes_back_as_it_was(outcome: AttemptOutcome | None, solved: Solved | None) -> None:
    answers = CallbackAnswers(outcome, Contacted.NO, solved, None, "差价“未到账”\n第二行", True, 2)
    assert CallbackAnswers.from_text(answers.to_text()) == answers


def test_an_empty_form_is_no_draft() -> None:
    assert CallbackAnswers(number=1).to_text() == ""


def test_what_a_later_program_wrote_is_left_out() -> None:
    assert CallbackAnswers.from_text('{"outcome": "hologram", "colour": 3}') == CallbackAnswers()


def test_without_an_outcome_nothing_can_be_saved() -> None:
    found = CallbackAnswers(reason="x").objection()
    assert found is not None
    assert found.field == "outcome"


def test_all_well_counts_and_asks_for_nothing_more() -> None:
    assert (WELL.counts, WELL.wants_reason, WELL.wants_rework, WELL.objection()) == (True, False, False, None)
    assert WELL.verdict() == ("green", "有效回访：保存后工单办结")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (CallbackAnswers(REACHED), "还有三题未答"),
        (CallbackAnswers(REACHED, Contacted.YES), "还有两题未答"),
        (CallbackAnswers(REACHED, Contacted.YES, Solved.YES), "还有一题未答"),
        (CallbackAnswers(AttemptOutcome.BUSY), "工单仍在待回访"),
    ],
)
def test_the_verdict_says_what_saving_will_do(answers: CallbackAnswers, words: str) -> None:
    assert words in answers.verdict()[1]
    assert not answers.counts


def test_a_closed_ticket_stays_closed_whatever_is_answered() -> None:
    assert "工单仍为已办结" in WELL.verdict(closed=True)[1]
    assert "工单仍为已办结" in CallbackAnswers(AttemptOutcome.BUSY).verdict(closed=True)[1]
