"""A wrong number corrected onto one that exists leads to the form that joins both; a joined ticket is taken apart."""

from __future__ import annotations

from collections.abc import Callable

from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.application import OpenWindow
from app.ui.ticket.forms import CorrectNumberForm
from app.ui.ticket.join_form import JoinForm


def test_a_number_that_is_taken_shows_the_other_ticket_and_joins_both(
    desk: Desk, opened: OpenWindow, take_in: Callable[..., int]
) -> None:
    kept, wrong = take_in("热线-7"), take_in("热线-l7")
    opened.shell.select(wrong, (wrong,))
    opened.shell.commands.run("correct-number")
    form = opened.shell.last_form
    assert isinstance(form, CorrectNumberForm)
    form.fields["number"].setText("热线-7")  # type: ignore[union-attr]
    form.submit()
    join = opened.shell.last_form
    assert isinstance(join, JoinForm)
    assert join.found.text().startswith("热线-7 · 健身房闭店")
    join.submit()
    assert ticket_reads.detail(desk, ticket_id=kept).joined == ("热线-l7",)
    opened.shell.select(kept, (kept,))
    opened.shell.commands.run("part-tickets")
    assert ticket_reads.detail(desk, ticket_id=kept).joined == ()
    assert ticket_reads.find(desk, number="热线-l7") == wrong


def test_a_number_that_nobody_knows_is_refused_at_its_field(opened: OpenWindow, take_in: Callable[..., int]) -> None:
    ticket = take_in("热线-7")
    opened.shell.select(ticket, (ticket,))
    opened.shell.commands.run("join-tickets")
    form = opened.shell.last_form
    assert isinstance(form, JoinForm)
    form.fields["number"].setText("热线-99")  # type: ignore[union-attr]
    assert form.found.text() == "登记库里没有这个编号"
    form.submit()
    assert form.isVisible()
    assert form._errors["number"].isVisible()
