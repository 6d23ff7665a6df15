"""The actions that bring a ticket in step with the platform: a told sign-for time, the right number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import SIGNED_FOR
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import TicketAction, TicketsAction
from app.ui.sign import signing
from app.ui.ticket import forms as ticket_forms
from app.ui.ticket import join_form

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell


def _why_not_sign_at(detail: TicketDetail) -> str:
    unknown = detail.row.status in SIGNED_FOR and detail.row.signed_at is None
    return "" if unknown else TICKET_FLOW.refusal(detail.row.status, TicketVerb.SIGN)


def _correct_number(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.CorrectNumberForm(shell, detail, join=_join).open_form()


def _join(shell: Shell, detail: TicketDetail, number: str) -> None:
    join_form.JoinForm(shell, detail, number).open_form()


ACTIONS: tuple[Action[Shell], ...] = (
    TicketsAction(
        "sign-at",
        "按平台时间签收",
        ("Ctrl+Shift+F2",),
        "clock",
        Group.TICKET,
        "已在平台签收的，按平台上的时间登记并写明来源；是否超时按平台时间判断",
        do=signing.sign_at,
        why_not=_why_not_sign_at,
    ),
    TicketAction(
        "correct-number",
        "更正编号",
        ("Alt+Shift+N",),
        "hash",
        Group.TICKET,
        "把写错的编号或临时编号改成平台编号；可撤回",
        do=_correct_number,
    ),
)
