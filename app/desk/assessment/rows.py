"""Frozen rows of the register of assessments; texts are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.models.assessment.records import AssessmentRecord
from app.rules.assessment.kinds import AssessmentKind, AssessmentState, Objection, warning_words
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One entry; `files` are (digest, name), `counts` whether it is a strike that holds."""

    id: int
    kind: AssessmentKind
    state: AssessmentState
    day: str
    item: str
    duty: str
    deduction: str
    paper: str
    text: str
    files: tuple[tuple[str, str], ...]
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

    @property
    def counts(self) -> bool:
        """Whether it counts towards the end of the contract."""
        return self.kind is AssessmentKind.STRIKE and self.state is AssessmentState.HOLDS

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided whether to object."""
        holds = self.state is AssessmentState.HOLDS
        return holds and self.objection is Objection.OPEN and self.objection_until is not None


@dataclass(frozen=True, slots=True)
class AssessmentList:
    """The register, newest first; `strikes` count over the whole service towards `limit`."""

    rows: tuple[AssessmentRow, ...]
    strikes: int
    limit: int

    @property
    def warning(self) -> str:
        """The loud warning from the first strike on; empty without one."""
        return warning_words(self.strikes, self.limit)


def assessment_row(row: AssessmentRecord) -> AssessmentRow:
    """One line of the register."""
    return AssessmentRow(
        id=row.id,
        kind=row.kind,
        state=row.state,
        day=row.day,
        item=mask_text(row.item),
        duty=row.duty,
        deduction=row.deduction,
        paper=row.paper,
        text=mask_text(row.text),
        files=tuple((file.digest, file.name) for file in row.files),
        objection_until=row.objection_until,
        objection=row.objection,
        objection_text=mask_text(row.objection_text),
        objected_at=row.objected_at,
        objected_by=row.objected_by,
        made_at=row.made_at,
        made_by=row.made_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        note=mask_text(row.note),
        version=row.version,
    )
