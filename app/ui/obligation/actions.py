"""The actions of duties: state what happened, record what was done, make the month's evidence package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.obligation.duties import Measure
from app.rules.obligation.standing import Ended
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.obligation.page import ChosenDuty, ObligationsPage

PAGE = "obligations"


def _page(shell: Shell) -> ObligationsPage:
    page: ObligationsPage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs with its page in front
    return page


def _why_not_state(chosen: ChosenDuty) -> str:
    if chosen.matter is None or chosen.matter.ended is Ended.OPEN:
        return "请先在右边选择一条超时或未做的事项"
    return ""


def _why_not_record(chosen: ChosenDuty) -> str:
    if chosen.row.duty.measure is not Measure.ENTRY:
        return "这项义务由台账自动统计，不用登记"
    return "" if chosen.month is not None else "请先选择一个月"


def _why_not_withdraw(chosen: ChosenDuty) -> str:
    return "" if chosen.entry is not None else "这里没有可撤回的情况说明或履约登记"


def _why_not_package(page: ObligationsPage) -> str:
    return "" if page.month_shown is not None else "请先选择一个月"


def _state(shell: Shell, _chosen: ChosenDuty) -> None:
    _page(shell).state()


def _record(shell: Shell, _chosen: ChosenDuty) -> None:
    _page(shell).record()


def _withdraw(shell: Shell, _chosen: ChosenDuty) -> None:
    _page(shell).withdraw()


def _package(page: ObligationsPage) -> None:
    page.make_package()


ACTIONS: tuple[Action[Shell], ...] = (
    RowAction(
        "duty-statement",
        "情况说明",
        ("Ctrl+W, Z",),
        "pencil",
        Group.DESK,
        "写明未做到的经过、原因和改进，附上证据；可撤回",
        page=PAGE,
        do=_state,
        why_not=_why_not_state,
    ),
    RowAction(
        "duty-record",
        "履约登记",
        ("Ctrl+W, Q",),
        "clipboard-check",
        Group.DESK,
        "现场指导、政策解析等每月一次的义务：登记做了什么，附上材料；可撤回",
        page=PAGE,
        do=_record,
        why_not=_why_not_record,
    ),
    RowAction(
        "duty-withdraw",
        "撤回登记",
        ("Ctrl+W, Del",),
        "undo-2",
        Group.DESK,
        "记错的情况说明或履约登记：写明原因撤回，原文留在台账里；要改就撤回后重写",
        page=PAGE,
        do=_withdraw,
        why_not=_why_not_withdraw,
    ),
    PageAction(
        "evidence-package",
        "本月证据包",
        ("Ctrl+W, 4",),
        "layers",
        Group.DESK,
        "一次写出履约情况、清单和压缩包（报表、证据、校验值），编号冻结",
        page=PAGE,
        do=_package,
        why_not=_why_not_package,
    ),
)
