"""The actions of supervision: an expired ticket reported, the ledger of reminders exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.rules.escalation.states import EscalationState
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction
from app.ui.escalation import correct_form, export_form, report_form
from app.ui.kit.action_buttons import why_no_rows

if TYPE_CHECKING:
    from app.ui.escalation.detail import EscalationChoice
    from app.ui.escalation.page import EscalationsPage
    from app.ui.frame.shell import Shell
    from app.ui.reminder.page import RemindersPage

ESCALATIONS, REMINDERS = "escalations", "reminders"


def _why_not_report(chosen: EscalationChoice) -> str:
    first = chosen.rows[0]
    if first.state is EscalationState.REPORTED:
        return f"{first.ticket_number} 已由{first.reported_by}上报给{first.reported_to}"
    if first.state is EscalationState.CANCELLED:
        return f"{first.ticket_number} 的上报已撤销：{first.note}"
    return ""


def _why_not_copy(chosen: EscalationChoice) -> str:
    waiting = chosen.rows[0].state is EscalationState.OPEN
    return "" if waiting else "所选的没有要上报的"


def _report(shell: Shell, chosen: EscalationChoice) -> None:
    report_form.ReportForm(shell, chosen.rows, chosen.text, brief=chosen.brief, known=chosen.known).open_form()


def _why_not_correct(chosen: EscalationChoice) -> str:
    if len(chosen.rows) > 1:
        return "请只选一条来更正"
    return "" if chosen.rows[0].state is EscalationState.REPORTED else "还没有上报记录，没有可更正的"


def _correct(shell: Shell, chosen: EscalationChoice) -> None:
    correct_form.CorrectReportForm(shell, chosen.rows[0]).open_form()


def _copy(shell: Shell, chosen: EscalationChoice) -> None:
    if chosen.text:
        QGuiApplication.clipboard().setText(chosen.text)
        shell.say("已复制上报文字", "green")
    else:
        shell.say("上报文字还在读取，请稍候再按", "amber")


def _export(page: EscalationsPage) -> None:
    period = page.filters.periods.value
    export_form.EscalationsExport(page.shell, tuple(page.model.rows), period=period).open_form()


def _targets(page: EscalationsPage) -> None:
    page.edit_targets()


def _export_ledger(page: RemindersPage) -> None:
    page.export_listed()


def _print_ledger(page: RemindersPage) -> None:
    page.print_listed()


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "escalation-report",
        "记录上报",
        ("Alt+R",),
        "phone-call",
        Group.REGISTERS,
        "记下向谁、怎样上报了所选的到期工单",
        page=ESCALATIONS,
        do=_report,
        why_not=_why_not_report,
    ),
    RowAction(
        "escalation-copy",
        "复制上报文字",
        ("Alt+C",),
        "copy",
        Group.REGISTERS,
        "复制可以念、可以发的上报文字",
        page=ESCALATIONS,
        do=_copy,
        why_not=_why_not_copy,
    ),
    RowAction(
        "escalation-correct",
        "更正上报",
        ("Ctrl+Shift+Z",),
        "pencil",
        Group.REGISTERS,
        "更正记错的上报：向谁、怎样、何时、对方意见，写明原因",
        page=ESCALATIONS,
        do=_correct,
        why_not=_why_not_correct,
    ),
    PageAction(
        "report-targets",
        "上报对象",
        ("Alt+G",),
        "list-checks",
        Group.REGISTERS,
        "编辑到期工单按街乡镇、单位、值班表报给谁",
        page=ESCALATIONS,
        do=_targets,
        from_anywhere=True,
    ),
    PageAction(
        "escalation-export",
        "导出上报",
        ("Alt+X",),
        "file-text",
        Group.REGISTERS,
        "把列出的上报和统计导出为 Excel 工作簿",
        page=ESCALATIONS,
        do=_export,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
    PageAction(
        "ledger-print",
        "打印台账",
        ("Ctrl+Shift+I",),
        "clipboard-list",
        Group.REGISTERS,
        "打印列出的提醒：何时提醒、谁确认",
        page=REMINDERS,
        do=_print_ledger,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
    PageAction(
        "ledger-export",
        "导出台账",
        ("Alt+T",),
        "file-text",
        Group.REGISTERS,
        "把列出的提醒连同提醒核对导出为 Excel 工作簿",
        page=REMINDERS,
        do=_export_ledger,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
)
