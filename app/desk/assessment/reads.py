"""Reads the register of assessments."""

from __future__ import annotations

from app.desk.assessment.rows import AssessmentList, assessment_row
from app.desk.shared.context import Desk
from app.desk.shared.whole_settings import whole_setting
from app.models.register.stores import Stores
from app.rules.assessment.kinds import AssessmentKind
from app.rules.obligation.service import STRIKES


def listing(desk: Desk, *, kind: AssessmentKind | None = None) -> AssessmentList:
    """The register, of one kind or whole; the strikes count whatever is listed."""
    with desk.register.reading() as stores:
        strikes, limit = strikes_in(stores)
        return AssessmentList(tuple(map(assessment_row, stores.assessments.listing(kind))), strikes, limit)


def strikes_in(stores: Stores) -> tuple[int, int]:
    """How many strikes count, and how many end the contract."""
    return len(stores.assessments.strikes()), whole_setting(stores, STRIKES)
