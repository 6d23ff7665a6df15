"""The actions of the dashboard: the meeting mode, the other caliber."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.dashboard.page import DashboardPage
    from app.ui.frame.shell import Shell

PAGE = "dashboard"


def _why_not_meet(page: DashboardPage) -> str:
    return "" if page.board is not None else "看板还在读取"


def _meet(page: DashboardPage) -> None:
    page.begin_meeting()


def _turn(page: DashboardPage) -> None:
    page.turn_caliber()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "dashboard-meeting",
        "会议模式",
        ("Ctrl+], Z",),
        "layers",
        Group.REGISTERS,
        "看板占满整个屏幕，两米外可读；看板上也可按 F，按 Esc 退出",
        page=PAGE,
        do=_meet,
        why_not=_why_not_meet,
    ),
    PageAction(
        "dashboard-caliber",
        "换口径",
        ("Ctrl+], O",),
        "filter",
        Group.REGISTERS,
        "看板在不含剔除和全口径之间切换",
        page=PAGE,
        do=_turn,
    ),
)
