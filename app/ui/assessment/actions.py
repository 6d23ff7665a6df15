"""The actions of assessments: enter what the client wrote, record what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.assessment.kinds import AssessmentState
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction
from app.ui.assessment import forms

if TYPE_CHECKING:
    from app.desk.assessment.rows import AssessmentRow
    from app.ui.assessment.page import AssessmentsPage
    from app.ui.frame.shell import Shell

PAGE = "assessments"


def _enter(page: AssessmentsPage) -> None:
    forms.EnterForm(page.shell).open_form()


def _why_not(row: AssessmentRow) -> str:
    return "" if row.state is AssessmentState.HOLDS else f"这条登记{row.state.word}，不再处理"


def _decide(shell: Shell, row: AssessmentRow) -> None:
    forms.DecideForm(shell, row).open_form()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "assessment-enter",
        "登记考核",
        ("Ctrl+W, 5",),
        "plus",
        Group.DESK,
        "登记委托方的书面扣罚、考核结果、通报或服务投诉，附上文书；扣罚由班组长登记",
        page=PAGE,
        do=_enter,
        from_anywhere=True,
    ),
    RowAction(
        "assessment-decide",
        "处理",
        ("Ctrl+W, 6",),
        "message-square",
        Group.DESK,
        "提出异议或不提，委托方撤销，登记错了撤回",
        page=PAGE,
        do=_decide,
        why_not=_why_not,
    ),
)
