"""The survey form as data: its questions, the answers with their number keys, and what each answer counts as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.shared.starts import MIDNIGHT, start_of
from app.rules.survey.states import Contacted, Satisfied, Solved

Meaning = Contacted | Solved | Satisfied
Value = AttemptOutcome | Meaning
# What a question may count for, and the answer that the rate counts in full.
COUNTED: Mapping[str, type[Meaning]] = {"contacted": Contacted, "solved": Solved, "satisfied": Satisfied}
_BEST: Mapping[str, Meaning] = {
    "contacted": Contacted.YES,
    "solved": Solved.YES,
    "satisfied": Satisfied.SATISFIED,
}
COUNTED_WORDS = {"contacted": "是否联系", "solved": "是否解决", "satisfied": "是否满意"}
MOST_ANSWERS = 9
REASON_MARK = "；"


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One possible answer: its word, what it counts as (None: it is only kept), whether a reason must follow."""

    word: str
    means: Value | None = None
    reason: bool = False


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question; an answer's number key is its place, from 1. `counts` is empty when no rate depends on it."""

    name: str
    mark: str
    words: str
    answers: tuple[FormAnswer, ...]
    counts: str = ""

    def answer(self, key: int) -> FormAnswer | None:
        """The answer a number key chooses; None when the key chooses none."""
        return self.answers[key - 1] if 1 <= key <= len(self.answers) else None

    def key_of(self, word: str) -> int | None:
        """The number key of an answer by its word; None when no answer has that word."""
        return next((key for key, answer in enumerate(self.answers, start=1) if answer.word == word), None)

    def key_for(self, meaning: Value | None) -> int | None:
        """The number key of the first answer that counts as this."""
        found = (key for key, answer in enumerate(self.answers, start=1) if answer.means is meaning)
        return None if meaning is None else next(found, None)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the answers of one survey count as, and whether a reason must follow."""

    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    reason: bool


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """One version of the form, in force `since` a day and hour; `reasons` are the coded reasons of a bad answer."""

    number: int
    effective_from: date
    questions: tuple[FormQuestion, ...]
    reasons: tuple[str, ...] = ()
    note: str = ""
    effective_time: time = MIDNIGHT

    @property
    def since(self) -> datetime:
        """The instant from which it is asked."""
        return start_of(self.effective_from, self.effective_time)

    def counted(self, name: str) -> FormQuestion:
        """The question that decides a rate ("contacted", "solved", "satisfied")."""
        return next(question for question in self.questions if question.counts == name)

    def meanings(self, answers: Mapping[str, str]) -> Meanings:
        """What answers (question name → word) count as; a word that the form does not know counts as nothing."""
        found: dict[str, Value | None] = {}
        reason = False
        for question in self.questions:
            key = question.key_of(answers.get(question.name, ""))
            answer = question.answer(key) if key is not None else None
            if answer is not None:
                reason = reason or answer.reason
                found[question.counts] = answer.means
        contacted, solved, satisfied = (found.get(name) for name in COUNTED)
        return Meanings(
            contacted if isinstance(contacted, Contacted) else None,
            solved if isinstance(solved, Solved) else None,
            satisfied if isinstance(satisfied, Satisfied) else None,
            reason,
        )

    def words_for(self, meanings: Mapping[str, Value | None]) -> dict[str, str]:
        """The first answer of each counted question that counts as this, by the question's name."""
        words = {}
        for counts, meaning in meanings.items():
            question = self.counted(counts)
            key = question.key_for(meaning)
            if key is not None:
                words[question.name] = question.answers[key - 1].word
        return words


# How the call ended: the first question of every form.
OUTCOME = "outcome"
OUTCOME_QUESTION = FormQuestion(
    OUTCOME, "接通", "本次电话", tuple(FormAnswer(word, outcome) for outcome, word in ATTEMPT_WORDS.items())
)


class BadForm(Refused, ValueError):
    """A form that cannot be used; `field` names the faulty part."""


@cache
def shipped_forms() -> tuple[SurveyForm, ...]:
    """The forms that ship with the product, first one first."""
    return tuple(read_form(form) for form in resource_toml("survey.toml")["form"])


def read_form(data: Mapping[str, Any], *, number: int | None = None) -> SurveyForm:
    """A form from its file shape.

    Raises:
        BadForm: it cannot be asked or counted; the message says where and why.

    """
    try:
        questions = tuple(_question(question) for question in data["question"])
        form = SurveyForm(
            number=int(data["number"]) if number is None else number,
            effective_from=_day(data["effective_from"]),
            questions=questions,
            reasons=tuple(str(reason).strip() for reason in data.get("reasons", ())),
            note=str(data.get("note", "")),
            effective_time=_hour(data.get("effective_time", MIDNIGHT)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadForm):
            raise
        raise BadForm(f"调查表不完整：{error}") from error
    check_form(form)
    return form


def form_data(form: SurveyForm) -> dict[str, Any]:
    """A form in its file shape; `read_form` reads it back unchanged."""
    return {
        "effective_from": form.effective_from,
        **({} if form.effective_time == MIDNIGHT else {"effective_time": form.effective_time}),
        "note": form.note,
        "reasons": list(form.reasons),
        "question": [
            {
                "name": question.name,
                **({"counts": question.counts} if question.counts else {}),
                "mark": question.mark,
                "words": question.words,
                "answers": [_answer_data(answer) for answer in question.answers],
            }
            for question in form.questions
        ],
    }


def check_form(form: SurveyForm) -> None:
    """Checks that a form can be answered with number keys and counted.

    Raises:
        BadForm: it cannot; `field` is the question's name, "reasons" or "question".

    """
    names = [question.name for question in form.questions]
    if len(set(names)) != len(names) or OUTCOME in names:
        raise BadForm("调查表的问题重名", field="question")
    for counts, words in COUNTED_WORDS.items():
        if sum(question.counts == counts for question in form.questions) != 1:
            raise BadForm(f"调查表必须有且只有一个问题统计“{words}”", field="question")
    for question in form.questions:
        _check_question(question)
    if len(form.reasons) > MOST_ANSWERS or not all(form.reasons) or len(set(form.reasons)) != len(form.reasons):
        raise BadForm(f"不满意原因最多 {MOST_ANSWERS} 条，不能为空，也不能重复", field="reasons")
    if any(REASON_MARK in reason for reason in form.reasons):
        raise BadForm("不满意原因里不能有“；”", field="reasons")


def _check_question(question: FormQuestion) -> None:
    words = [answer.word for answer in question.answers]
    if not question.words.strip():
        raise BadForm("问题不能为空", field=question.name)
    if not 2 <= len(words) <= MOST_ANSWERS or not all(words) or len(set(words)) != len(words):
        raise BadForm(f"“{question.words}”要有 2–{MOST_ANSWERS} 个答案，不能为空，也不能重复", field=question.name)
    if not question.counts:
        return
    if any(answer.means is None for answer in question.answers):
        raise BadForm(f"“{question.words}”的每个答案都要写明计为什么", field=question.name)
    if _BEST[question.counts] not in {answer.means for answer in question.answers}:
        raise BadForm(f"“{question.words}”没有一个答案计入{COUNTED_WORDS[question.counts]}", field=question.name)


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"生效日期应为日期，不是“{value}”")
    return value


def _hour(value: object) -> time:
    if not isinstance(value, time):
        raise TypeError(f"生效钟点应写成 18:00:00，不是“{value}”")
    return value


def _question(data: Mapping[str, Any]) -> FormQuestion:
    counts = str(data.get("counts", ""))
    if counts and counts not in COUNTED:
        raise BadForm(f"不认识的统计项：{counts}", field=str(data["name"]))
    answers: Sequence[Mapping[str, Any]] = data["answers"]
    return FormQuestion(
        name=str(data["name"]),
        mark=str(data.get("mark", "")),
        words=str(data["words"]).strip(),
        answers=tuple(_answer(answer, counts) for answer in answers),
        counts=counts,
    )


def _answer(data: Mapping[str, Any], counts: str) -> FormAnswer:
    means = COUNTED[counts](data["means"]) if counts else None
    return FormAnswer(str(data["word"]).strip(), means, bool(data.get("reason", False)))


def _answer_data(answer: FormAnswer) -> dict[str, Any]:
    data: dict[str, Any] = {"word": answer.word}
    if answer.means is not None:
        data["means"] = answer.means.value
    return data | ({"reason": True} if answer.reason else {})
