"""The steps of a return: who did what, when, on which basis, with which evidence; never changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.people import Person
from app.desk.evidence import attachments
from app.desk.evidence.attachments import Attachment
from app.desk.returns.rows import StepRow, step_row
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.returns.records import NewReturnStep
from app.rules.returns.states import ReturnStep


def note_step(
    desk: Desk,
    stores: Stores,
    person: Person,
    return_id: int,
    move: ReturnStep,
    *,
    text: str = "",
    basis: str = "",
    files: Sequence[Attachment] = (),
) -> None:
    """Writes one step within the open transaction, with its files."""
    stores.returns.add_step(
        NewReturnStep(
            return_id=return_id,
            at=desk.now(),
            who=person.name,
            move=move,
            text=text.strip(),
            basis=basis.strip(),
            evidence=attachments.keep(desk, stores, person, files),
        )
    )


def steps(desk: Desk, *, return_ids: Sequence[int]) -> list[StepRow]:
    """Every step of these returns, oldest first."""
    with desk.register.reading() as stores:
        return [step_row(step) for step in stores.returns.steps(list(return_ids))]
