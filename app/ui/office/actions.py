"""The actions of office sheets: send out, take in, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction

if TYPE_CHECKING:
    from app.desk.office.rows import SheetRow
    from app.ui.frame.shell import Shell
    from app.ui.office.page import OfficePage

PAGE = "office"


def _send(page: OfficePage) -> None:
    page.ask_units()


def _take(page: OfficePage) -> None:
    page.ask_file()


def _print(shell: Shell, row: SheetRow) -> None:
    page: OfficePage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    page.print_unit(row.unit)


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "office-send",
        "发科室表",
        ("Alt+Shift+F",),
        "send",
        Group.REGISTERS,
        "给各单位写一个工作簿，列出在办工单，留出空白列填写",
        page=PAGE,
        do=_send,
        from_anywhere=True,
    ),
    PageAction(
        "office-take",
        "收科室表",
        ("Alt+Shift+M",),
        "inbox",
        Group.REGISTERS,
        "读取填好的科室表，先看逐行改动，再收入",
        page=PAGE,
        do=_take,
        from_anywhere=True,
    ),
    RowAction(
        "office-print",
        "打印",
        ("Alt+Shift+I",),
        "clipboard-list",
        Group.REGISTERS,
        "打印这个单位现在的在办工单，后四栏留空手填",
        page=PAGE,
        do=_print,
    ),
)
