"""The actions of the rescue list: tick, untick all, send the ticked as an urging round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.rescue_list.page import RescuePage
    from app.ui.rescue_list.words import RescueLine

PAGE = "rescue-list"


def _why_not_urge(page: RescuePage) -> str:
    return "" if page.ticked else "请先勾选工单（空格）"


def _urge(page: RescuePage) -> None:
    page.ask_urge()


def _clear(page: RescuePage) -> None:
    page.clear()


def _why_not_tick(line: RescueLine) -> str:
    return "" if line.ticket.can_gain else f"不能挽回：{line.ticket.solve.why}"


def _tick(shell: Shell, line: RescueLine) -> None:
    page: RescuePage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    page.tick(line)


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "rescue-clear",
        "清除勾选",
        ("Ctrl+], Y",),
        "x",
        Group.REGISTERS,
        "今晚先救谁：去掉全部勾选",
        page=PAGE,
        do=_clear,
        why_not=_why_not_urge,
    ),
    PageAction(
        "rescue-urge",
        "发起催办",
        ("Ctrl+], D",),
        "megaphone",
        Group.REGISTERS,
        "今晚先救谁：把勾选的工单按单位各开一轮催办，已办结的同时转二次办理",
        page=PAGE,
        do=_urge,
        why_not=_why_not_urge,
    ),
    RowAction(
        "rescue-tick",
        "勾选",
        ("Ctrl+], X",),
        "check",
        Group.REGISTERS,
        "勾选或去掉所选工单，看一起办成后的成绩；列表中按空格",
        page=PAGE,
        do=_tick,
        why_not=_why_not_tick,
    ),
)
