"""The actions on a reply: open the form of the ticket's present round, or send it back."""

from __future__ import annotations

from functools import partial

from app.desk.reply import rows as reply_rows
from app.desk.reply.rows import ReplySheet
from app.desk.ticket.rows import TicketDetail
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.ui.frame.shell import Shell
from app.ui.reply.dialog import ReplyForm
from app.ui.reply.send_back import SendBackForm
from app.ui.ticket.forms import about


def open_reply(shell: Shell, detail: TicketDetail) -> None:
    """Reads the reply of a ticket and opens its form; shows what must come first when there is none."""
    shell.gateway.read(
        reply_rows.sheet,
        partial(_open_sheet, shell),
        key="reply-sheet",
        ticket_id=detail.row.id,
        person=shell.person,
    )


def _open_sheet(shell: Shell, sheet: ReplySheet) -> None:
    form = ReplyForm(shell, sheet)
    if form.writes or sheet.version:
        form.open_form()
    else:
        form.deleteLater()
        shell.say(f"{sheet.number}：{TICKET_FLOW.refusal(sheet.status, TicketVerb.WRITE_REPLY)}", "amber")


def send_back_form(shell: Shell, detail: TicketDetail) -> SendBackForm:
    """The form that sends the ticket's reply back."""
    return SendBackForm(shell, ticket_id=detail.row.id, about=about(detail))
