"""Turns the texts of tickets into small whole numbers: each text gets the next number when it is first seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.models.figures.facts import FactRow, SurveyRow
from app.rules.figures.facts import Answers
from app.rules.law.urgency import GENERAL
from app.rules.survey.platform_answers import read_answer, was_valid
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus

# The bits of the column of flags.
RETURNED, URGENT, EXCLUDED, PARKED, OFF_VOLUME = 1, 2, 4, 8, 16
# The bits of a column of answers.
VALID, CONTACTED, SOLVED, PARTLY, SATISFIED, MOSTLY = 1, 2, 4, 8, 16, 32

# The columns of a ticket that its flags and its last answers are read from.
FLAG_COLUMNS = ("status", "urgency", "excluded", "parked", "off_volume")
LAST_COLUMNS = ("platform_valid", "platform_contacted", "platform_solved", "platform_satisfied")
_QUESTIONS = ("valid", "contacted", "solved", "satisfied")


class Vocabulary(dict[str, int]):
    """The number of each text, by its cleaned form; `words[number]` is the cleaned text."""

    def __init__(self, clean: Callable[[str], str] = str, words: list[str] | None = None) -> None:
        super().__init__()
        self._clean = clean
        self.words: list[str] = []
        for word in words or [""]:
            self._number(word)

    def __missing__(self, text: str) -> int:
        self[text] = number = self._number(self._clean(text))
        return number

    def _number(self, word: str) -> int:
        number = self.get(word)
        if number is None:
            number = self[word] = len(self.words)
            self.words.append(word)
        return number


class Callers:
    """The number of each caller; 0 is nobody. Keeps a digest of the phone, not the phone itself."""

    def __init__(self, salt: str, digests: NDArray[np.uint64] | None = None) -> None:
        self.salt = salt
        self._kept = np.zeros(1, np.uint64) if digests is None else digests
        self._numbers: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._numbers) or len(self._kept)

    @property
    def digests(self) -> NDArray[np.uint64]:
        """The digest of each number, in their order."""
        return np.fromiter(self._numbers, np.uint64, len(self._numbers)) if self._numbers else self._kept

    def number(self, phone: str) -> int:
        """The number of a phone; a new one gets the next."""
        if not phone:
            return 0
        if not self._numbers:
            # Made when the first phone is asked for: a start that only reads does without.
            self._numbers = {int(digest): number for number, digest in enumerate(self._kept)}
        digest = hashlib.blake2b(phone.encode("utf-8", "surrogatepass"), key=self.salt.encode(), digest_size=8).digest()
        return self._numbers.setdefault(int.from_bytes(digest, "big"), len(self._numbers))


class FlagBits(dict[tuple[str, str, int, int, int], int]):
    """The bits of a ticket's state and marks."""

    def __missing__(self, key: tuple[str, str, int, int, int]) -> int:
        status, urgency, excluded, parked, off_volume = key
        marks = (
            (RETURNED, status == TicketStatus.RETURNED),
            (URGENT, urgency != GENERAL),
            (EXCLUDED, excluded),
            (PARKED, parked),
            (OFF_VOLUME, off_volume),
        )
        self[key] = bits = sum(bit for bit, holds in marks if holds)
        return bits


class AnswerBits(dict[tuple[str, ...], int]):
    """The bits of a set of the platform's answers, as its words are read."""

    def __missing__(self, key: tuple[str, ...]) -> int:
        self[key] = bits = answer_bits(platform_answers(key))
        return bits


@lru_cache(maxsize=4096)  # few distinct words stand in very many tickets
def platform_answers(words: tuple[str, ...]) -> Answers:
    """The platform's answers from its words: valid, contacted, solved, satisfied."""
    told = dict(zip(_QUESTIONS, words, strict=True))
    contacted, solved, satisfied = (read_answer(question, told[question]) for question in _QUESTIONS[1:])
    return Answers(
        valid=was_valid(told),
        contacted=contacted is Contacted.YES,
        solved=solved if isinstance(solved, Solved) else None,
        satisfied=satisfied if isinstance(satisfied, Satisfied) else None,
    )


def desk_answers(survey: SurveyRow) -> Answers:
    """The answers of the desk's own last valid survey."""
    return Answers(
        valid=True,
        contacted=survey.contacted == Contacted.YES,
        solved=Solved(survey.solved) if survey.solved else None,
        satisfied=Satisfied(survey.satisfied) if survey.satisfied else None,
    )


def answer_bits(answers: Answers) -> int:
    """Answers as bits; nothing counts without a valid callback."""
    if not answers.valid:
        return 0
    told = (
        (CONTACTED, answers.contacted),
        (SOLVED, answers.solved is Solved.YES),
        (PARTLY, answers.solved is Solved.PARTLY),
        (SATISFIED, answers.satisfied is Satisfied.SATISFIED),
        (MOSTLY, answers.satisfied is Satisfied.MOSTLY),
    )
    return VALID + sum(bit for bit, holds in told if holds)


def first_words(row: FactRow) -> tuple[str, ...]:
    """The platform's first answers that were a valid callback; the last ones where there were none before."""
    first = (
        row.platform_first_valid,
        row.platform_first_contacted,
        row.platform_first_solved,
        row.platform_first_satisfied,
    )
    if platform_answers(first).valid:
        return first
    return row.platform_valid, row.platform_contacted, row.platform_solved, row.platform_satisfied
