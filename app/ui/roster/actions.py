"""The actions of the roster: take a 值班表 in, write it out, stand-in, swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction
from app.ui.roster import forms

if TYPE_CHECKING:
    from app.desk.roster.rows import RosterLine
    from app.ui.frame.shell import Shell
    from app.ui.roster.page import RosterPage

PAGE = "roster"


def _take(page: RosterPage) -> None:
    page.ask_file()


def _write(page: RosterPage) -> None:
    page.ask_place()


def _paste(page: RosterPage) -> None:
    page.show_pasted()


def _print(page: RosterPage) -> None:
    page.print_shown()


def _why_not(row: RosterLine) -> str:
    return "" if row.shift is not None and row.shift.people else "这段时间没有排人，请导入值班表"


def _stand_in(shell: Shell, row: RosterLine) -> None:
    if row.shift is not None:
        forms.StandInForm(shell, row.shift).open_form()


def _swap(shell: Shell, row: RosterLine) -> None:
    page: RosterPage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    page.ask_swap(row)


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "roster-take",
        "导入值班表",
        ("Ctrl+W, R",),
        "inbox",
        Group.DESK,
        "读取值班表，先看班次和问题，再替换其中各天的排班",
        page=PAGE,
        do=_take,
        from_anywhere=True,
    ),
    PageAction(
        "roster-write",
        "导出值班表",
        ("Ctrl+W, X",),
        "send",
        Group.DESK,
        "按导入时的样式写出值班表，只改动变了的格",
        page=PAGE,
        do=_write,
    ),
    PageAction(
        "roster-paste",
        "粘贴值班表",
        ("Ctrl+W, 0",),
        "clipboard-paste",
        Group.DESK,
        "读取从 WPS 或 Excel 复制的值班表，先看班次和问题，再替换其中各天的排班",
        page=PAGE,
        do=_paste,
        from_anywhere=True,
    ),
    PageAction(
        "roster-print",
        "打印值班表",
        ("Ctrl+W, 7",),
        "file-text",
        Group.DESK,
        "按值班表的样式横向预览并打印",
        page=PAGE,
        do=_print,
    ),
    RowAction(
        "roster-stand-in",
        "替班",
        ("Ctrl+W, S",),
        "pencil",
        Group.DESK,
        "登记由谁替班，原来排的人留有记录",
        page=PAGE,
        do=_stand_in,
        why_not=_why_not,
    ),
    RowAction(
        "roster-swap",
        "换班",
        ("Ctrl+W, W",),
        "undo-2",
        Group.DESK,
        "两个班上的两个人互换",
        page=PAGE,
        do=_swap,
        why_not=_why_not,
    ),
)
