"""The actions of the month's hinges: the official ranking is entered, and objected to or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.closing.ranking import ClockKind
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction
from app.ui.closing import forms

if TYPE_CHECKING:
    from app.rules.closing.ranking import RankingClock
    from app.ui.closing.page import ClosingPage
    from app.ui.frame.shell import Shell

PAGE = "closing"


def _open(page: ClosingPage, kind: ClockKind) -> RankingClock | None:
    """The oldest clock of this kind that still runs."""
    clocks = () if page.shown is None else page.shown.clocks
    return next((clock for clock in clocks if clock.kind is kind and clock.done is None), None)


def _why_not_enter(page: ClosingPage) -> str:
    return "" if _open(page, ClockKind.ENTRY) else "没有等着录入的官方排名"


def _why_not_object(page: ClosingPage) -> str:
    return "" if _open(page, ClockKind.OBJECTION) else "没有等着核对的官方排名，先录入排名"


def _enter(page: ClosingPage) -> None:
    clock = _open(page, ClockKind.ENTRY)
    if clock is not None:
        forms.EnteredForm(page.shell, clock.period).open_form()


def _object(page: ClosingPage) -> None:
    clock = _open(page, ClockKind.OBJECTION)
    if clock is not None:
        forms.ObjectionForm(page.shell, clock.period).open_form()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "ranking-entered",
        "官方排名已录入",
        ("Ctrl+W, O",),
        "clipboard-check",
        Group.REGISTERS,
        "记下考核期的官方排名已经录入、何时公布；可撤回",
        page=PAGE,
        do=_enter,
        why_not=_why_not_enter,
    ),
    PageAction(
        "ranking-objection",
        "排名异议",
        ("Ctrl+W, P",),
        "message-square",
        Group.REGISTERS,
        "记下对官方排名提了异议，或核对无异议；可撤回",
        page=PAGE,
        do=_object,
        why_not=_why_not_object,
    ),
)
