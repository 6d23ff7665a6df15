"""What the reply's actions do: open the form of a ticket's present round, or send it back."""

from __future__ import annotations

from collections.abc import Callable

from app.desk import reply_rows
from app.desk.reply_rows import ReplySheet
from app.desk.rows import TicketDetail
from app.rules.moves import TICKET_FLOW, TicketVerb
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.ticket_forms import about
from app.ui.reply.dialog import ReplyForm
from app.ui.reply.send_back import SendBackForm
from app.ui.shell import Shell


def reply_opener(shell: Shell, show: Callable[[FormDialog], None]) -> Callable[[TicketDetail], None]:
    """Reads the reply of a ticket and hands its form to `show`; a ticket without any says what is first to be done."""

    def open_sheet(sheet: ReplySheet) -> None:
        form = ReplyForm(shell, sheet)
        if not form.writes and not sheet.version:
            form.deleteLater()
            shell.say(f"{sheet.number}：{TICKET_FLOW.refusal(sheet.status, TicketVerb.WRITE_REPLY)}", "amber")
            return
        show(form)

    def open_reply(detail: TicketDetail) -> None:
        shell.gateway.read(
            reply_rows.sheet, open_sheet, key="reply-sheet", ticket_id=detail.row.id, person=shell.person
        )

    return open_reply


def send_back_form(shell: Shell, detail: TicketDetail) -> SendBackForm:
    """The form that sends the ticket's reply back."""
    return SendBackForm(shell, ticket_id=detail.row.id, about=about(detail))
