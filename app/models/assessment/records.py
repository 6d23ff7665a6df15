"""What the client wrote about the service, as the register keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.assessment.kinds import AssessmentKind, AssessmentState, Objection
from app.rules.evidence import KeptFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """An entry to be made."""

    kind: AssessmentKind
    state: AssessmentState
    day: str
    item: str
    duty: str
    deduction: str
    paper: str
    text: str
    files: tuple[KeptFile, ...]
    objection_until: datetime | None
    objection: Objection
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """One entry; `day` is that of the client's paper."""

    id: int
    kind: AssessmentKind
    state: AssessmentState
    day: str
    item: str
    duty: str
    deduction: str
    paper: str
    text: str
    files: tuple[KeptFile, ...]
    objection_until: datetime | None
    objection: Objection
    objection_text: str
    objected_at: datetime | None
    objected_by: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


class AssessmentChange(TypedDict, total=False):
    """The columns of an entry that can change."""

    state: AssessmentState
    files: tuple[KeptFile, ...]
    objection: Objection
    objection_text: str
    objected_at: datetime | None
    objected_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
