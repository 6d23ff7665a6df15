"""Writes down what looking into a finding showed."""

from __future__ import annotations

from app.desk import findings
from app.desk.contact_rows import FindingRow
from app.rules.findings import FINDING_WORDS
from app.ui.dialogs.form import FormDialog
from app.ui.shell import Shell


class ExplainForm(FormDialog):
    """One text: what was found out, or what was done."""

    def __init__(self, shell: Shell, row: FindingRow) -> None:
        about = f"{row.ticket_number} · {FINDING_WORDS[row.kind]}\n{row.reason}"
        super().__init__(shell, "写明核实情况", about=about, draft_key=f"finding:{row.id}", main="记下")
        self._finding_id = row.id
        self.add_text("note", "核实情况", lines=3, hint="如：诉求人改用此号码；已于今日补联")
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        self.send(findings.explain, finding_id=self._finding_id, **self.values())
