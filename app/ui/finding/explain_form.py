"""The forms of a finding: records its explanation, or corrects the call it is about."""

from __future__ import annotations

from typing import Any

from app.base.errors import Refused
from app.desk.contact import corrections as contact_corrections
from app.desk.finding import acts as finding_acts
from app.desk.finding.rows import FindingRow
from app.rules.finding.states import FINDING_WORDS
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


class ExplainForm(FormDialog):
    """One text: the explanation, or what was done about it."""

    def __init__(self, shell: Shell, row: FindingRow) -> None:
        about = f"{row.ticket_number} · {FINDING_WORDS[row.kind]}\n{row.reason}"
        super().__init__(shell, "写明核实情况", about=about, draft_key=f"finding:{row.id}", main="记下")
        self._finding_id = row.id
        self.add_text("note", "核实情况", lines=3, hint="如：诉求人改用此号码；已于今日补联")
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        self.send(finding_acts.explain, finding_id=self._finding_id, **self.values())


class CorrectForm(FormDialog):
    """Corrects the number or time of a call and asks why; the journal keeps the old values."""

    def __init__(self, shell: Shell, row: FindingRow) -> None:
        about = f"{row.ticket_number} · {FINDING_WORDS[row.kind]}\n{row.reason}"
        super().__init__(shell, "更正联系记录", about=about, draft_key=f"correct:{row.id}", main="更正")
        self._attempt_id = row.attempt_id
        self.add_line("number", "实际拨打的号码", hint="没有记错就不填")
        self.add_line("at", "实际联系时间", hint="没有记错就不填；如 14:05、昨天 23:50、11-20 9:00")
        self.add_line("reason", "更正原因", hint="如：登记时手误")
        self.size_to(560)

    def submit(self) -> None:
        """Corrects the call."""
        values: dict[str, Any] = self.values()
        try:
            at = read_past(values["at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="at"))
            return
        self.send(
            contact_corrections.correct_attempt,
            attempt_id=self._attempt_id,
            reason=values["reason"],
            typed=values["number"],
            at=at,
        )
