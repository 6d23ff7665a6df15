"""The actions of the service's end: archive, and check an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.archive.page import ServiceEndPage
    from app.ui.frame.shell import Shell

PAGE = "service-end"


def _archive(page: ServiceEndPage) -> None:
    page.ask_archive()


def _why_not_archive(page: ServiceEndPage) -> str:
    return page.why_not_archive()


def _check(page: ServiceEndPage) -> None:
    page.ask_check()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "archive",
        "服务终止归档",
        ("Ctrl+W, 8",),
        "hard-drive",
        Group.DESK,
        "全部登记数据、报表和材料写入一个新文件夹，不用本程序也能查看",
        page=PAGE,
        do=_archive,
        why_not=_why_not_archive,
        from_anywhere=True,
    ),
    PageAction(
        "archive-check",
        "核对归档",
        ("Ctrl+W, 9",),
        "list-checks",
        Group.DESK,
        "逐个文件核对一份归档的校验码",
        page=PAGE,
        do=_check,
        from_anywhere=True,
    ),
)
