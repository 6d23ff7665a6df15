"""The actions of the register 不纳入考核: judged, withdrawn, put on paper, exported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.exclusion import catalogue as exclusion_catalogue
from app.rules.exclusion import moves as law
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, WindowAction
from app.ui.exclusion import opinion_form, papers_form
from app.ui.kit.action_buttons import why_no_rows

if TYPE_CHECKING:
    from app.desk.exclusion.rows import ExclusionDetail
    from app.ui.exclusion.page import ExclusionPage
    from app.ui.frame.shell import Shell

PAGE = "exclusions"


def _why_not(verb: str, detail: ExclusionDetail) -> str:
    return law.EXCLUSION_FLOW.refusal(detail.row.state, law.ExclusionVerb(verb))


def _opinion(shell: Shell, detail: ExclusionDetail) -> None:
    opinion_form.OpinionForm(shell, detail).open_form()


def _withdraw(shell: Shell, detail: ExclusionDetail) -> None:
    opinion_form.WithdrawForm(shell, detail).open_form()


def _papers(shell: Shell, detail: ExclusionDetail) -> None:
    papers_form.PapersForm(shell, detail).open_form()


def _export(page: ExclusionPage) -> None:
    papers_form.RegisterExport(page.shell, tuple(page.model.rows)).open_form()


def _carry_over(shell: Shell) -> None:
    shell.gateway.submit(exclusion_catalogue.carry_over, person=shell.person)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "catalogue-carry",
        "沿用上月目录",
        ("Ctrl+Shift+Q",),
        "bookmark",
        Group.REGISTERS,
        "本月没有新的不纳入考核目录：沿用现行的，记下由谁决定",
        do=_carry_over,
    ),
    RowAction(
        "exclusion-opinion",
        "审核申请",
        ("Alt+Shift+Y",),
        "circle-check",
        Group.REGISTERS,
        "承办单位、部门、中心逐级写审核意见",
        page=PAGE,
        do=_opinion,
        why_not=partial(_why_not, "pass"),
    ),
    RowAction(
        "exclusion-withdraw",
        "撤回申请",
        ("Alt+Shift+W",),
        "rotate-ccw",
        Group.REGISTERS,
        "撤回还没有结果的不纳入考核申请",
        page=PAGE,
        do=_withdraw,
        why_not=partial(_why_not, "withdraw"),
    ),
    RowAction(
        "exclusion-papers",
        "导出申请材料",
        ("Alt+Shift+D",),
        "file-text",
        Group.REGISTERS,
        "导出申请表（.docx）和证据包（.zip）",
        page=PAGE,
        do=_papers,
    ),
    PageAction(
        "exclusion-export",
        "导出不纳入考核",
        ("Alt+Shift+X",),
        "file-text",
        Group.REGISTERS,
        "把列出的申请和统计导出为 Excel 工作簿",
        page=PAGE,
        do=_export,
        why_not=why_no_rows,
        from_anywhere=True,
    ),
)
