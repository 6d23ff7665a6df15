"""The complete selected ticket, for the actions that need all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.desk.ticket import reads as ticket_reads
from app.ui.frame.shell import Shell

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail


def with_chosen(shell: Shell, use: Callable[[TicketDetail], None]) -> None:
    """Passes the selected ticket to `use`: at once when the panel has read it, else as soon as it is read.

    A key pressed right after the list was opened must not be answered with "choose a ticket first".
    """
    chosen = shell.selection
    if chosen.detail is not None:
        use(chosen.detail)
    elif chosen.current is not None:
        shell.gateway.read(ticket_reads.detail, use, key="chosen", ticket_id=chosen.current)
    else:
        shell.say("请先选择一件工单", "amber")
