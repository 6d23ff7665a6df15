"""The actions of the duty log: write an entry from anywhere, correct one, mark an order as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.duty_log import acts as duty_acts
from app.rules.duty_log.entries import EntryKind
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction, WindowAction
from app.ui.duty_log import forms

if TYPE_CHECKING:
    from app.desk.duty_log.rows import LogLine
    from app.ui.frame.shell import Shell

PAGE = "duty-log"
_NOT_OWN = "这一行由本台自动记录，不能更正；请选择自己记的日志"


def _write(shell: Shell) -> None:
    forms.EntryForm(shell).open_form()


def _has_page(shell: Shell) -> bool:
    return PAGE in shell.page_names


def _why_not_correct(row: LogLine) -> str:
    return "" if row.entry is not None else _NOT_OWN


def _why_not_done(row: LogLine) -> str:
    if row.entry is None or row.entry.kind is not EntryKind.ORDER:
        return "只有领导交办才有办结"
    return "" if row.entry.is_open_order else "这件交办已办结"


def _correct(shell: Shell, row: LogLine) -> None:
    if row.entry is not None:
        forms.EntryForm(shell, row.entry).open_form()


def _settle(shell: Shell, row: LogLine) -> None:
    if row.entry is not None:
        shell.gateway.submit(duty_acts.settle, person=shell.person, entry_id=row.entry.id, version=row.entry.version)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "log-entry",
        "记日志",
        ("Ctrl+/",),
        "sticky-note",
        Group.DESK,
        "记一条值班日志：来电、来访、故障、领导交办、其他",
        do=_write,
        there=_has_page,
    ),
    RowAction(
        "log-correct",
        "更正",
        ("Ctrl+W, L",),
        "pencil",
        Group.DESK,
        "更正自己记的日志，写明原因；原来的内容保留",
        page=PAGE,
        do=_correct,
        why_not=_why_not_correct,
    ),
    RowAction(
        "log-done",
        "交办办结",
        ("Ctrl+Shift+F5",),
        "circle-check",
        Group.DESK,
        "标明领导交办已办结，任务同时办结",
        page=PAGE,
        do=_settle,
        why_not=_why_not_done,
    ),
)
