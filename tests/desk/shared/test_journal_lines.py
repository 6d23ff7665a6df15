"""A line about a ticket stands in its timeline; one about the desk belongs to no ticket."""

from __future__ import annotations

from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import the_ticket
from app.rules.journal import JournalVerb
from tests.desk.conftest import OPERATOR


def test_a_line_about_a_ticket_names_it_and_carries_what_changed(desk, take_in):
    ticket = take_in("甲")
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket)
        write_line(desk, stores, OPERATOR, JournalVerb.EDIT, "修改", about=row, changes={"标题": ("旧", "新")})
    with desk.register.reading() as stores:
        line = stores.journal.of_ticket(ticket)[-1]
    assert (line.at, line.who, line.verb, line.text) == (desk.now(), OPERATOR.name, JournalVerb.EDIT, "修改")
    assert (line.ticket_id, line.ticket_number) == (ticket, "甲")
    assert "旧" in str(line.changes)


def test_a_line_about_the_desk_belongs_to_no_ticket(desk):
    with desk.register.writing() as stores:
        write_line(desk, stores, OPERATOR, JournalVerb.SETTING, "设置：声音")
    with desk.register.reading() as stores:
        *_, line = stores.journal.between(desk.now(), desk.now().replace(year=2027))
    assert (line.ticket_id, line.ticket_number, line.text) == (None, "", "设置：声音")
