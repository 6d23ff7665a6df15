"""An action waits for the ticket it was asked for instead of asking for it again."""

from __future__ import annotations

from collections.abc import Callable

from app.desk.ticket.rows import TicketDetail
from app.ui.frame.shell import Shell
from app.ui.ticket.chosen import with_chosen


def test_a_ticket_that_is_chosen_and_not_yet_read_is_read_first(shell: Shell, take_in: Callable[..., int]) -> None:
    ticket = take_in()
    used: list[TicketDetail] = []
    shell.select(ticket, (ticket,))
    assert shell.selection.detail is None
    with_chosen(shell, used.append)
    assert [detail.row.id for detail in used] == [ticket]
    shell.took_detail(used[0])
    with_chosen(shell, used.append)
    assert used[1] is used[0]


def test_without_a_choice_the_person_is_asked_to_choose(shell: Shell) -> None:
    said: list[str] = []
    shell.message.connect(lambda _tone, text: said.append(text))
    with_chosen(shell, lambda detail: said.append(detail.row.number))
    assert said == ["请先选择一件工单"]
