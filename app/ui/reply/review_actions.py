"""The actions for a reply under review: pass it, or send it back with reasons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.reply import acts as reply_acts
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction
from app.ui.reply import send_back

if TYPE_CHECKING:
    from app.desk.reply.rows import ReplySheet
    from app.ui.frame.shell import Shell

PAGE = "review"


def _why_not(verb: TicketVerb, sheet: ReplySheet) -> str:
    return TICKET_FLOW.refusal(sheet.status, verb)


def _pass(shell: Shell, sheet: ReplySheet) -> None:
    shell.gateway.submit(reply_acts.pass_reply, person=shell.person, ticket_id=sheet.ticket_id, version=sheet.version)


def _send_back(shell: Shell, sheet: ReplySheet) -> None:
    about = f"{sheet.number} · {sheet.title}"
    send_back.SendBackForm(shell, ticket_id=sheet.ticket_id, about=about, version=sheet.version).open_form()


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "review-pass",
        "通过答复",
        ("Alt+P",),
        "clipboard-check",
        Group.REGISTERS,
        "答复审核通过，工单进入待回访；不能审核自己写的",
        page=PAGE,
        do=_pass,
        why_not=partial(_why_not, TicketVerb.PASS_REPLY),
    ),
    RowAction(
        "review-back",
        "退回答复",
        ("Alt+B",),
        "arrow-left",
        Group.REGISTERS,
        "选原因退回承办人修改",
        page=PAGE,
        do=_send_back,
        why_not=partial(_why_not, TicketVerb.SEND_BACK_REPLY),
    ),
)
