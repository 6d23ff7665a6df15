"""The actions of the calendar: paste a notice, edit a year, save a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.law.calendar_page import CalendarPage

PAGE = "calendar"


def _paste(page: CalendarPage) -> None:
    page.paste()


def _edit(page: CalendarPage) -> None:
    page.edit()


def _save(page: CalendarPage) -> None:
    page.save()


def _why_not_save(page: CalendarPage) -> str:
    return "请先粘贴能看懂的通知" if page.notice is None else ""


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "calendar-paste",
        "粘贴通知",
        ("Alt+M",),
        "clipboard-paste",
        Group.REGISTERS,
        "把剪贴板里的放假通知读成一年的日历",
        page=PAGE,
        do=_paste,
        from_anywhere=True,
    ),
    PageAction(
        "calendar-edit",
        "修改此年",
        ("Alt+O",),
        "pencil",
        Group.REGISTERS,
        "把列出的一年写成通知的文字来修改",
        page=PAGE,
        do=_edit,
    ),
    PageAction(
        "calendar-save",
        "保存日历",
        ("Alt+L",),
        "check",
        Group.REGISTERS,
        "先列出哪些在办工单的时限会变，再保存",
        page=PAGE,
        do=_save,
        why_not=_why_not_save,
    ),
)
