"""The form that corrects a return on record."""

from __future__ import annotations

from app.desk.returns import corrections as returns_corrections
from app.desk.returns.rows import ReturnRow
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnDirection, ReturnGround
from app.ui.frame.shell import Shell
from app.ui.kit.forms.correction_form import CorrectionForm


class CorrectReturnForm(CorrectionForm):
    """Ground, basis, the other unit, note, and what was said of the decision; the state stays."""

    def __init__(self, shell: Shell, case: ReturnRow) -> None:
        about = f"{case.ticket_number} · {case.ticket_title}"
        super().__init__(shell, "更正退单", about, f"correct-return:{case.id}", case.corrections)
        self._id = case.id
        grounds = {ground.value: word for ground, word in RETURN_GROUND_WORDS.items()}
        self.add_values("ground", "理由", RETURN_GROUND_WORDS[case.ground], grounds)
        self.add_value("basis", "依据", case.basis)
        self.add_value("unit", "建议承办" if case.direction is ReturnDirection.OURS else "提出部门", case.other_side)
        self.add_value("note", "说明", case.note)
        if case.decided_at is not None:
            self.add_value("decision_note", "结果说明", case.decision_note)
        self.finish_layout()

    def submit(self) -> None:
        """Corrects the return."""
        values = self.values()
        ground = values.pop("ground")
        self.send(
            returns_corrections.correct,
            return_id=self._id,
            ground=ReturnGround(ground) if ground else None,
            **values,
        )
