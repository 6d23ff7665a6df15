"""The versions of the survey form as the bar lists them, and what an editor holds of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.desk.survey.forms import in_force_of
from app.rules.shared.differences import BETWEEN, Texts
from app.rules.shared.starts import start_words
from app.rules.survey.form import FormAnswer, FormQuestion, SurveyForm, shipped_forms
from app.rules.survey.platform_answers import words_of
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.ui.kit.versions.bar import SHIPPED, KnownVersion, version_name

# The questions and the coded reasons.
Draft = tuple[tuple[FormQuestion, ...], tuple[str, ...]]
REASONS = "不满意原因"
LISTS = frozenset({"答案", REASONS})


def draft_of(form: SurveyForm) -> Draft:
    """What can be edited of a form."""
    return form.questions, form.reasons


def texts_of(draft: Draft) -> Texts:
    """The questions and reasons as texts for comparing."""
    questions, reasons = draft
    rows = {
        f"问题{question.mark}": {
            "问法": question.words,
            "答案": BETWEEN.join(_answer_words(question, answer) for answer in question.answers),
        }
        for question in questions
    }
    return {**rows, REASONS: {REASONS: BETWEEN.join(reasons)}}


def known_forms(forms: Sequence[SurveyForm], now: datetime) -> list[KnownVersion]:
    """Every form, newest first."""
    holding, shipped = in_force_of(tuple(forms), now), {form.number for form in shipped_forms()}
    return [
        KnownVersion(
            version_name(
                start_words(form.effective_from, form.effective_time),
                form.note,
                in_force=form is holding,
                coming=form.since > now,
            ),
            SHIPPED if form.number in shipped else f"本机第 {form.number % 1000} 次保存",
            form is holding,
            texts_of(draft_of(form)),
            draft_of(form),
        )
        for form in reversed(forms)
    ]


def _answer_words(question: FormQuestion, answer: FormAnswer) -> str:
    """满意（计为满意）（须写原因）: an answer with what it counts as."""
    means = answer.means
    kind = f"计为{words_of(question.counts, means)}" if isinstance(means, Contacted | Solved | Satisfied) else ""
    return answer.word + "".join(f"（{part}）" for part in (kind, "须写原因" if answer.reason else "") if part)
