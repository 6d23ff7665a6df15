"""The actions of tasks: new, done, change, cancel, open again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.task import acts as task_acts
from app.rules.task.tasks import TASK_FLOW, TaskVerb
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction, WindowAction
from app.ui.task import forms

if TYPE_CHECKING:
    from app.desk.task.rows import TaskRow
    from app.ui.frame.shell import Shell

PAGE = "tasks"


def _add(shell: Shell) -> None:
    forms.TaskForm(shell).open_form()


def _has_page(shell: Shell) -> bool:
    return PAGE in shell.page_names


def _why_not(verb: TaskVerb, row: TaskRow) -> str:
    return TASK_FLOW.refusal(row.state, verb)


def _finish(shell: Shell, row: TaskRow) -> None:
    forms.FinishForm(shell, row).open_form()


def _edit(shell: Shell, row: TaskRow) -> None:
    forms.TaskForm(shell, row).open_form()


def _cancel(shell: Shell, row: TaskRow) -> None:
    forms.CancelForm(shell, row).open_form()


def _reopen(shell: Shell, row: TaskRow) -> None:
    shell.gateway.submit(task_acts.reopen, person=shell.person, task_id=row.id)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "task-add",
        "新任务",
        ("Ctrl+W, T",),
        "plus",
        Group.DESK,
        "登记一项任务：办什么、交给谁、何时前办结，可重复",
        do=_add,
        there=_has_page,
    ),
    RowAction(
        "task-finish",
        "办结",
        ("Ctrl+W, 1",),
        "circle-check",
        Group.DESK,
        "写明办理结果，可附材料；重复任务生成下一次",
        page=PAGE,
        do=_finish,
        why_not=partial(_why_not, TaskVerb.FINISH),
    ),
    RowAction(
        "task-edit",
        "修改",
        ("Ctrl+W, 2",),
        "pencil",
        Group.DESK,
        "修改任务，或补充材料",
        page=PAGE,
        do=_edit,
        why_not=partial(_why_not, TaskVerb.CHANGE),
    ),
    RowAction(
        "task-cancel",
        "取消任务",
        ("Ctrl+W, 3",),
        "x",
        Group.DESK,
        "写明原因，取消任务；重复任务可只取消一次",
        page=PAGE,
        do=_cancel,
        why_not=partial(_why_not, TaskVerb.CANCEL),
    ),
    RowAction(
        "task-reopen",
        "重开",
        ("Ctrl+Shift+F10",),
        "rotate-ccw",
        Group.DESK,
        "把已办结或已取消的任务重新打开",
        page=PAGE,
        do=_reopen,
        why_not=partial(_why_not, TaskVerb.REOPEN),
    ),
)
