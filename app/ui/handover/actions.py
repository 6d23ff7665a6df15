"""The actions of the handover: make the sheet, sign, take over, write it out, print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.handover.page import HandoverPage

PAGE = "handover"


def _make(page: HandoverPage) -> None:
    page.make()


def _sign(page: HandoverPage) -> None:
    page.sign()


def _why_not_sign(page: HandoverPage) -> str:
    return page.why_not_sign()


def _take(page: HandoverPage) -> None:
    page.take_over()


def _why_not_take(page: HandoverPage) -> str:
    return page.why_not_take()


def _export(page: HandoverPage) -> None:
    page.ask_place()


def _print(page: HandoverPage) -> None:
    page.print_sheet()


def _why_nothing(page: HandoverPage) -> str:
    return page.why_nothing()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "handover-make",
        "交接单",
        ("Ctrl+Shift+F1",),
        "clipboard-list",
        Group.DESK,
        "从登记库生成现在的交接单；每一行回车打开工单",
        page=PAGE,
        do=_make,
        from_anywhere=True,
    ),
    PageAction(
        "handover-sign",
        "交班签字",
        ("Ctrl+W, U",),
        "pencil",
        Group.DESK,
        "交班人签字，交接单按此刻的内容存档，不再改动",
        page=PAGE,
        do=_sign,
        why_not=_why_not_sign,
        from_anywhere=True,
    ),
    PageAction(
        "handover-take",
        "接班签字",
        ("Ctrl+W, V",),
        "check",
        Group.DESK,
        "接班人签字并上岗，前一班确认、静音的提醒再响",
        page=PAGE,
        do=_take,
        why_not=_why_not_take,
        from_anywhere=True,
    ),
    PageAction(
        "handover-export",
        "导出交接单",
        ("Ctrl+W, Y",),
        "send",
        Group.DESK,
        "把显示的交接单写成 Word 文档",
        page=PAGE,
        do=_export,
        why_not=_why_nothing,
    ),
    PageAction(
        "handover-print",
        "打印交接单",
        ("Ctrl+Shift+F11",),
        "file-text",
        Group.DESK,
        "打印显示的交接单，先看预览",
        page=PAGE,
        do=_print,
        why_not=_why_nothing,
    ),
)
