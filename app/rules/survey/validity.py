"""The callback survey: what makes it valid, what its answers count as, and when it must give a reason."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import Value
from app.rules.survey.states import Contacted, Satisfied, Solved


class QuestionName(enum.StrEnum):
    """How the call ended, and the three questions that decide the rates, as the fields of a survey name them."""

    OUTCOME = "outcome"
    CONTACTED = "contacted"
    SOLVED = "solved"
    SATISFIED = "satisfied"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a survey cannot be recorded: the field of the form and a Chinese sentence."""

    field: str
    message: str


# Answers that must be followed by the caller's own reason.
_NEEDS_REASON: frozenset[Value | None] = frozenset(
    {Contacted.NO, Solved.PARTLY, Solved.NO, Satisfied.FAIR, Satisfied.UNSATISFIED}
)


def is_valid(
    outcome: AttemptOutcome, contacted: Contacted | None, solved: Solved | None, satisfied: Satisfied | None
) -> bool:
    """Whether the callback is valid (有效回访): the caller was reached and answered all three questions."""
    return outcome is AttemptOutcome.REACHED and None not in (contacted, solved, satisfied)


def counts_as_contacted(contacted: Contacted | None) -> bool:
    """Whether the response rate counts it; a caller who does not remember is not counted."""
    return contacted is Contacted.YES


def counts_as_solved(solved: Solved | None) -> bool:
    """Whether the resolution rate counts it; partly solved is not solved."""
    return solved is Solved.YES


def counts_as_satisfied(satisfied: Satisfied | None) -> bool:
    """Whether the satisfaction rate counts it in full."""
    return satisfied is Satisfied.SATISFIED


def counts_as_mostly(satisfied: Satisfied | None) -> bool:
    """Whether the satisfaction rate counts it by the lesser weight."""
    return satisfied is Satisfied.MOSTLY


def reason_required(contacted: Contacted | None, solved: Solved | None, satisfied: Satisfied | None) -> bool:
    """Whether the caller's reason must be written: not contacted, not or partly solved, fair or not satisfied."""
    return not _NEEDS_REASON.isdisjoint({contacted, solved, satisfied})


def suggests_rework(solved: Solved | None, satisfied: Satisfied | None) -> bool:
    """Whether the form proposes to have the ticket handled again (二次办理)."""
    return solved in {Solved.PARTLY, Solved.NO} or satisfied is Satisfied.UNSATISFIED


def objection(
    outcome: AttemptOutcome,
    contacted: Contacted | None,
    solved: Solved | None,
    satisfied: Satisfied | None,
    reason: str = "",
    marked_valid: bool | None = None,
    needs_reason: bool | None = None,
) -> Objection | None:
    """Why the answers cannot be recorded; None when they can.

    A call that did not reach the caller is recorded without answers. `marked_valid` is the operator's own
    word: a valid callback may be marked as not valid, never the other way round. `needs_reason` is the form's own
    word on that; None asks what the answers count as.
    """
    given = (contacted, solved, satisfied)
    if outcome is not AttemptOutcome.REACHED and any(answer is not None for answer in given):
        return Objection(QuestionName.OUTCOME, "没有接通诉求人本人，不能填写调查答案")
    if marked_valid and not is_valid(outcome, *given):
        return Objection("valid", "接通本人并答完三个问题，才是有效回访")
    wanted = reason_required(*given) if needs_reason is None else needs_reason
    if wanted and not reason.strip():
        return Objection("reason", "未联系、未解决、部分解决、一般或不满意，请选原因，或写下诉求人原话")
    return None


def closes_ticket(contacted: Contacted | None, solved: Solved | None, satisfied: Satisfied | None) -> bool:
    """Whether a valid survey with these answers ends the ticket: it does whatever they are, once all are given.

    What the caller still misses is a matter of rework, which opens the ticket again.
    """
    return None not in (contacted, solved, satisfied)
