"""The actions of measures: extend, supervise, park; follow up, lift, withdraw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.rules.measure import MEASURE_FLOW, MEASURE_KIND_WORDS, MeasureKind, MeasureVerb
from app.rules.ticket.states import OPEN_STATUSES
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, TicketAction
from app.ui.measure import forms

if TYPE_CHECKING:
    from app.desk.measure.rows import MeasureRow
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell
    from app.ui.measure.page import MeasuresPage

PAGE = "measures"


def _why_not_enter(word: str, detail: TicketDetail) -> str:
    return "" if detail.row.status in OPEN_STATUSES else f"工单已办结或已退单，不能{word}"


def _enter(kind: MeasureKind, shell: Shell, detail: TicketDetail) -> None:
    forms.MeasureForm(shell, detail, kind).open_form()


def _why_not(verb: MeasureVerb, row: MeasureRow) -> str:
    if verb is MeasureVerb.FOLLOW and row.kind is MeasureKind.EXTENSION:
        return "延期按新的时限提醒，不用另行跟进"
    return MEASURE_FLOW.refusal(row.state, verb)


def _follow(shell: Shell, row: MeasureRow) -> None:
    forms.FollowMeasureForm(shell, row).open_form()


def _lift(shell: Shell, row: MeasureRow) -> None:
    forms.EndMeasureForm(shell, row, MeasureVerb.LIFT).open_form()


def _withdraw(shell: Shell, row: MeasureRow) -> None:
    forms.EndMeasureForm(shell, row, MeasureVerb.WITHDRAW).open_form()


def _add_kind(page: MeasuresPage) -> None:
    page.ask_kind_measure()


def _withdraw_kind(page: MeasuresPage) -> None:
    page.ask_withdraw()


def _why_not_withdraw_kind(page: MeasuresPage) -> str:
    return "" if page.shows_kinds and page.part.current is not None else "请先选择一条治理措施"


def _entering(name: str, kind: MeasureKind, key: str, icon: str, hint: str) -> TicketAction:
    word = MEASURE_KIND_WORDS[kind]
    return TicketAction(
        name,
        word,
        (key,),
        icon,
        Group.REGISTERS,
        hint,
        do=partial(_enter, kind),
        why_not=partial(_why_not_enter, word),
    )


ACTIONS: tuple[Action[Shell], ...] = (
    _entering("extend", MeasureKind.EXTENSION, "Alt+Shift+E", "hourglass", "登记批准的延期：办理时限立即改到新的时限"),
    _entering("supervise", MeasureKind.SUPERVISION, "Alt+Shift+S", "eye", "登记督办：由谁督办、何时跟进；不停任何时限"),
    _entering("park", MeasureKind.PARKING, "Alt+Shift+G", "bookmark", "登记挂账：标为挂账，到时间跟进；不停任何时限"),
    RowAction(
        "measure-follow",
        "记录跟进",
        ("Alt+Shift+J",),
        "message-square",
        Group.REGISTERS,
        "记下督办、挂账的进展和下次跟进时间",
        page=PAGE,
        do=_follow,
        why_not=partial(_why_not, MeasureVerb.FOLLOW),
    ),
    RowAction(
        "measure-lift",
        "解除",
        ("Alt+Shift+Z",),
        "circle-check",
        Group.REGISTERS,
        "写明原因，解除延期、督办或挂账；延期解除后回到原来的时限",
        page=PAGE,
        do=_lift,
        why_not=partial(_why_not, MeasureVerb.LIFT),
    ),
    RowAction(
        "measure-withdraw",
        "撤回登记",
        ("Ctrl+J",),
        "undo-2",
        Group.REGISTERS,
        "登记错了：撤回，工单恢复原样",
        page=PAGE,
        do=_withdraw,
        why_not=partial(_why_not, MeasureVerb.WITHDRAW),
    ),
    PageAction(
        "kind-measure-add",
        "登记治理措施",
        ("Ctrl+], J",),
        "plus",
        Group.REGISTERS,
        "登记对一类诉求采取的措施和起始日期，比较前后的受理量",
        page=PAGE,
        do=_add_kind,
        from_anywhere=True,
    ),
    PageAction(
        "kind-measure-withdraw",
        "撤回措施",
        ("Ctrl+], 1",),
        "undo-2",
        Group.REGISTERS,
        "治理措施登记错了：写明原因撤回",
        page=PAGE,
        do=_withdraw_kind,
        why_not=_why_not_withdraw_kind,
    ),
)
