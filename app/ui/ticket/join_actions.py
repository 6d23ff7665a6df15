"""The actions of the number match: two tickets are joined as one, taken apart, or said to be two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.ticket import joining
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction
from app.ui.ticket import join_form
from app.ui.ticket.chosen import with_chosen

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell


def _line(shell: Shell) -> tuple[int, int, str] | None:
    """The two tickets of the chosen line of a page in front that proposes them, and why."""
    front = shell.page_in_front
    row = front.chosen() if front is not None and hasattr(front, "chosen") else None
    other = getattr(row, "other_id", None)
    return None if row is None or other is None else (row.ticket_id, other, row.why)


def _join(shell: Shell) -> None:
    line = _line(shell)
    if line is not None:
        _submit(shell, *line)
    else:
        with_chosen(shell, _Joined(shell).use)


def _submit(shell: Shell, ticket_id: int, other_id: int, why: str) -> None:
    shell.gateway.submit(joining.join, person=shell.person, ticket_id=ticket_id, other_id=other_id, why=why)


class _Joined:
    """Joins the chosen ticket with its proposal; without one it asks for the other number."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def use(self, detail: TicketDetail) -> None:
        """Does so once the ticket is read."""
        twin = detail.twin
        if twin is None:
            join_form.JoinForm(self._shell, detail).open_form()
        else:
            _submit(self._shell, detail.row.id, twin.other(detail.row.id), twin.reasons)


class _Parted:
    """Says that a proposal is none, or takes apart what was joined into the chosen ticket."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def use(self, detail: TicketDetail) -> None:
        """Does so once the ticket is read."""
        shell, twin, ticket_id = self._shell, detail.twin, detail.row.id
        if twin is not None:
            other = twin.other(ticket_id)
            shell.gateway.submit(joining.say_two, person=shell.person, ticket_id=ticket_id, other_id=other)
        elif detail.joined:
            shell.gateway.submit(joining.part, person=shell.person, ticket_id=ticket_id)
        else:
            shell.say(f"{detail.row.number} 没有待认的工单，也没有并入过别的工单", "amber")


def _part(shell: Shell) -> None:
    line = _line(shell)
    if line is not None:
        ticket_id, other, _ = line
        shell.gateway.submit(joining.say_two, person=shell.person, ticket_id=ticket_id, other_id=other)
    else:
        with_chosen(shell, _Parted(shell).use)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "join-tickets",
        "认号并成一件",
        ("Ctrl+W, M",),
        "copy",
        Group.TICKET,
        "临时编号的工单与平台的是同一件：两件并成一件，历史合在一起；可撤回，以后也可拆开",
        do=_join,
    ),
    WindowAction(
        "part-tickets",
        "不是同一件（拆开）",
        ("Ctrl+W, N",),
        "undo-2",
        Group.TICKET,
        "待认的不是同一件，不再提示；已经并入的拆回两件，并入以后的办理留在这件",
        do=_part,
    ),
)
