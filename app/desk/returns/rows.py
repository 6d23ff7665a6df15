"""Frozen rows of returns and their steps; phones are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.returns.records import ReturnRecord, ReturnStepRecord
from app.rules.evidence import KeptFile
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return of one ticket; `round` counts the returns of this ticket in its direction from 1.

    `suggested_unit` is whom we ask to take it, `department` who asks us to take it back.
    `corrections` are the journal lines of its corrections.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    round: int
    state: ReturnState
    ground: ReturnGround
    basis: str
    suggested_unit: str
    note: str
    attachments: tuple[str, ...]
    created_at: datetime
    created_by: str
    sent_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    decision_note: str
    version: int
    direction: ReturnDirection = ReturnDirection.OURS
    department: str = ""
    corrections: tuple[int, ...] = ()

    @property
    def other_side(self) -> str:
        """The department at the other end: asked by us, or asking us."""
        return self.suggested_unit if self.direction is ReturnDirection.OURS else self.department


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a return."""

    id: int
    return_id: int
    at: datetime
    who: str
    move: ReturnStep
    text: str
    basis: str
    files: tuple[KeptFile, ...]


def return_row(case: ReturnRecord) -> ReturnRow:
    """One line of the return register."""
    return ReturnRow(
        id=case.id,
        ticket_id=case.ticket_id,
        ticket_number=case.number,
        ticket_title=mask_text(title_of(case)),
        round=abs(case.round),
        state=case.state,
        ground=case.ground,
        basis=mask_text(case.basis),
        suggested_unit=mask_text(case.suggested_unit),
        note=mask_text(case.note),
        attachments=tuple(map(mask_text, case.attachments)),
        created_at=case.created_at,
        created_by=case.created_by,
        sent_at=case.sent_at,
        due_at=case.due_at,
        decided_at=case.decided_at,
        decision_note=mask_text(case.decision_note),
        version=case.version,
        direction=case.direction,
        department=mask_text(case.department),
        corrections=case.corrections,
    )


def step_row(step: ReturnStepRecord) -> StepRow:
    """One step of a return."""
    return StepRow(
        id=step.id,
        return_id=step.return_id,
        at=step.at,
        who=step.who,
        move=step.move,
        text=mask_text(step.text),
        basis=mask_text(step.basis),
        files=_shown(step.evidence),
    )


def _shown(files: tuple[KeptFile, ...]) -> tuple[KeptFile, ...]:
    """The files with the numbers in their names hidden."""
    return tuple(KeptFile(file.digest, mask_text(file.name)) for file in files)
