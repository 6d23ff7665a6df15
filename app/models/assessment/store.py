"""The store of what the client wrote about the service."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import Connection, select

from app.models.assessment.records import AssessmentChange, AssessmentRecord, NewAssessment
from app.models.assessment.tables import assessments
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.rules.assessment.kinds import AssessmentKind, AssessmentState

_a = assessments.c
_ASSESSMENTS = select(*columns_of(AssessmentRecord, assessments))


class AssessmentStore:
    """Entries within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewAssessment) -> int:
        """Adds an entry; returns its id."""
        return add_row(self._connection, assessments, new)

    def get(self, assessment_id: int) -> AssessmentRecord | None:
        """One entry, or None."""
        query = _ASSESSMENTS.where(_a.id == assessment_id)
        return record(AssessmentRecord, self._connection.execute(query).one_or_none())

    def listing(self, kind: AssessmentKind | None = None) -> list[AssessmentRecord]:
        """Entries by the day of their papers, the newest first."""
        query = _ASSESSMENTS if kind is None else _ASSESSMENTS.where(_a.kind == kind)
        return records(AssessmentRecord, self._connection.execute(query.order_by(_a.day.desc(), _a.id.desc())))

    def strikes(self) -> list[AssessmentRecord]:
        """The strikes that hold, by day."""
        query = _ASSESSMENTS.where(_a.kind == AssessmentKind.STRIKE, _a.state == AssessmentState.HOLDS)
        return records(AssessmentRecord, self._connection.execute(query.order_by(_a.day, _a.id)))

    def change(self, before: AssessmentRecord, **changes: Unpack[AssessmentChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, assessments, before, changes)
