"""The actions of contact quality: explain and correct findings, export contacts, import and match calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.contact import calls as contact_calls
from app.desk.finding import acts as finding_acts
from app.rules.contact import call_flow
from app.rules.finding import states as law
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction
from app.ui.contact import correct_form, match_form
from app.ui.finding import explain_form, scan
from app.ui.kit.action_buttons import why_no_rows

if TYPE_CHECKING:
    from app.desk.contact.rows import CallRow, ContactRow
    from app.desk.finding.rows import FindingRow
    from app.ui.contact.calls_page import CallsPage
    from app.ui.contact.ledger_page import ContactLedgerPage
    from app.ui.finding.page import FindingsPage
    from app.ui.frame.shell import Shell

FINDINGS, CONTACTS, CALLS = "findings", "contacts", "calls"


def _why_not_explain(row: FindingRow) -> str:
    if row.state is law.FindingState.EXPLAINED:
        return "这条已说明，要改写请先重新核实"
    return law.FINDING_FLOW.refusal(row.state, law.FindingVerb.EXPLAIN)


def _why_not_correct(row: FindingRow) -> str:
    return _why_not_explain(row) or ("" if row.attempt_id else "这一条不是某次通话的问题，请在工单上改正")


def _why_not_reopen(row: FindingRow) -> str:
    if row.state is law.FindingState.OPEN:
        return "这条还待核实"
    return law.FINDING_FLOW.refusal(row.state, law.FindingVerb.OPEN_AGAIN)


def _explain(shell: Shell, row: FindingRow) -> None:
    explain_form.ExplainForm(shell, row).open_form()


def _correct(shell: Shell, row: FindingRow) -> None:
    explain_form.CorrectForm(shell, row).open_form()


def _reopen(shell: Shell, row: FindingRow) -> None:
    shell.gateway.submit(finding_acts.open_again, person=shell.person, finding_id=row.id)


def _scan(page: FindingsPage) -> None:
    scan.ScanForm(page.shell).open_form()


def _export_contacts(page: ContactLedgerPage) -> None:
    page.export_listed()


def _correct_contact(shell: Shell, row: ContactRow) -> None:
    correct_form.CorrectContactForm(shell, row).open_form()


def _import_calls(page: CallsPage) -> None:
    page.ask_file()


def _match(shell: Shell, row: CallRow) -> None:
    match_form.MatchForm(shell, row).open_form()


def _dismiss(shell: Shell, row: CallRow) -> None:
    back = row.state is call_flow.CallState.DISMISSED
    shell.gateway.submit(contact_calls.dismiss, person=shell.person, call_id=row.id, back=back)


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "finding-explain",
        "写明情况",
        ("Alt+F",),
        "message-square",
        Group.REGISTERS,
        "写明一条联系问题的核实情况",
        page=FINDINGS,
        do=_explain,
        why_not=_why_not_explain,
    ),
    RowAction(
        "finding-correct",
        "更正联系",
        ("Ctrl+Shift+0",),
        "pencil",
        Group.REGISTERS,
        "更正记错的号码或时间，写明原因",
        page=FINDINGS,
        do=_correct,
        why_not=_why_not_correct,
    ),
    RowAction(
        "finding-reopen",
        "重新核实",
        ("Alt+Z",),
        "rotate-ccw",
        Group.REGISTERS,
        "收回说明，改回待核实",
        page=FINDINGS,
        do=_reopen,
        why_not=_why_not_reopen,
    ),
    PageAction(
        "findings-scan",
        "全面核查",
        ("Alt+V",),
        "list-checks",
        Group.REGISTERS,
        "逐件核查全部工单的漏联、错联、假联系",
        page=FINDINGS,
        do=_scan,
        from_anywhere=True,
    ),
    PageAction(
        "contacts-export",
        "导出联系台账",
        ("Alt+H",),
        "file-text",
        Group.REGISTERS,
        "把筛选出的联系导出为 Excel 工作簿",
        page=CONTACTS,
        do=_export_contacts,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
    RowAction(
        "contact-correct",
        "更正联系记录",
        ("Alt+Shift+C",),
        "pencil",
        Group.REGISTERS,
        "更正所选联系的号码、时间、结果、接听人或备注，写明原因",
        page=CONTACTS,
        do=_correct_contact,
    ),
    PageAction(
        "calls-import",
        "导入通话清单",
        ("Alt+I",),
        "download",
        Group.REGISTERS,
        "导入话务系统的通话清单（.xlsx、.csv）",
        page=CALLS,
        do=_import_calls,
        from_anywhere=True,
    ),
    RowAction(
        "call-match",
        "按编号认领",
        ("Alt+Q",),
        "hash",
        Group.REGISTERS,
        "把所选通话记入某一件工单",
        page=CALLS,
        do=_match,
    ),
    RowAction(
        "call-dismiss",
        "与工单无关",
        ("Alt+A",),
        "x",
        Group.REGISTERS,
        "搁置所选通话；再按一次放回待认领",
        page=CALLS,
        do=_dismiss,
    ),
)
