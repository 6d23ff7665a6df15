"""The facts of all tickets as columns of numbers: what figures count over a million tickets in milliseconds."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.desk.figures.codes import (
    FLAG_COLUMNS,
    LAST_COLUMNS,
    AnswerBits,
    Callers,
    FlagBits,
    Vocabulary,
    answer_bits,
    desk_answers,
    first_words,
)
from app.models.figures.facts import FactRow, SurveyRow
from app.rules.figures.merchants import clean_merchant
from app.rules.shared.folding import fold

Whole = NDArray[np.int64]
# The dimensions that are texts of the ticket, by their names in commands, with the column each is read from.
TEXT_DIMENSIONS = {
    "unit": "unit",
    "street": "street",
    "category": "category_1",
    "category2": "category_2",
    "category3": "category_3",
    "merchant": "merchant",
    "type": "type",
    "source": "source",
}
CALLER = "caller"
# The columns of our own answers, and the surveys they are read from: the last and the first valid one of each ticket.
OURS = ("desk", "desk-first")
Surveys = tuple[Iterable[SurveyRow], Iterable[SurveyRow]]
_CLEANED: dict[str, Callable[[str], str]] = {"merchant": clean_merchant}
NEVER = int(np.iinfo(np.uint32).max)
KINDS: dict[str, Any] = {
    "ids": np.int64,
    "received": np.uint32,
    "deadline": np.uint32,
    "closed": np.uint32,
    "flags": np.uint8,
    "last": np.uint8,
    "first": np.uint8,
    "desk": np.uint8,
    "desk-first": np.uint8,
    **dict.fromkeys((*TEXT_DIMENSIONS, CALLER), np.int32),
}


def vocabulary(name: str, words: list[str] | None = None) -> Vocabulary:
    """The numbers of a dimension's texts: none yet, or those of a list that was kept."""
    return Vocabulary(_CLEANED.get(name, fold), words)


@dataclass(slots=True)
class Columns:
    """One number a ticket and column, ordered by ticket id; instants in seconds, a missing one as the greatest number.

    `flags`, and the answers `last`, `first` (the platform's), `desk`, `desk-first` (ours), are bits
    (app.desk.figures.codes); the texts are numbers of their vocabularies. They are true up to the journal line
    `last_line`, whose hash is `last_hash`.
    """

    last_line: int = 0
    last_hash: str = ""
    arrays: dict[str, Whole] = field(default_factory=lambda: {name: np.zeros(0, kind) for name, kind in KINDS.items()})
    words: dict[str, Vocabulary] = field(default_factory=lambda: {name: vocabulary(name) for name in TEXT_DIMENSIONS})
    callers: Callers = field(default_factory=lambda: Callers(secrets.token_hex(16)))
    _flags: FlagBits = field(default_factory=FlagBits)
    _answers: AnswerBits = field(default_factory=AnswerBits)

    def __len__(self) -> int:
        return len(self.arrays["ids"])

    @property
    def begins_at(self) -> int | None:
        """The instant of the first ticket's receipt; None without a ticket."""
        received = self.arrays["received"]
        return int(received.min()) if len(received) else None

    def replace(self, ticket_ids: Sequence[int], rows: Iterable[FactRow], surveys: Surveys) -> None:
        """Takes in the present rows of these tickets in place of the ones before; those without a row are let go."""
        fresh = self._coded(rows, surveys)
        kept = ~np.isin(self.arrays["ids"], np.asarray(ticket_ids, np.int64))
        joined = {name: np.concatenate((self.arrays[name][kept], fresh[name])) for name in KINDS}
        order = np.argsort(joined["ids"], kind="stable")
        self.arrays = {name: column[order] for name, column in joined.items()}

    def fill(self, rows: Iterable[FactRow], surveys: Surveys) -> None:
        """Takes in all tickets, by id."""
        self.arrays = self._coded(rows, surveys)

    def differing(self, other: Columns) -> list[int]:
        """The ids of the tickets of which other columns, made with the same salt, say something else."""
        here, there = self.arrays["ids"], other.arrays["ids"]
        both = np.intersect1d(here, there)
        mine, theirs = np.searchsorted(here, both), np.searchsorted(there, both)
        equal = np.ones(len(both), np.bool_)
        for name in KINDS:
            equal &= self._texts(name)[mine] == other._texts(name)[theirs]
        return sorted(map(int, np.concatenate((np.setxor1d(here, there), both[~equal]))))

    def _texts(self, name: str) -> NDArray[Any]:
        """A column as it can be compared with other columns: texts instead of their numbers."""
        if name == CALLER:
            return self.callers.digests[self.arrays[name]]
        return (
            np.array(self.words[name].words, np.object_)[self.arrays[name]] if name in self.words else self.arrays[name]
        )

    def _coded(self, rows: Iterable[FactRow], surveys: Surveys) -> dict[str, Whole]:
        answered = {
            name: {survey.ticket_id: answer_bits(desk_answers(survey)) for survey in of_tickets}
            for name, of_tickets in zip(OURS, surveys, strict=True)
        }
        parts = [self._part(part, answered) for part in _batches(rows)]
        return {
            name: np.concatenate([part[name] for part in parts]) if parts else np.zeros(0, kind)
            for name, kind in KINDS.items()
        }

    def _part(self, rows: Sequence[FactRow], answered: dict[str, dict[int, int]]) -> dict[str, Whole]:
        column = dict(zip(FactRow._fields, zip(*rows, strict=True), strict=True))
        ids = column["ticket_id"]
        coded: dict[str, Iterable[int]] = {
            "ids": ids,
            "received": map(_moment, column["dispatched_at"]),
            "deadline": map(_moment, column["deadline_at"]),
            "closed": map(_moment, column["closed_at"]),
            "flags": map(self._flags.__getitem__, zip(*(column[name] for name in FLAG_COLUMNS), strict=True)),
            "last": map(self._answers.__getitem__, zip(*(column[name] for name in LAST_COLUMNS), strict=True)),
            "first": map(self._answers.__getitem__, map(first_words, rows)),
            **{name: [bits.get(one, 0) for one in ids] if bits else [0] * len(ids) for name, bits in answered.items()},
            CALLER: [self.callers.number(phones.partition(" ")[0]) for phones in column["phones"]],
        }
        for name, read_from in TEXT_DIMENSIONS.items():
            coded[name] = map(self.words[name].__getitem__, column[read_from])
        return {name: np.fromiter(values, KINDS[name], len(ids)) for name, values in coded.items()}


def _moment(seconds: int | None) -> int:
    """An instant as the columns hold it: whole seconds since 1970, a missing one or one past 2106 as the greatest."""
    return NEVER if seconds is None else max(0, min(seconds, NEVER))


def _batches(rows: Iterable[FactRow], size: int = 20_000) -> Iterable[list[FactRow]]:
    batch: list[FactRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
