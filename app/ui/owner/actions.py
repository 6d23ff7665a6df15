"""The action of the table of owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.owner.page import OwnersPage


def _save(page: OwnersPage) -> None:
    page.save_version()


def _why_not_save(page: OwnersPage) -> str:
    return page.why_not_save()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "owners-save",
        "保存主责目录",
        ("Ctrl+Shift+S",),
        "check",
        Group.REGISTERS,
        "先看改了什么、哪些工单的判断会变，再存为新版本",
        page="owners",
        do=_save,
        why_not=_why_not_save,
    ),
)
