"""What a reminder is about when it belongs to no ticket, and the page where that is done."""

from __future__ import annotations

from app.desk.handover import clocks as handover_clocks
from app.desk.task import clocks as task_clocks
from app.ui.frame.shell import Shell
from app.ui.task.opening import open_task

_TICKET, _TASK, _HANDOVER, _PAPER = "打开工单", "打开任务", "打开交接班", "打开报表"
_PAGES = {_HANDOVER: "handover", _PAPER: "papers"}


def opening_words(number: int) -> str:
    """What opening a reminder's line does; `number` is its ticket, below zero for another matter."""
    if number >= 0:
        return _TICKET
    if handover_clocks.is_handover(number):
        return _HANDOVER
    return _TASK if task_clocks.is_task(number) else _PAPER


def open_matter(shell: Shell, number: int) -> None:
    """Opens the ticket of a reminder's line, the task, or the page of the other matter."""
    words = opening_words(number)
    if words == _TICKET:
        shell.open_ticket(number)
    elif words == _TASK:
        open_task(shell, task_clocks.task_of(number))
    else:
        shell.open_page(_PAGES[words])
