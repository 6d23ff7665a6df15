"""Opens a task from elsewhere: from the alarm, the ledger of reminders, the duty log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.task.page import TasksPage

PAGE = "tasks"


def open_task(shell: Shell, task_id: int) -> None:
    """Brings the page of tasks to the front with this task chosen, whatever it was narrowed to."""
    shell.open_page(PAGE)
    page: TasksPage = shell.page_in_front  # type: ignore[assignment]  # it has just come to the front
    page.show_task(task_id)
