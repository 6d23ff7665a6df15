"""Opens the callback: F5 on a ticket that is to be called back, or the page in the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk import surveys, tickets
from app.rules.moves import TICKET_FLOW, TicketVerb
from app.ui.chosen import with_chosen
from app.ui.dialogs import ticket_forms
from app.ui.pages import PageGroup, PageSpec, at_first_visit
from app.ui.shell import Shell

if TYPE_CHECKING:
    from app.desk.rows import TicketDetail

NAME = "callback"
CALLBACK_PAGE = PageSpec(
    NAME, "回访调查", PageGroup.REGISTERS, "phone-call", at_first_visit("app.ui.callback.page", "CallbackPage")
)
_WHAT_IS_MISSING = "写明诉求人还缺什么；新时限从现在起计"


def open_callback(shell: Shell) -> None:
    """Opens the form for the chosen ticket, or says why it is not to be called back; without one, the next caller."""
    ticket_id = shell.selection.current
    if ticket_id is None:
        shell.open_page(NAME)
        return

    def weigh(detail: TicketDetail) -> None:
        why_not = TICKET_FLOW.refusal(detail.row.status, TicketVerb.RECORD_SURVEY)
        if why_not:
            shell.say(f"{detail.row.number}：{why_not}", "amber")
        else:
            shell.open_page(NAME)

    shell.gateway.read(tickets.detail, weigh, key="callback-door", ticket_id=ticket_id)


def open_rework(shell: Shell) -> None:
    """Asks for the reason of 二次办理 for the chosen ticket."""
    verb = ticket_forms.TextVerb(surveys.rework, "二次办理", "reason", "原因", "发起二次办理", _WHAT_IS_MISSING)
    with_chosen(shell, lambda detail: ticket_forms.TextForm(shell, detail, verb).open_form())
