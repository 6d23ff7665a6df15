"""The ledger's page: the last week first, outcomes with counts, doubtful contacts, the way to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.shared.context import Desk
from app.rules.contact.states import AttemptOutcome
from app.rules.ticket.states import TicketStatus
from app.ui.contact.ledger_page import ContactLedgerPage
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import write_field
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.fixture
def page(opened: OpenWindow, desk: Desk, take_in: Callable[..., int]) -> ContactLedgerPage:
    ticket = take_in("热线-261122-000901", status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(hours=9))
    for outcome, typed in ((AttemptOutcome.NO_ANSWER, ""), (AttemptOutcome.REACHED, "13900000009")):
        index = None if typed else 0
        contact_acts.add_attempt(
            desk, person=OPERATOR, ticket_id=ticket, number_index=index, typed=typed, outcome=outcome
        )
    opened.window.show_page("contacts")
    made = opened.window.current_page()
    assert isinstance(made, ContactLedgerPage)
    return made


def test_contacts_are_counted_by_outcome_and_narrowed(page: ContactLedgerPage) -> None:
    assert len(page.model.rows) == 2
    assert page.outcomes.buttons[AttemptOutcome.NO_ANSWER].text() == "无人接听 1"
    page.outcomes.choose(AttemptOutcome.NO_ANSWER)
    assert len(page.model.rows) == 1
    assert page.outcomes.buttons[None].text() == "全部 2"
    assert page.back()
    page.doubts.choose(True)
    assert [row.number_masked for row in page.model.rows] == ["139****0009"]
    page.search.setText("没有这样的词")
    assert page.list.is_empty
    assert page.list.empty_title.text() == "没有符合条件的联系"


def test_a_day_without_contacts_says_where_they_come_from(page: ContactLedgerPage) -> None:
    page.periods.choose("昨天")
    assert page.list.empty_title.text() == "昨天没有联系记录"
    assert "F3" in page.list.empty_hint.text()


def test_what_is_listed_goes_into_a_file(page: ContactLedgerPage, opened: OpenWindow, tmp_path: Path) -> None:
    page.outcomes.choose(AttemptOutcome.REACHED)
    opened.shell.commands.run("contacts-export")
    form = page.shell.last_form
    assert form is not None
    form.fields["path"].setText(str(tmp_path / "台账.xlsx"))  # type: ignore[union-attr]
    form.submit()
    assert form.written == tmp_path / "台账.xlsx"
    assert len(table_of(openpyxl.load_workbook(form.written).worksheets[0])) == 2
    form.reject()


def test_a_call_is_corrected_from_its_line_and_marked(page: ContactLedgerPage, opened: OpenWindow) -> None:
    reached = next(row for row in page.model.rows if row.outcome is AttemptOutcome.REACHED)
    page.view.choose_key(reached.id)
    opened.shell.commands.run("contact-correct")
    form = opened.shell.last_form
    assert form.fields["number"].placeholderText() == "现为：139****0009"
    form.fields["seconds"].setText("一分钟")
    form.fields["reason"].setText("按错键")
    form.submit()
    assert "请写成秒数" in form._errors["seconds"].text()
    form.fields["seconds"].setText("65")
    write_field(form.fields["outcome"], AttemptOutcome.OTHER_PERSON.value)
    form.submit()
    row = next(row for row in page.model.rows if row.id == reached.id)
    assert (row.outcome, row.seconds, row.note) == (AttemptOutcome.OTHER_PERSON, 65, "")
    cell = page.model.columns[-1].cell(row, opened.shell.now())
    assert "更正" in (cell.text + cell.second)
