"""The actions for the selected ticket: what each does, and when the state of the ticket allows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.desk.queue import history
from app.desk.reply import acts as replies
from app.desk.ticket import reads as ticket_reads
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import OPEN_STATUSES, TicketStatus
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import TicketAction, TicketsAction
from app.ui.contact import call_form
from app.ui.exclusion import door as exclusion
from app.ui.promise import form as promises
from app.ui.reply import acts as reply_acts
from app.ui.returns import register_form
from app.ui.sign import signing
from app.ui.ticket import field_forms, paper
from app.ui.ticket import forms as ticket_forms

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell


def _why_not(verb: TicketVerb, detail: TicketDetail) -> str:
    return TICKET_FLOW.refusal(detail.row.status, verb)


def _why_not_sign(detail: TicketDetail) -> str:
    # A file may have imported the ticket as being handled though nobody here has signed for it.
    unsigned = detail.row.status is TicketStatus.HANDLING and detail.row.signed_at is None
    return "" if unsigned else _why_not(TicketVerb.SIGN, detail)


def _why_not_return(detail: TicketDetail) -> str:
    """The reason against a return; one under way is allowed and opens the register."""
    under_way = register_form.open_case(detail) is not None
    return "" if under_way else _why_not(TicketVerb.REGISTER_RETURN, detail)


def _why_not_reply(detail: TicketDetail) -> str:
    """The reason against a reply; an existing one can be read in every state."""
    return "" if detail.ticket.reply else _why_not(TicketVerb.WRITE_REPLY, detail)


def _contact(shell: Shell, detail: TicketDetail) -> None:
    call_form.ContactForm(shell, detail).open_form()


def _dispatch(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.DispatchForm(shell, detail).open_form()


def _take_into_work(shell: Shell, ids: tuple[int, ...]) -> None:
    shell.gateway.submit(history.take_into_work, person=shell.person, ticket_ids=ids)


def _why_not_take(detail: TicketDetail) -> str:
    return "" if detail.row.backlog and detail.row.status in OPEN_STATUSES else "不在历史未结中"


def _next_callback(shell: Shell) -> None:
    shell.open_page("callback")


def _call_back(shell: Shell, _detail: TicketDetail) -> None:
    _next_callback(shell)


def _return(shell: Shell, detail: TicketDetail) -> None:
    register_form.open_for(shell, detail)


def _exclude(shell: Shell, detail: TicketDetail) -> None:
    exclusion.open_exclusion(shell, detail)


def _note(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.TextForm(shell, detail, ticket_forms.NOTE).open_form()


def _print(shell: Shell, detail: TicketDetail) -> None:
    paper.print_ticket(shell, detail)


def _reveal(shell: Shell, detail: TicketDetail) -> None:
    if not detail.revealed:
        shell.gateway.submit(
            ticket_reads.reveal, on_done=shell.took_revealed, person=shell.person, ticket_id=detail.row.id
        )


def _rework(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.TextForm(shell, detail, ticket_forms.REWORK).open_form()


def _reply(shell: Shell, detail: TicketDetail) -> None:
    reply_acts.open_reply(shell, detail)


def _pass_reply(shell: Shell, detail: TicketDetail) -> None:
    shell.gateway.submit(replies.pass_reply, person=shell.person, ticket_id=detail.row.id)


def _send_back(shell: Shell, detail: TicketDetail) -> None:
    reply_acts.send_back_form(shell, detail).open_form()


def _promises(shell: Shell, detail: TicketDetail) -> None:
    promises.PromiseForm(shell, detail).open_form()


def _close(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.TextForm(shell, detail, ticket_forms.CLOSE).open_form()


def _reopen(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.TextForm(shell, detail, ticket_forms.REOPEN).open_form()


def _edit(shell: Shell, detail: TicketDetail) -> None:
    field_forms.EditForm(shell, detail).open_form()


def _correct_dispatch(shell: Shell, detail: TicketDetail) -> None:
    ticket_forms.CorrectDispatchForm(shell, detail).open_form()


def _copy_number(shell: Shell, detail: TicketDetail) -> None:
    QGuiApplication.clipboard().setText(detail.row.number)
    shell.say(f"已复制 {detail.row.number}", "green")


ACTIONS: tuple[Action[Shell], ...] = (
    TicketsAction(
        "sign",
        "签收",
        ("F2",),
        "check",
        Group.TICKET,
        "签收所选工单，停止签收时限",
        do=signing.sign,
        why_not=_why_not_sign,
    ),
    TicketAction(
        "contact", "联系", ("F3",), "phone", Group.TICKET, "登记与诉求人的联系，停止首次联系时限", do=_contact
    ),
    TicketAction(
        "dispatch",
        "派单",
        ("F4",),
        "send",
        Group.TICKET,
        "派给承办单位；办理时限继续",
        do=_dispatch,
        why_not=partial(_why_not, TicketVerb.DISPATCH),
    ),
    TicketsAction(
        "take-into-work",
        "转入办理",
        ("Shift+F4",),
        "history",
        Group.TICKET,
        "把历史未结的工单转入办理，从现在起计入队列和提醒；可撤回",
        do=_take_into_work,
        why_not=_why_not_take,
    ),
    TicketAction(
        "call-back",
        "回访",
        ("F5",),
        "phone-call",
        Group.TICKET,
        "打开回访满意度调查",
        do=_call_back,
        why_not=partial(_why_not, TicketVerb.RECORD_SURVEY),
        unchosen=_next_callback,
    ),
    TicketAction(
        "return",
        "退单",
        ("F6",),
        "undo-2",
        Group.TICKET,
        "登记退单；上级同意前时限继续",
        do=_return,
        why_not=_why_not_return,
    ),
    TicketAction(
        "exclude",
        "申请不纳入考核",
        ("Shift+F5", "Ctrl+F6"),
        "clipboard-list",
        Group.TICKET,
        "写不纳入考核申请，边写边核验；已有申请则打开它",
        do=_exclude,
    ),
    TicketAction("note", "备注", ("F7",), "sticky-note", Group.TICKET, "给工单记一条备注", do=_note),
    TicketAction("print", "打印", ("Ctrl+P",), "file-text", Group.TICKET, "预览并打印这件工单", do=_print),
    TicketAction("reveal", "显示号码", ("F8",), "eye", Group.TICKET, "显示完整号码，并记入日志", do=_reveal),
    TicketAction(
        "rework",
        "二次办理",
        ("F9",),
        "rotate-ccw",
        Group.TICKET,
        "回访不满意时重新办理，新时限从现在起计",
        do=_rework,
        why_not=partial(_why_not, TicketVerb.REWORK),
    ),
    TicketAction(
        "reply",
        "答复",
        ("Ctrl+R",),
        "message-square",
        Group.TICKET,
        "填写办理答复，提交审核",
        do=_reply,
        why_not=_why_not_reply,
    ),
    TicketAction(
        "pass-reply",
        "审核通过",
        ("Ctrl+Shift+P",),
        "clipboard-check",
        Group.TICKET,
        "答复审核通过，工单进入待回访",
        do=_pass_reply,
        why_not=partial(_why_not, TicketVerb.PASS_REPLY),
    ),
    TicketAction(
        "send-back",
        "退回修改",
        ("Ctrl+Shift+B",),
        "arrow-left",
        Group.TICKET,
        "答复退回承办人修改，写明原因",
        do=_send_back,
        why_not=partial(_why_not, TicketVerb.SEND_BACK_REPLY),
    ),
    TicketAction(
        "promises",
        "承诺",
        ("F10",),
        "calendar-clock",
        Group.TICKET,
        "确认、改期或了结对诉求人的承诺；到期会提醒",
        do=_promises,
    ),
    TicketAction(
        "close",
        "办结",
        ("Ctrl+D",),
        "circle-check",
        Group.TICKET,
        "办结工单，停止全部时限和提醒",
        do=_close,
        why_not=partial(_why_not, TicketVerb.CLOSE),
    ),
    TicketAction(
        "reopen",
        "重开",
        ("Ctrl+Shift+D",),
        "lock-open",
        Group.TICKET,
        "重开已办结的工单，写明原因",
        do=_reopen,
        why_not=partial(_why_not, TicketVerb.REOPEN),
    ),
    TicketAction("edit", "修改工单", ("Ctrl+U",), "pencil", Group.TICKET, "修改字段；时间线上保留改前改后", do=_edit),
    TicketAction(
        "correct-dispatch",
        "更正派单时间",
        ("Ctrl+T",),
        "clock",
        Group.TICKET,
        "更正派单时间，各时限重新计算",
        do=_correct_dispatch,
    ),
    TicketAction(
        "copy-number",
        "复制编号",
        ("Ctrl+Shift+C",),
        "copy",
        Group.TICKET,
        "复制所选工单的编号",
        do=_copy_number,
    ),
)
