"""The actions of the desk's health: open its page, verify, back up, set the anchor anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, WindowAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.upkeep.page import HealthPage

PAGE = "health"


def _open(shell: Shell) -> None:
    shell.open_page(PAGE)


def _there(shell: Shell) -> bool:
    return PAGE in shell.page_names


def _verify(page: HealthPage) -> None:
    page.verify()


def _why_not_verify(page: HealthPage) -> str:
    return "正在核验，请稍候" if page.verifying else ""


def _back_up(page: HealthPage) -> None:
    page.back_up()


def _rehearse(page: HealthPage) -> None:
    page.rehearse()


def _renew(page: HealthPage) -> None:
    page.renew_anchor()


def _why_not_renew(page: HealthPage) -> str:
    return page.why_not_renew()


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "health",
        "健康",
        ("Alt+Shift+H",),
        "hard-drive",
        Group.WINDOW,
        "登记库、日志、备份等各项是否正常",
        do=_open,
        there=_there,
    ),
    PageAction(
        "verify",
        "现在核验",
        ("Alt+Shift+V",),
        "clipboard-check",
        Group.WINDOW,
        "从第一条起核验日志，并逐件核对工单",
        page=PAGE,
        do=_verify,
        why_not=_why_not_verify,
        from_anywhere=True,
    ),
    PageAction(
        "back-up",
        "现在备份",
        ("Alt+Shift+B",),
        "download",
        Group.WINDOW,
        "写一份校验过的备份",
        page=PAGE,
        do=_back_up,
        from_anywhere=True,
    ),
    PageAction(
        "drill",
        "恢复演练",
        ("Alt+Shift+U",),
        "hard-drive",
        Group.WINDOW,
        "把最新备份恢复到一旁核对，不改动登记库",
        page=PAGE,
        do=_rehearse,
    ),
    PageAction(
        "renew-anchor",
        "重立锚点",
        ("Alt+Shift+R",),
        "rotate-ccw",
        Group.WINDOW,
        "核对过丢失的操作后，从现在起重新记；记入日志",
        page=PAGE,
        do=_renew,
        why_not=_why_not_renew,
    ),
)
