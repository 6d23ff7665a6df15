"""The actions of buck-passing cases: open for a ticket, report, follow up, close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.rules import passing as law
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction, TicketAction
from app.ui.passing import forms as passing_forms

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell
    from app.ui.passing.page import PassingChoice

PAGE = "passing"
_UNREAD = "个案的经过还在读取，请稍候再按"


def _why_not(verb: str, chosen: PassingChoice) -> str:
    return law.PASSING_FLOW.refusal(chosen.case.state, law.PassingVerb(verb))


def _open(shell: Shell, detail: TicketDetail) -> None:
    passing_forms.OpenCaseForm(shell, detail).open_form()


def _report(shell: Shell, chosen: PassingChoice) -> None:
    if chosen.brief is None:
        shell.say(_UNREAD, "amber")
    else:
        passing_forms.ReportCaseForm(shell, chosen.case, chosen.brief).open_form()


def _follow(shell: Shell, chosen: PassingChoice) -> None:
    if chosen.brief is None:
        shell.say(_UNREAD, "amber")
    else:
        passing_forms.FollowForm(shell, chosen.case, chosen.brief).open_form()


def _close(shell: Shell, chosen: PassingChoice) -> None:
    passing_forms.CloseCaseForm(shell, chosen.case).open_form()


def _copy(shell: Shell, chosen: PassingChoice) -> None:
    if chosen.brief is None:
        shell.say(_UNREAD, "amber")
    else:
        QGuiApplication.clipboard().setText(chosen.brief.text)
        shell.say("推诿情况报告已复制")


ACTIONS: tuple[Action[Shell], ...] = (
    TicketAction(
        "passing-open",
        "建推诿个案",
        ("Shift+F6",),
        "siren",
        Group.REGISTERS,
        "把所选工单建为推诿扯皮个案，上报责任领导",
        do=_open,
    ),
    RowAction(
        "passing-report",
        "上报领导",
        ("Ctrl+Shift+L",),
        "phone-call",
        Group.REGISTERS,
        "记下推诿情况报给了谁，何时跟进",
        page=PAGE,
        do=_report,
        why_not=partial(_why_not, "report"),
    ),
    RowAction(
        "passing-follow",
        "记录跟进",
        ("Ctrl+Shift+J",),
        "message-square",
        Group.REGISTERS,
        "记下跟进情况和下次跟进时间",
        page=PAGE,
        do=_follow,
        why_not=partial(_why_not, "follow"),
    ),
    RowAction(
        "passing-close",
        "了结个案",
        ("Ctrl+Shift+K",),
        "circle-check",
        Group.REGISTERS,
        "写明由谁主责、怎样处理，停止跟进提醒",
        page=PAGE,
        do=_close,
        why_not=partial(_why_not, "close"),
    ),
    RowAction(
        "passing-copy",
        "复制报告",
        ("Ctrl+Shift+M",),
        "copy",
        Group.REGISTERS,
        "复制推诿情况报告，可以发给领导",
        page=PAGE,
        do=_copy,
    ),
)
