"""The form that corrects a recorded report to the lead."""

from __future__ import annotations

from app.desk.escalation import corrections as escalation_corrections
from app.desk.escalation.rows import EscalationRow
from app.rules.escalation.states import ReportChannel
from app.rules.shared.time_left import clock_time
from app.ui.frame.shell import Shell
from app.ui.kit.forms.correction_form import CorrectionForm


class CorrectReportForm(CorrectionForm):
    """To whom, how, when, and what was answered."""

    def __init__(self, shell: Shell, row: EscalationRow) -> None:
        about = f"{row.ticket_number} · {row.ticket_title}"
        super().__init__(shell, "更正上报", about, f"correct-report:{row.id}", row.corrections)
        self._id = row.id
        self.add_value("to", "实际向谁上报", row.reported_to)
        self.add_values("channel", "上报方式", row.channel, {way.value: way.value for way in ReportChannel})
        self.add_value("at", "实际上报时间", clock_time(row.reported_at) if row.reported_at else "")
        self.add_value("note", "对方意见", row.note)
        self.finish_layout()

    def submit(self) -> None:
        """Corrects the report."""
        read, at = self.moment("at")
        if read:
            self.send(escalation_corrections.correct, escalation_id=self._id, **{**self.values(), "at": at})
