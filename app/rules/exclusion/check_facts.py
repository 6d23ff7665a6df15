"""The input and output of a dossier check: the application, its ticket, its files, and the result of each rule."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.catalogue import ExclusionType
from app.rules.exclusion.moves import ExclusionFlag
from app.rules.law.calendar import Calendar


class RuleResult(enum.StrEnum):
    """The result of a rule; `PERSON` needs a person to look."""

    PASS = "pass"  # noqa: S105 - no secret
    FAIL = "fail"
    PERSON = "person"


RULE_RESULT_WORDS = {RuleResult.PASS: "通过", RuleResult.FAIL: "不通过", RuleResult.PERSON: "需人工核对"}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a dossier. `number` is its place from 1; `problem` says why it cannot be read ("" when it can).

    `taken_at` and `place` come from the picture itself, or were stated by a person (`stated`). `elsewhere` are
    numbers of other tickets whose applications use the same content.
    """

    number: int
    name: str
    kind: str
    format: str
    size: int
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    place: str = ""
    stated: bool = False
    problem: str = ""
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application with all it is judged by. `kind` is None when its month's catalogue has no such type.

    A ticket that `is_closed` may lack the time at which it was closed: the platform's export did not tell it.
    """

    type_words: str
    kind: ExclusionType | None
    month: str
    statement: str
    process: str
    basis: str
    platform_name: str
    flags: tuple[ExclusionFlag, ...]
    files: Sequence[FileFacts]
    category: str
    ticket_type: str
    dispatched_at: datetime
    closed_at: datetime | None
    attempts: Sequence[tuple[datetime, AttemptOutcome]]
    now: datetime
    calendar: Calendar
    dispatch_estimated: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer to a rule: overruled it, or looked and confirmed."""

    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: how it came out, why, what to do; `hard` ones stop the submission until they pass or are answered."""

    rule: str
    title: str
    result: RuleResult
    hard: bool
    reason: str
    todo: str = ""
    answer: Answer | None = None

    @property
    def settled(self) -> bool:
        """Whether it passes, or a person has answered it."""
        return self.result is RuleResult.PASS or self.answer is not None

    @property
    def stops(self) -> bool:
        """Whether the application cannot be submitted because of it."""
        return self.hard and not self.settled


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every rule of a dossier in the order of the form; `complete` is 0–100."""

    lines: tuple[RuleLine, ...]
    complete: int = field(default=0)

    @property
    def stopping(self) -> tuple[RuleLine, ...]:
        """The rules that stop the submission."""
        return tuple(line for line in self.lines if line.stops)


_HARD_WEIGHT, _SOFT_WEIGHT = 3, 1


def report_of(lines: Sequence[RuleLine], answers: Mapping[str, Answer]) -> CheckReport:
    """The lines with their answers, and how complete the dossier is.

    A hard rule weighs three, another one; settled counts in full, what waits for a person by half, a failure nothing.
    100 stands only where everything is settled.
    """
    answered = tuple(
        line
        if line.result is RuleResult.PASS or line.rule not in answers
        else RuleLine(line.rule, line.title, line.result, line.hard, line.reason, line.todo, answers[line.rule])
        for line in lines
    )
    whole = earned = 0
    for line in answered:
        weight = 2 * (_HARD_WEIGHT if line.hard else _SOFT_WEIGHT)
        whole += weight
        earned += weight if line.settled else weight // 2 if line.result is RuleResult.PERSON else 0
    return CheckReport(answered, 100 * earned // whole if whole else 0)
