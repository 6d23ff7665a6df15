"""The actions of what was met in the clipboard and the downloads folder: take in, look first, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction
from app.ui.intake.offers import NONE, offers_of

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell


def _why_not(shell: Shell) -> str:
    offers = offers_of(shell)
    return NONE if offers is None else offers.why_not()


def _take(shell: Shell) -> None:
    offers = offers_of(shell)
    if offers is not None:
        offers.take_in()


def _view(shell: Shell) -> None:
    offers = offers_of(shell)
    if offers is not None:
        offers.view()


def _dismiss(shell: Shell) -> None:
    offers = offers_of(shell)
    if offers is not None:
        offers.dismiss()


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "offer-take",
        "收入识别到的工单",
        ("Shift+F3",),
        "download",
        Group.DESK,
        "收入在剪贴板或下载文件夹里识别到的工单",
        do=_take,
        why_not=_why_not,
    ),
    WindowAction(
        "offer-view",
        "查看识别到的工单",
        ("Ctrl+Shift+F4",),
        "eye",
        Group.DESK,
        "在导入窗口里先看识别到的内容",
        do=_view,
        why_not=_why_not,
    ),
    WindowAction(
        "offer-leave",
        "不收识别到的工单",
        ("Ctrl+Shift+F3",),
        "x",
        Group.DESK,
        "不收入，底部不再提示这一份",
        do=_dismiss,
        why_not=_why_not,
    ),
)
