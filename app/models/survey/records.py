"""Answered surveys and the versions of their form as the register keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.survey.states import Contacted, Satisfied, Solved


@dataclass(frozen=True, slots=True)
class SurveyRecord:
    """One answered survey; contacted, solved and satisfied are what the answers counted as."""

    id: int
    ticket_id: int
    attempt_id: int | None
    round: int
    at: datetime
    who: str
    valid: bool
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    reason: str
    reason_codes: str
    form: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSurvey:
    """An answered survey to be added; its round is counted by the store."""

    ticket_id: int
    attempt_id: int | None
    at: datetime
    who: str
    valid: bool
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    reason: str = ""
    reason_codes: str = ""
    form: int = 1
    answers: Mapping[str, str]


class RatedSurvey(NamedTuple):
    """The columns of one survey that the rates of a period count."""

    ticket_id: int
    valid: bool
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    excluded: bool


@dataclass(frozen=True, slots=True)
class SurveyFormRecord:
    """One version of the survey form, written as TOML."""

    id: int
    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSurveyForm:
    """A version of the survey form to be added."""

    effective_from: str
    body: str
    made_at: datetime
    made_by: str
    note: str
