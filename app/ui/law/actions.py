"""The actions of the rules: copy and save a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.law.page import RulesPage

PAGE = "rules"


def _copy(page: RulesPage) -> None:
    page.begin()


def _save(page: RulesPage) -> None:
    page.save()


def _why_not_copy(page: RulesPage) -> str:
    return "正在修改新版本：按 Alt+K 保存，或按 Esc 放弃" if page.editing else ""


def _why_not_save(page: RulesPage) -> str:
    return "" if page.editing else "请先按 Alt+J 复制出新版本"


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "rule-copy",
        "复制为新版本",
        ("Alt+J",),
        "copy",
        Group.REGISTERS,
        "把列出的时限规则复制成一个新版本来修改",
        page=PAGE,
        do=_copy,
        why_not=_why_not_copy,
    ),
    PageAction(
        "rule-save",
        "保存新版本",
        ("Alt+K",),
        "check",
        Group.REGISTERS,
        "先列出哪些在办工单的时限会变，再保存",
        page=PAGE,
        do=_save,
        why_not=_why_not_save,
    ),
)
