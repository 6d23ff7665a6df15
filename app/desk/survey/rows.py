"""The frozen row of an answered survey; phones in its words are masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.models.survey.records import SurveyRecord
from app.rules.shared.masking import mask_text
from app.rules.survey.states import Contacted, Satisfied, Solved


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One answered survey; `round` counts from 1, so that first and later answers stay apart.

    `answers` are the words that were chosen in the form of that number; contacted, solved and satisfied are what they
    counted as.
    """

    id: int
    round: int
    at: datetime
    who: str
    valid: bool
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    reason: str
    reason_codes: str = ""
    form: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)


def survey_row(record: SurveyRecord) -> SurveyRow:
    """The row of one answered survey."""
    return SurveyRow(
        id=record.id,
        round=record.round,
        at=record.at,
        who=record.who,
        valid=record.valid,
        contacted=record.contacted,
        solved=record.solved,
        satisfied=record.satisfied,
        reason=mask_text(record.reason),
        reason_codes=record.reason_codes,
        form=record.form,
        answers=record.answers,
    )
