"""The form that corrects a recorded call."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.contact import corrections as contact_corrections
from app.desk.contact.rows import ContactRow
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.shared.time_left import clock_time
from app.ui.frame.shell import Shell
from app.ui.kit.forms.correction_form import CorrectionForm


class CorrectContactForm(CorrectionForm):
    """Number, hour, result, who answered, length and note; the result of a callback stays."""

    def __init__(self, shell: Shell, row: ContactRow) -> None:
        about = (
            f"{row.ticket_number} · {row.ticket_title}\n{clock_time(row.at)} {row.who} · {ATTEMPT_WORDS[row.outcome]}"
        )
        super().__init__(shell, "更正联系记录", about, f"correct-contact:{row.id}", row.corrections)
        self._attempt_id = row.id
        self.add_value("number", "实际拨打的号码", row.number_masked)
        self.add_value("at", "实际联系时间", clock_time(row.at))
        if row.source is not AttemptSource.CALLBACK:
            self.add_values(
                "outcome", "实际结果", ATTEMPT_WORDS[row.outcome], {str(o): w for o, w in ATTEMPT_WORDS.items()}
            )
        self.add_value("reached", "接听人", row.reached)
        self.add_value("seconds", "时长（秒）", "" if row.seconds is None else str(row.seconds))
        self.add_value("note", "备注", row.note)
        self.finish_layout()

    def submit(self) -> None:
        """Corrects the call."""
        read, at = self.moment("at")
        values = self.values()
        length, outcome = values["seconds"].strip(), values.get("outcome", "")
        if not read:
            return
        if length and not length.isdecimal():
            self.show_refused(Refused("请写成秒数，如 75", field="seconds"))
            return
        self.send(
            contact_corrections.correct_attempt,
            attempt_id=self._attempt_id,
            reason=values["reason"],
            typed=values["number"],
            at=at,
            outcome=AttemptOutcome(outcome) if outcome else None,
            reached=values["reached"],
            seconds=int(length) if length else None,
            note=values["note"],
        )
