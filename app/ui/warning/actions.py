"""The actions of warnings: known, false, dealt with, opened again, absconding confirmed, follow-up, letter, limits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.warning import acts as warning_acts
from app.rules.warning.states import WARNING_FLOW, Subject, WarningState, WarningVerb
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction, WindowAction
from app.ui.warning import forms

if TYPE_CHECKING:
    from app.desk.warning.rows import WarningRow
    from app.ui.frame.shell import Shell

PAGE = "warnings"


def _why_not(verb: WarningVerb, row: WarningRow) -> str:
    if verb is WarningVerb.KNOW and row.state is WarningState.KNOWN:
        return "已经标为已知"
    if verb is WarningVerb.REOPEN and row.state is WarningState.NEW:
        return "这条预警还没有处理"
    if verb is WarningVerb.CONFIRM and row.subject is not Subject.MERCHANT:
        return "只有商户的预警可以确认失联跑路"
    return WARNING_FLOW.refusal(row.state, verb)


def _has_page(shell: Shell) -> bool:
    return PAGE in shell.page_names


def _decide(verb: WarningVerb, shell: Shell, row: WarningRow) -> None:
    forms.DecideForm(shell, row, verb).open_form()


def _reopen(shell: Shell, row: WarningRow) -> None:
    shell.gateway.submit(
        warning_acts.decide,
        person=shell.person,
        warning_id=row.id,
        verb=WarningVerb.REOPEN,
        version=row.version,
    )


def _confirm(shell: Shell, row: WarningRow) -> None:
    forms.ConfirmForm(shell, row).open_form()


def _follow(shell: Shell, row: WarningRow) -> None:
    forms.FollowForm(shell, row).open_form()


def _letter(shell: Shell, row: WarningRow) -> None:
    page = shell.page_in_front
    card = getattr(page, "card", None)
    if card is not None and card.row.id == row.id:
        forms.LetterForm(shell, card).open_form()


def _rules(shell: Shell) -> None:
    forms.RulesForm(shell).open_form()


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "warning-letter",
        "函稿",
        ("Ctrl+], L",),
        "file-text",
        Group.DESK,
        "给主责部门的预警函，公文版式，写成 .docx，可修改",
        page=PAGE,
        do=_letter,
    ),
    RowAction(
        "warning-follow",
        "安排复看",
        ("Ctrl+], Q",),
        "clock",
        Group.DESK,
        "写明何时、由谁再看，到时提醒，进提醒台账",
        page=PAGE,
        do=_follow,
        why_not=partial(_why_not, WarningVerb.FOLLOW),
    ),
    RowAction(
        "warning-known",
        "已知",
        ("Ctrl+], A",),
        "eye",
        Group.DESK,
        "已知，继续关注；升级时再提醒",
        page=PAGE,
        do=partial(_decide, WarningVerb.KNOW),
        why_not=partial(_why_not, WarningVerb.KNOW),
    ),
    RowAction(
        "warning-noise",
        "误报",
        ("Ctrl+], N",),
        "x",
        Group.DESK,
        "写明原因，标为误报，计入误报比例；可重开",
        page=PAGE,
        do=partial(_decide, WarningVerb.NOISE),
        why_not=partial(_why_not, WarningVerb.NOISE),
    ),
    RowAction(
        "warning-handled",
        "已处置",
        ("Ctrl+], H",),
        "circle-check",
        Group.DESK,
        "写明处置结果，结束这条预警；可重开",
        page=PAGE,
        do=partial(_decide, WarningVerb.HANDLE),
        why_not=partial(_why_not, WarningVerb.HANDLE),
    ),
    RowAction(
        "warning-confirm",
        "确认跑路",
        ("Ctrl+], C",),
        "siren",
        Group.DESK,
        "已核实失联跑路，升为红色；可撤回",
        page=PAGE,
        do=_confirm,
        why_not=partial(_why_not, WarningVerb.CONFIRM),
    ),
    RowAction(
        "warning-reopen",
        "重开预警",
        ("Ctrl+], 0",),
        "rotate-ccw",
        Group.DESK,
        "把已知、误报或已处置的预警改回新",
        page=PAGE,
        do=_reopen,
        why_not=partial(_why_not, WarningVerb.REOPEN),
    ),
    WindowAction(
        "warning-rules",
        "预警线",
        ("Ctrl+], W",),
        "filter",
        Group.DESK,
        "改各级预警的件数、人数，写明生效日期",
        do=_rules,
        there=_has_page,
    ),
)
