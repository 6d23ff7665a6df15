"""Corrects a return on record: ground, basis, the other unit, note, and what was said of the decision."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.returns.records import change_return, the_return
from app.desk.returns.rows import ReturnRow, return_row
from app.desk.returns.steps import note_step
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.corrections import note_correction, the_reason
from app.desk.ticket.undo import image, undo_of
from app.models.returns.records import ReturnChange, ReturnRecord
from app.rules.journal import JournalVerb
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnDirection, ReturnGround, ReturnStep

_CHANGES = Change.RETURNS | Change.TICKETS | Change.JOURNAL


def correct(
    desk: Desk,
    *,
    person: Person,
    return_id: int,
    reason: str,
    ground: ReturnGround | None = None,
    basis: str = "",
    unit: str = "",
    note: str = "",
    decision_note: str = "",
) -> Outcome[ReturnRow]:
    """Corrects a return of either direction in any state; what is empty or None stays. Its state never changes.

    `unit` is the department at the other end. The totals follow, and the history of the return shows the correction.

    Raises:
        Refused: no reason (field "reason"), no decision that a text could be about ("decision_note"), or nothing
            differs.
        EditConflict: somebody else changed it meanwhile.

    """
    require(person, Action.RETURN)
    why = the_reason(reason)
    with desk.register.writing() as stores:
        row = the_return(stores, return_id)
        if decision_note.strip() and row.decided_at is None:
            raise Refused(f"{row.number} 的退单还没有结果", field="decision_note")
        before, ours = image(stores, [row.ticket_id]), row.direction is ReturnDirection.OURS
        change: ReturnChange = {
            "ground": ground or row.ground,
            "basis": basis.strip() or row.basis,
            "suggested_unit": unit.strip() or row.suggested_unit if ours else row.suggested_unit,
            "department": row.department if ours else unit.strip() or row.department,
            "note": note.strip() or row.note,
            "decision_note": decision_note.strip() or row.decision_note,
        }
        changes = _differences(row, change)
        line = note_correction(desk, stores, person, JournalVerb.RETURN_CORRECT, row, changes, why)
        change["corrections"] = (*row.corrections, line)
        change_return(stores, row, **change)
        words = "；".join(f"{word}：{old or '—'} → {new}" for word, (old, new) in changes.items())
        note_step(desk, stores, person, row.id, ReturnStep.CORRECT, text=f"{words}（{why}）")
        stands = the_return(stores, return_id)
        undo = undo_of(desk, stores, person, before, "更正退单", _CHANGES)
    return Outcome(_CHANGES, return_row(stands), f"{row.number} 的退单已更正", undo)


def _differences(row: ReturnRecord, change: ReturnChange) -> dict[str, tuple[str, str]]:
    pairs = {
        "理由": (RETURN_GROUND_WORDS[row.ground], RETURN_GROUND_WORDS[change["ground"]]),
        "依据": (row.basis, change["basis"]),
        "建议承办": (row.suggested_unit, change["suggested_unit"]),
        "提出部门": (row.department, change["department"]),
        "说明": (row.note, change["note"]),
        "结果说明": (row.decision_note, change["decision_note"]),
    }
    return {word: pair for word, pair in pairs.items() if pair[0] != pair[1]}
