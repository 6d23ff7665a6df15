"""What the platform's own survey answers count as, and where they differ from ours."""

from __future__ import annotations

from collections.abc import Mapping

from app.rules.shared.spelling_tables import meaning_of
from app.rules.survey.form import COUNTED, Meaning
from app.rules.survey.states import CONTACTED_WORDS, SATISFIED_WORDS, SOLVED_WORDS, Contacted, Satisfied, Solved

# By question: the codes of two questions may be the same text, and so the same key.
_WORDS: Mapping[str, Mapping[Meaning, str]] = {
    "contacted": dict(CONTACTED_WORDS.items()),
    "solved": dict(SOLVED_WORDS.items()),
    "satisfied": dict(SATISFIED_WORDS.items()),
}


def read_answer(question: str, text: str) -> Meaning | None:
    """What a platform's answer to "contacted", "solved" or "satisfied" counts as; None when it is blank or unknown.

    By the one map of answers, resources/spellings.toml.
    """
    meaning = meaning_of(question, text)
    return COUNTED[question](meaning) if meaning else None


def was_valid(answers: Mapping[str, str]) -> bool:
    """Whether a set of answers is a valid callback: 有效回访 says so, or it is blank and all three are answered.

    The keys are "valid" and the names of the questions; 未评价 is no answer.
    """
    if said := meaning_of("yes-no", answers.get("valid", "")):
        return said == "yes"
    meanings = [read_answer(question, answers.get(question, "")) for question in COUNTED]
    return None not in meanings and Satisfied.NO_OPINION not in meanings


def contradict(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether later answers say something else than earlier ones; a blank contradicts nothing, nor a synonym."""
    both = [(question, before[question], after[question]) for question in before if after.get(question)]
    return any(old and _said(question, old) != _said(question, new) for question, old, new in both)


def words_of(question: str, meaning: Meaning) -> str:
    """The desk's own word for what an answer counts as."""
    return _WORDS[question][meaning]


def differing(ours: Mapping[str, Meaning | None], platform: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that both answered and that the rates count differently, in their order.

    Answers that count equally do not differ: to the rates 部分解决 is 未解决, 一般 is 不满意.
    """
    found = []
    for question in COUNTED:
        own, theirs = ours.get(question), read_answer(question, platform.get(question, ""))
        if own is not None and theirs is not None and _counted(own) != _counted(theirs):
            found.append(question)
    return tuple(found)


def _said(question: str, text: str) -> str:
    return meaning_of("yes-no" if question == "valid" else question, text) or "".join(text.split())


def _counted(meaning: Meaning) -> str:
    """How a rate counts it: in full, by the lesser weight, or not."""
    if meaning in {Contacted.YES, Solved.YES, Satisfied.SATISFIED}:
        return "full"
    return "lesser" if meaning is Satisfied.MOSTLY else "not"
