"""Assigns a call of the phone system to a ticket by its number."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.contact import calls as contact_calls
from app.desk.contact.rows import CallRow
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import ATTEMPT_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.words import full


class MatchForm(FormDialog):
    """Assigns a call to the ticket of a typed number."""

    def __init__(self, shell: Shell, row: CallRow) -> None:
        about = f"{full(row.at)} {row.number_masked} {ATTEMPT_WORDS[row.outcome]}"
        super().__init__(shell, "认领通话", about=about, draft_key=f"call:{row.id}", main="记入工单")
        self._call_id = row.id
        first = row.candidates[0].number if row.candidates else ""
        self.number = self.add_line("number", "工单编号", text=first)
        self.number.returnPressed.connect(self.submit)
        self.size_to(480)

    def submit(self) -> None:
        """Looks the ticket up, then assigns the call to it."""
        self.shell.gateway.read(
            ticket_reads.find, self._found, key="call-ticket", on_refused=self.show_refused, number=self.number.text()
        )

    def _found(self, ticket_id: int) -> None:
        self.send(contact_calls.match, call_id=self._call_id, ticket_id=ticket_id)

    def show_refused(self, refused: Refused) -> None:
        """Shows every refusal at the number."""
        super().show_refused(Refused(refused.message, field="number", hint=refused.hint))
