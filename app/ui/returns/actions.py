"""The actions of the return register: what each does with a return, and when its state allows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.returns import acts as returns_acts
from app.rules.returns import moves as law
from app.rules.returns import states as returns_states
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, TicketAction
from app.ui.kit.action_buttons import why_no_rows
from app.ui.returns import correct_form, decisions, dossier_form, evidence_form, receive_form, register_form

if TYPE_CHECKING:
    from app.desk.returns.rows import ReturnRow
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell
    from app.ui.returns.decisions import Decision
    from app.ui.returns.page import ReturnsPage

PAGE = "returns"


def _is_ours(case: ReturnRow) -> bool:
    return case.direction is returns_states.ReturnDirection.OURS


def _why_not(ours: str, to_us: str, case: ReturnRow) -> str:
    """`ours` is the verb for a return of ours, `to_us` the one for a department's request; empty where it has none."""
    verb = ours if _is_ours(case) else to_us
    if not verb:
        return "部门退回我方的请求没有这一步，请同意、不同意或登记对方撤回"
    return law.RETURN_FLOW.refusal(case.state, law.ReturnVerb(verb))


def _decide(shell: Shell, case: ReturnRow, ours: Decision, to_us: Decision) -> None:
    decisions.DecisionForm(shell, case, ours if _is_ours(case) else to_us).open_form()


def _send(shell: Shell, case: ReturnRow) -> None:
    shell.gateway.submit(returns_acts.send, person=shell.person, return_id=case.id)


def _accept(shell: Shell, case: ReturnRow) -> None:
    _decide(shell, case, decisions.ACCEPT, decisions.AGREE)


def _refuse(shell: Shell, case: ReturnRow) -> None:
    _decide(shell, case, decisions.REFUSE, decisions.DECLINE)


def _withdraw(shell: Shell, case: ReturnRow) -> None:
    _decide(shell, case, decisions.WITHDRAW, decisions.TAKE_BACK)


def _again(shell: Shell, case: ReturnRow) -> None:
    register_form.open_return_of(shell, case.ticket_id)


def _receive(shell: Shell, detail: TicketDetail) -> None:
    receive_form.ReceiveForm(shell, detail).open_form()


def _evidence(shell: Shell, case: ReturnRow) -> None:
    evidence_form.EvidenceForm(shell, case).open_form()


def _correct(shell: Shell, case: ReturnRow) -> None:
    correct_form.CorrectReturnForm(shell, case).open_form()


def _dossier(shell: Shell, case: ReturnRow) -> None:
    dossier_form.DossierForm(shell, case).open_form()


def _export(page: ReturnsPage) -> None:
    page.export_listed()


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "return-send",
        "提交退单",
        ("Alt+S",),
        "send",
        Group.REGISTERS,
        "提交所选退单；上级同意前时限继续",
        page=PAGE,
        do=_send,
        why_not=partial(_why_not, "send", ""),
    ),
    RowAction(
        "return-accept",
        "同意退单",
        ("Alt+Y",),
        "circle-check",
        Group.REGISTERS,
        "登记上级同意：工单离开，停止全部时限和提醒",
        page=PAGE,
        do=_accept,
        why_not=partial(_why_not, "accept", "agree"),
    ),
    RowAction(
        "return-refuse",
        "驳回退单",
        ("Alt+N",),
        "circle-alert",
        Group.REGISTERS,
        "登记上级驳回：工单回到提交前的状态",
        page=PAGE,
        do=_refuse,
        why_not=partial(_why_not, "refuse", "decline"),
    ),
    RowAction(
        "return-withdraw",
        "撤回退单",
        ("Alt+W",),
        "rotate-ccw",
        Group.REGISTERS,
        "撤回草稿或已提交的退单",
        page=PAGE,
        do=_withdraw,
        why_not=partial(_why_not, "withdraw", "withdraw"),
    ),
    RowAction(
        "return-again",
        "再次申请",
        ("Ctrl+Shift+R",),
        "undo-2",
        Group.REGISTERS,
        "被驳回或撤回后再申请一次；先查看退单参考的提醒",
        page=PAGE,
        do=_again,
        why_not=partial(_why_not, "resend", ""),
    ),
    TicketAction(
        "return-receive",
        "登记退回请求",
        ("Ctrl+Shift+F6",),
        "inbox",
        Group.REGISTERS,
        "部门请求把工单退回我方：登记并答复",
        do=_receive,
    ),
    RowAction(
        "return-evidence",
        "补充材料",
        ("Ctrl+Shift+E",),
        "file-text",
        Group.REGISTERS,
        "给所选退单补充佐证材料，按内容留存",
        page=PAGE,
        do=_evidence,
    ),
    RowAction(
        "return-correct",
        "更正退单",
        ("Alt+Shift+T",),
        "pencil",
        Group.REGISTERS,
        "更正所选退单的理由、依据、单位或说明，写明原因",
        page=PAGE,
        do=_correct,
    ),
    RowAction(
        "return-dossier",
        "个案材料",
        ("Ctrl+Shift+G",),
        "file-text",
        Group.REGISTERS,
        "把所选退单连同时间线写成可打印的 Word 文件",
        page=PAGE,
        do=_dossier,
    ),
    PageAction(
        "return-export",
        "导出登记簿",
        ("Alt+E",),
        "file-text",
        Group.REGISTERS,
        "把列出的退单导出为 Excel 工作簿",
        page=PAGE,
        do=_export,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
)
