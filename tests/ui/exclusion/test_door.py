"""Shift+F5 begins an application where there is none, and opens the one there is."""

from __future__ import annotations

from collections.abc import Callable

from app.desk.exclusion import reads as exclusion_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.ticket.states import TicketStatus
from app.ui.exclusion.application_form import ApplicationForm
from app.ui.exclusion.begin_form import BeginForm
from app.ui.frame.application import OpenWindow


def forms(opened: OpenWindow, kind: type) -> list:  # type: ignore[type-arg]
    return [each for each in opened.window.findChildren(kind) if each.isVisible()]


def test_a_ticket_without_one_begins_one_of_a_chosen_type(
    opened: OpenWindow, desk: Desk, take_in: Callable[..., int]
) -> None:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    opened.shell.select(ticket, (ticket,))
    opened.shell.took_detail(ticket_reads.detail(desk, ticket_id=ticket))
    opened.shell.commands.run("exclude")
    (begin,) = forms(opened, BeginForm)
    begin.submit()
    assert begin.fields["type"].property("wrong")
    begin.fields["type"].setCurrentIndex(1)
    assert "适用" in begin.condition.text()
    begin.submit()
    assert len(exclusion_reads.of_ticket(desk, ticket_id=ticket)) == 1
    (form,) = forms(opened, ApplicationForm)
    form.close()
    opened.shell.commands.run("exclude")
    (again,) = forms(opened, ApplicationForm)
    assert again.detail.row.ticket_id == ticket
    again.close()
